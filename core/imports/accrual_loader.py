"""Applies rows of accruals: bills, points from partners and promotions, and the opening balances of
a programme that is taken over.

An accrual counts once, by its id, whoever it is for. It stays with its member when the member's
number changes, so a file can be imported again at any time.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import Connection, Select, bindparam, select

from core.imports.accrual_rows import OPENING, OPTIONAL, REQUIRED, Accrual, Opening, parse, untimely
from core.imports.csv_files import Row
from core.imports.errors import BadRow
from core.kernel import KeyReused, NotAllowed
from core.ledger import GROWTH, POINTS, batch_sql
from core.loyalty import Applied, Bill, Grant, Outcome, accrual_batch, province
from core.programme import current_rules, local_day, start_of_day
from core.schema import msisdn, number_change, receipt

__all__ = ["OPTIONAL", "REQUIRED", "apply"]

_OWNERS = select(receipt.c.number, receipt.c.member_id).where(
    receipt.c.number.in_(bindparam("numbers", expanding=True))
)
_BY_NUMBER = select(msisdn.c.number, msisdn.c.member_id).where(
    msisdn.c.number.in_(bindparam("numbers", expanding=True))
)
_FORMER = select(number_change.c.member_id, number_change.c.was).where(
    number_change.c.member_id.in_(bindparam("member_ids", expanding=True))
)


def apply(conn: Connection, rows: Sequence[Row], *, at: datetime) -> list[Outcome]:
    """One outcome a row, in their order. Rows that are not rejected are written."""
    parsed = [parse(row.values) for row in rows]
    accruals = [one for one in parsed if isinstance(one, Accrual)]
    owners = _Owners(conn, accruals)
    wanted = [(member_id, one.key) for one in accruals if (member_id := owners.likely(one))]
    chunk = accrual_batch.Chunk(conn, wanted, at=at)
    today = local_day(at)
    outcomes = [
        _apply_row(chunk, owners, one, today) if isinstance(one, Accrual) else one for one in parsed
    ]
    owners.write(conn)
    chunk.write()
    return outcomes


class _Owners:
    """The member of each accrual: the one it was applied to before, or else the one that the row
    names."""

    def __init__(self, conn: Connection, accruals: Sequence[Accrual]) -> None:
        numbers = [one.number for one in accruals if one.number]
        self._by_number = _pairs(conn, _BY_NUMBER, "numbers", numbers)
        self._owners = _pairs(conn, _OWNERS, "numbers", [one.key for one in accruals])
        moved = {owner for one in accruals if (owner := self._owners.get(one.key))}
        moved |= {one.member_id for one in accruals if one.member_id and one.number}
        rows = conn.execute(_FORMER, {"member_ids": sorted(moved)})
        self._former = {(member_id, was) for member_id, was in rows}
        self._new: list[dict[str, object]] = []

    def likely(self, accrual: Accrual) -> int | None:
        """As find(), without its checks: enough to lock the accounts."""
        return self._owners.get(accrual.key) or self._named(accrual)

    def applied_before(self, accrual: Accrual) -> bool:
        return accrual.key in self._owners

    def find(self, accrual: Accrual) -> int:
        owner, named = self._owners.get(accrual.key), self._named(accrual)
        if accrual.member_id and not self._has_or_had(accrual.member_id, accrual.number):
            raise BadRow(f"number {accrual.number} is not member {accrual.member_id}'s")
        if owner is None and named is None:
            raise BadRow(f"no member has the number {accrual.number}")
        # The number of a member who has left since belongs to nobody.
        if owner and named not in (None, owner) and (owner, accrual.number) not in self._former:
            raise BadRow("this accrual_id was another member's")
        found = owner or named
        assert found is not None
        return found

    def add(self, accrual: Accrual, member_id: int) -> None:
        self._owners[accrual.key] = member_id
        self._new.append({"number": accrual.key, "member_id": member_id})

    def write(self, conn: Connection) -> None:
        batch_sql.insert_all(conn, receipt, self._new)

    def _has_or_had(self, member_id: int, number: str | None) -> bool:
        has_it = self._by_number.get(number or "") == member_id
        return number is None or has_it or (member_id, number) in self._former

    def _named(self, accrual: Accrual) -> int | None:
        return accrual.member_id or self._by_number.get(accrual.number or "")


def _apply_row(
    chunk: accrual_batch.Chunk, owners: _Owners, accrual: Accrual, today: date
) -> Outcome:
    try:
        member_id = owners.find(accrual)
    except BadRow as error:
        return error
    if member_id not in chunk.members:
        return BadRow(f"there is no member {member_id}")
    rules = chunk.rules_of(accrual.content.on)
    if not owners.applied_before(accrual) and (reason := untimely(accrual.content, today, rules)):
        return BadRow(reason)
    if isinstance(accrual.content, Bill):
        outcome = chunk.earn(member_id, accrual.key, accrual.content)
    else:
        outcome = _apply_opening(chunk, member_id, accrual.key, accrual.content)
    if outcome is Applied.NOW:
        owners.add(accrual, member_id)
    return _as_bad_row(outcome)


def _apply_opening(
    chunk: accrual_batch.Chunk, member_id: int, key: str, opening: Opening
) -> Outcome:
    """Whatever the member's status is, unless they have left."""
    member = chunk.members[member_id]
    if member.status == "left":
        return NotAllowed(member.status)
    issuer = province(member.province)
    grants = [
        Grant(
            member_id=member_id,
            key=f"{key}:{unit}",
            amount=amount,
            contra=issuer,
            kind=OPENING,
            expires_at=opening.expires_at if unit == POINTS else None,
            unit_cost=current_rules().redemption.cost_fen_per_point if unit == POINTS else 0,
            issuer=issuer,
            unit=unit,
            memo=opening.memo,
            effective_at=start_of_day(opening.on),
        )
        for unit, amount in ((POINTS, opening.points), (GROWTH, opening.growth))
        if amount
    ]
    return chunk.post_opening_balance(member_id, key, {"act": OPENING} | asdict(opening), grants)


def _as_bad_row(outcome: Outcome) -> Outcome:
    if isinstance(outcome, KeyReused):
        return BadRow("this accrual_id was imported before, with other data")
    if isinstance(outcome, NotAllowed):
        return BadRow(f"the member's status is {outcome.reason}: nothing is earned now")
    return outcome


def _pairs(
    conn: Connection, query: Select[tuple[str, int]], name: str, wanted: Sequence[str]
) -> dict[str, int]:
    return {row.number: row.member_id for row in conn.execute(query, {name: wanted})}
