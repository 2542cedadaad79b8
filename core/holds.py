"""Points set aside: hold, then settle or release.

A hold pins its lots, so a lot that expires in between is still there to be settled. A hold that
no one settles or releases is released by a job after expires_at.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from core import idempotency, lots
from core.accounts import Account, lock
from core.errors import HoldClosed, NotEnoughPoints, NotFound
from core.posting import Posted, Why, move, post
from core.schema import hold as hold_table
from core.schema import hold_lot


@dataclass(frozen=True, slots=True)
class Hold:
    hold_id: str
    amount: int


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
    .where(hold_table.c.member_id == bindparam("whose"), hold_table.c.hold_id == bindparam("which"))
    .values(status=bindparam("new_status"))
)


def place_hold(
    conn: Connection,
    *,
    member_id: int,
    amount: int,
    key: str,
    at: datetime,
    expires_at: datetime,
    memo: str = "",
) -> Hold:
    if amount <= 0:
        raise ValueError(f"points are held in amounts above 0: {amount}")
    request = {"act": "hold", "amount": amount}
    account = lock(conn, member_id)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        return Hold(**before)
    placed = hold_locked(conn, account, amount, key, at=at, expires_at=expires_at, memo=memo)
    idempotency.remember(conn, member_id, key, request, asdict(placed), at)
    return placed


def hold_locked(
    conn: Connection,
    account: Account,
    amount: int,
    hold_id: str,
    *,
    at: datetime,
    expires_at: datetime,
    memo: str = "",
) -> Hold:
    """For a caller that has locked the account and keeps the key itself."""
    if amount > account.available:
        raise NotEnoughPoints(account.available, amount)
    parts = lots.pick(conn, account.member_id, amount)
    whose = {"member_id": account.member_id, "hold_id": hold_id}
    conn.execute(
        _PLACE,
        whose | {"amount": amount, "memo": memo, "placed_at": at, "expires_at": expires_at},
    )
    conn.execute(_PIN, [whose | {"lot_id": lot_id, "amount": part} for lot_id, part in parts])
    lots.hold(conn, account.member_id, parts)
    move(conn, account, account.balance, account.held + amount, account.version)
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
) -> Posted:
    request = {"act": "settle", "hold_id": hold_id, "contra": contra, "kind": kind}
    account = lock(conn, member_id)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        return Posted(**before)
    amount, parts = _open(conn, member_id, hold_id)
    posted = post(conn, account, -amount, Why(contra, kind, key, at, memo), from_held=amount)
    lots.take(conn, member_id, parts, posted.version, held=True)
    _close(conn, member_id, hold_id, "settled")
    idempotency.remember(conn, member_id, key, request, asdict(posted), at)
    return posted


def release_hold(conn: Connection, *, member_id: int, hold_id: str, key: str, at: datetime) -> Hold:
    request = {"act": "release", "hold_id": hold_id}
    account = lock(conn, member_id)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        return Hold(**before)
    amount, parts = _open(conn, member_id, hold_id)
    lots.unhold(conn, member_id, parts)
    move(conn, account, account.balance, account.held - amount, account.version)
    _close(conn, member_id, hold_id, "released")
    released = Hold(hold_id, amount)
    idempotency.remember(conn, member_id, key, request, asdict(released), at)
    return released


def _open(conn: Connection, member_id: int, hold_id: str) -> tuple[int, lots.Parts]:
    whose = {"member_id": member_id, "hold_id": hold_id}
    row = conn.execute(_FIND, whose).first()
    if row is None:
        raise NotFound(f"member {member_id} has no hold {hold_id}")
    if row.status != "open":
        raise HoldClosed(row.status)
    return row.amount, [(lot_id, part) for lot_id, part in conn.execute(_PINNED, whose)]


def _close(conn: Connection, member_id: int, hold_id: str, status: str) -> None:
    conn.execute(_CLOSE, {"whose": member_id, "which": hold_id, "new_status": status})
