"""Points set aside: hold, then settle or release.

A hold pins its lots, so a lot that expires in between is still there to be settled. A hold that
no one settles or releases is released by a job after expires_at; without one, only by whoever was
asked: another programme that has not answered yet may still say yes.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, bindparam, insert, select, tuple_, update

from core.kernel import NotFound, idempotency
from core.ledger import lots, stored_procedures
from core.ledger.accounts import Account, lock
from core.ledger.errors import HoldClosed, NotEnoughPoints
from core.ledger.posting import Posted, Why, move, post
from core.programme import local_day
from core.schema import Moment, gift_order, hold_lot
from core.schema import hold as hold_table


@dataclass(frozen=True, slots=True)
class Hold:
    hold_id: str
    amount: int


@dataclass(frozen=True, slots=True)
class Stale:
    """A hold past its time; with the order it is for, where it is for one."""

    expires_at: datetime
    member_id: int
    hold_id: str
    order_id: str | None

    @property
    def place(self) -> "Place":
        return self.expires_at, self.member_id, self.hold_id


Place = tuple[datetime, int, str]
FIRST: Place = (datetime(1, 1, 2, tzinfo=UTC), 0, "")


_PLACE = insert(hold_table).values(status="open")
_PIN = insert(hold_lot)
_FIND = select(hold_table.c.amount, hold_table.c.status).where(
    hold_table.c.member_id == bindparam("member_id"), hold_table.c.hold_id == bindparam("hold_id")
)
_PINNED = select(hold_lot.c.lot_id, hold_lot.c.amount).where(
    hold_lot.c.member_id == bindparam("member_id"), hold_lot.c.hold_id == bindparam("hold_id")
)
_PLACE_OF = (hold_table.c.expires_at, hold_table.c.member_id, hold_table.c.hold_id)
_STALE = (
    select(*_PLACE_OF, gift_order.c.order_id)
    .outerjoin(
        gift_order,
        (gift_order.c.member_id == hold_table.c.member_id)
        & (gift_order.c.hold_id == hold_table.c.hold_id),
    )
    .where(hold_table.c.status == "open", hold_table.c.expires_at <= bindparam("at"))
    .where(
        tuple_(*_PLACE_OF)
        > tuple_(
            bindparam("after_at", type_=Moment), bindparam("after_member"), bindparam("after_hold")
        )
    )
    .order_by(*_PLACE_OF)
    .limit(bindparam("limit"))
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
    expires_at: datetime | None,
    memo: str = "",
) -> Hold:
    if amount <= 0:
        raise ValueError(f"points are held in amounts above 0: {amount}")
    request = {"act": "hold", "amount": amount}
    if stored_procedures.serves(conn):
        asked = idempotency.hashed(request)
        return Hold(
            **stored_procedures.hold(conn, member_id, amount, key, at, expires_at, memo, asked)
        )
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
    expires_at: datetime | None,
    memo: str = "",
) -> Hold:
    """For a caller that has locked the account and keeps the key itself."""
    if stored_procedures.serves(conn):
        given = (account.member_id, amount, hold_id, at, expires_at, memo, None)
        return Hold(**stored_procedures.hold(conn, *given))
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
    why = Why(contra, kind, key, at, memo)
    if stored_procedures.serves(conn):
        asked = idempotency.hashed(request)
        return Posted(**stored_procedures.settle(conn, member_id, hold_id, why, asked))
    account = lock(conn, member_id)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        return Posted(**before)
    amount, parts = _open(conn, member_id, hold_id)
    posted = post(conn, account, -amount, why, from_held=amount)
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
    lots.unhold(conn, member_id, parts, local_day(at))
    move(conn, account, account.balance, account.held - amount, account.version)
    _close(conn, member_id, hold_id, "released")
    released = Hold(hold_id, amount)
    idempotency.remember(conn, member_id, key, request, asdict(released), at)
    return released


def stale(conn: Connection, *, at: datetime, limit: int, after: Place = FIRST) -> list[Stale]:
    """The oldest first. Nothing is locked: who closes one finds out whether it is still open."""
    place = dict(zip(("after_at", "after_member", "after_hold"), after, strict=True))
    return [Stale(*row) for row in conn.execute(_STALE, place | {"at": at, "limit": limit})]


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
