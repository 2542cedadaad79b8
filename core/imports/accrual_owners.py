"""Finds the member to whom each imported accrual belongs."""

import re
from collections.abc import Sequence

from sqlalchemy import Connection, Select, bindparam, select
from sqlalchemy.exc import IntegrityError

from core.imports.accrual_rows import Accrual
from core.imports.errors import BadRow
from core.kernel import NumberTaken
from core.ledger import batch_sql
from core.loyalty import ACCRUAL_PREFIX, Reversal
from core.schema import msisdn, number_change, receipt

_OWNERS = select(receipt.c.number, receipt.c.member_id).where(
    receipt.c.number.in_(bindparam("numbers", expanding=True))
)
_BY_NUMBER = select(msisdn.c.number, msisdn.c.member_id).where(
    msisdn.c.number.in_(bindparam("numbers", expanding=True))
)
_FORMER = select(number_change.c.member_id, number_change.c.was).where(
    number_change.c.member_id.in_(bindparam("member_ids", expanding=True))
)
# Every id of digits has a second receipt, of the digits without leading zeros: two imports that run
# at the same time read the receipts before either has written, and only a unique key stops one.
_DIGITS = "digits:"
_WHOLE = re.compile(r"[0-9]+")


class Owners:
    """The member of each accrual: the one it was applied to before, or else the one that the row
    names. A reversal is that of the member whose accrual it reverses."""

    def __init__(self, conn: Connection, accruals: Sequence[Accrual]) -> None:
        numbers = [one.number for one in accruals if one.number]
        self._by_number = _pairs(conn, _BY_NUMBER, "numbers", numbers)
        keys = {
            key
            for one in accruals
            for key in (one.key, _owned_key(one), *_keys_with_other_zeros(one.key))
        }
        self._owners = _pairs(conn, _OWNERS, "numbers", sorted(keys))
        moved = {owner for one in accruals if (owner := self._owners.get(_owned_key(one)))}
        moved |= {one.member_id for one in accruals if one.member_id and one.number}
        rows = conn.execute(_FORMER, {"member_ids": sorted(moved)})
        self._former = {(member_id, was) for member_id, was in rows}
        self._new: list[dict[str, object]] = []

    def likely(self, accrual: Accrual) -> int | None:
        """As find(), without its checks: enough to lock the accounts."""
        return self._owners.get(_owned_key(accrual)) or self._named(accrual)

    def applied_before(self, accrual: Accrual) -> bool:
        return accrual.key in self._owners

    def find(self, accrual: Accrual) -> int:
        """Raises BadRow."""
        owner, named = self._owners.get(_owned_key(accrual)), self._named(accrual)
        if accrual.member_id and not self._has_or_had(accrual.member_id, accrual.number):
            raise BadRow(f"number {accrual.number} is not member {accrual.member_id}'s")
        if owner is None and named is None:
            raise BadRow(f"no member has the number {accrual.number}")
        # The number of a member who has left since belongs to nobody.
        if owner and named not in (None, owner) and (owner, accrual.number) not in self._former:
            raise BadRow("this accrual_id was another member's")
        self._check_zeros(accrual)
        if isinstance(accrual.content, Reversal):
            self._check_reversal(accrual, owner)
        found = owner or named
        assert found is not None
        return found

    def add(self, accrual: Accrual, member_id: int) -> None:
        for key in (accrual.key, *_keys_with_other_zeros(accrual.key)[:1]):
            self._owners[key] = member_id
            self._new.append({"number": key, "member_id": member_id})

    def write(self, conn: Connection) -> None:
        """Raises NumberTaken where another import has written one of the receipts meanwhile: when
        Database.run() runs the work again, it finds it."""
        try:
            batch_sql.insert_all(conn, receipt, self._new)
        except IntegrityError as error:
            raise NumberTaken from error

    def _check_zeros(self, accrual: Accrual) -> None:
        """A spreadsheet drops leading zeros: the same accrual would count a second time."""
        if self.applied_before(accrual):
            return
        if any(key in self._owners for key in _keys_with_other_zeros(accrual.key)):
            given = accrual.key.removeprefix(ACCRUAL_PREFIX)
            raise BadRow(f"accrual_id {given} was imported before with other leading zeros")

    def _check_reversal(self, accrual: Accrual, owner: int | None) -> None:
        reversed_id = _owned_key(accrual).removeprefix(ACCRUAL_PREFIX)
        if owner is None:
            raise BadRow(f"no accrual {reversed_id} was imported")
        if self._owners.get(accrual.key, owner) != owner:
            raise BadRow("this accrual_id was another member's")

    def _has_or_had(self, member_id: int, number: str | None) -> bool:
        has_it = self._by_number.get(number or "") == member_id
        return number is None or has_it or (member_id, number) in self._former

    def _named(self, accrual: Accrual) -> int | None:
        return accrual.member_id or self._by_number.get(accrual.number or "")


def _owned_key(accrual: Accrual) -> str:
    """The key by which the accrual's member is known, if it was imported before."""
    content = accrual.content
    return content.accrual_key if isinstance(content, Reversal) else accrual.key


def _keys_with_other_zeros(key: str) -> list[str]:
    """Where an id is found that differs from this one by leading zeros only: the key of the digits
    first. An earlier release wrote that only for ids with leading zeros."""
    given = key.removeprefix(ACCRUAL_PREFIX)
    if not _WHOLE.fullmatch(given):
        return []
    digits = given.lstrip("0") or "0"
    without = [] if digits == given else [f"{ACCRUAL_PREFIX}{digits}"]
    return [f"{_DIGITS}{digits}", *without]


def _pairs(
    conn: Connection, query: Select[tuple[str, int]], name: str, wanted: Sequence[str]
) -> dict[str, int]:
    return {row.number: row.member_id for row in conn.execute(query, {name: wanted})}
