"""Holds: points set aside for an order or an exchange, and later spent (settled) or released.

A hold pins lots: their held points do not expire, and can be settled after the lots' last day. A
hold with an `expires_at` is stale from then on, and a job releases it
(core.redemption.stale_holds). A hold without one stays until it is settled or released: it waits
for a partner's answer, which may come late."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from core.kernel import Values, idempotency
from core.ledger import lot_selection, lots, stored_procedures
from core.ledger.accounts import POINTS, Account, update_account
from core.ledger.errors import HoldClosed, NoSuchHold
from core.ledger.posting import (
    PostingDetails,
    PostingResult,
    apply_once,
    post,
    require_available,
    require_positive,
)
from core.programme import local_day
from core.schema import hold as hold_table
from core.schema import hold_lot


@dataclass(frozen=True, slots=True)
class Hold:
    hold_id: str
    amount: int

    def values(self) -> Values:
        """The result that is stored under the idempotency key."""
        return {"hold_id": self.hold_id, "amount": self.amount}


_PLACE = insert(hold_table).values(status="open")
_PIN = insert(hold_lot)
_FIND = select(hold_table.c.amount, hold_table.c.status).where(
    hold_table.c.member_id == bindparam("member_id"), hold_table.c.hold_id == bindparam("hold_id")
)
_PINNED = select(hold_lot.c.lot_id, hold_lot.c.amount).where(
    hold_lot.c.member_id == bindparam("member_id"), hold_lot.c.hold_id == bindparam("hold_id")
)
_CLOSE = (
    update(hold_table)
    .where(
        hold_table.c.member_id == bindparam("of_member"),
        hold_table.c.hold_id == bindparam("of_hold"),
    )
    .values(status=bindparam("new_status"))
)


def hold_locked(
    conn: Connection,
    account: Account,
    amount: int,
    hold_id: str,
    *,
    at: datetime,
    expires_at: datetime | None,
    memo: str = "",
) -> Hold:
    """Set `amount` points aside, for a caller that has locked the account and stores the result
    under its own idempotency key. Raises NotEnoughPoints if fewer are available."""
    require_positive(amount)
    if stored_procedures.available(conn):
        given = (account.member_id, amount, hold_id, at, expires_at, memo)
        return Hold(**stored_procedures.hold(conn, *given))
    today = local_day(at)
    require_available(conn, account, amount, today)
    parts = lot_selection.pick(conn, account.member_id, amount, today)
    hold_key = {"member_id": account.member_id, "hold_id": hold_id}
    conn.execute(
        _PLACE,
        hold_key | {"amount": amount, "memo": memo, "placed_at": at, "expires_at": expires_at},
    )
    conn.execute(_PIN, [hold_key | {"lot_id": lot_id, "amount": part} for lot_id, part in parts])
    lots.hold(conn, account.member_id, parts)
    update_account(conn, account.with_held(account.held + amount))
    return Hold(hold_id, amount)


def settle_hold(
    conn: Connection,
    *,
    member_id: int,
    hold_id: str,
    contra: str,
    kind: str,
    key: str,
    at: datetime,
    memo: str = "",
) -> PostingResult:
    """Spend the held points from the lots they are pinned in. Raises NoSuchHold, HoldClosed."""
    request = {"act": "settle", "hold_id": hold_id, "contra": contra, "kind": kind}
    details = PostingDetails(contra, kind, key, at, memo)
    if stored_procedures.available(conn):
        request_hash = idempotency.hashed(request)
        return PostingResult(
            **stored_procedures.settle(conn, member_id, hold_id, details, request_hash)
        )

    def change(account: Account) -> Values:
        amount, parts = _open_hold(conn, member_id, hold_id)
        posted = post(conn, account, -amount, details, from_held=amount)
        lots.take(conn, member_id, parts, posted.version, held=True)
        _close(conn, member_id, hold_id, "settled")
        return posted.values()

    return PostingResult(**apply_once(conn, member_id, POINTS, key, request, at, change))


def release_hold(conn: Connection, *, member_id: int, hold_id: str, key: str, at: datetime) -> Hold:
    """Make the held points available again. Raises NoSuchHold, HoldClosed."""
    request = {"act": "release", "hold_id": hold_id}

    def change(account: Account) -> Values:
        amount, parts = _open_hold(conn, member_id, hold_id)
        lots.unhold(conn, member_id, parts, local_day(at))
        update_account(conn, account.with_held(account.held - amount))
        _close(conn, member_id, hold_id, "released")
        return Hold(hold_id, amount).values()

    return Hold(**apply_once(conn, member_id, POINTS, key, request, at, change))


def _open_hold(conn: Connection, member_id: int, hold_id: str) -> tuple[int, lots.Parts]:
    """The hold's amount, and the lots that it pins."""
    hold_key = {"member_id": member_id, "hold_id": hold_id}
    row = conn.execute(_FIND, hold_key).first()
    if row is None:
        raise NoSuchHold(member_id, hold_id)
    if row.status != "open":
        raise HoldClosed(row.status)
    return row.amount, [(pin.lot_id, pin.amount) for pin in conn.execute(_PINNED, hold_key)]


def _close(conn: Connection, member_id: int, hold_id: str, status: str) -> None:
    conn.execute(_CLOSE, {"of_member": member_id, "of_hold": hold_id, "new_status": status})
