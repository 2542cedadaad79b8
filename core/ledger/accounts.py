"""A member's account of one unit: what is in it, and what happened to it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, insert, select

from core.ledger.errors import NoSuchAccount
from core.schema import lot, member_account, posting

POINTS = "points"
GROWTH = "growth"


@dataclass(frozen=True, slots=True)
class Account:
    member_id: int
    unit: str
    balance: int
    held: int
    version: int

    @property
    def available(self) -> int:
        return self.balance - self.held


@dataclass(frozen=True, slots=True)
class Balance:
    balance: int
    held: int
    available: int


@dataclass(frozen=True, slots=True)
class Expiring:
    on: date
    points: int


@dataclass(frozen=True, slots=True)
class Entry:
    version: int
    amount: int
    kind: str
    memo: str
    effective_at: datetime
    balance_after: int


_READ = select(
    member_account.c.member_id,
    member_account.c.unit,
    member_account.c.balance,
    member_account.c.held,
    member_account.c.version,
).where(
    member_account.c.member_id == bindparam("member_id"),
    member_account.c.unit == bindparam("unit"),
)
_LOCK = _READ.with_for_update()
_OPEN = insert(member_account).values(balance=0, held=0, version=0)

_FREE = lot.c.remaining - lot.c.held
_EXPIRING = (
    select(lot.c.expires_at, func.sum(_FREE))
    .where(
        lot.c.member_id == bindparam("member_id"),
        lot.c.unit == POINTS,
        lot.c.remaining > 0,
        _FREE > 0,
        lot.c.expires_at <= bindparam("until"),
    )
    .group_by(lot.c.expires_at)
    .order_by(lot.c.expires_at)
)

_HISTORY = (
    select(
        posting.c.version,
        posting.c.amount,
        posting.c.kind,
        posting.c.memo,
        posting.c.effective_at,
        posting.c.balance_after,
    )
    .where(posting.c.member_id == bindparam("member_id"), posting.c.unit == bindparam("unit"))
    .order_by(posting.c.version.desc())
    .limit(bindparam("limit"))
)
_HISTORY_BEFORE = _HISTORY.where(posting.c.version < bindparam("before"))


def open_account(conn: Connection, member_id: int, unit: str) -> None:
    conn.execute(_OPEN, {"member_id": member_id, "unit": unit})


def lock(conn: Connection, member_id: int, unit: str = POINTS) -> Account:
    """The first thing any change of an account does: everything else of it waits behind this."""
    row = conn.execute(_LOCK, {"member_id": member_id, "unit": unit}).first()
    if row is None:
        raise NoSuchAccount(f"member {member_id} has no {unit} account")
    return Account(*row)


def balance(conn: Connection, member_id: int, unit: str = POINTS) -> Balance:
    row = conn.execute(_READ, {"member_id": member_id, "unit": unit}).first()
    if row is None:
        raise NoSuchAccount(f"member {member_id} has no {unit} account")
    return Balance(row.balance, row.held, row.balance - row.held)


def expiring(conn: Connection, member_id: int, until: date) -> list[Expiring]:
    """What is lost unless it is spent, by its last day, the soonest first; held points are spoken
    for and do not count."""
    rows = conn.execute(_EXPIRING, {"member_id": member_id, "until": until})
    return [Expiring(on, int(points)) for on, points in rows]


def history(
    conn: Connection,
    member_id: int,
    *,
    limit: int,
    before_version: int | None = None,
    unit: str = POINTS,
) -> list[Entry]:
    """The newest first; the last one's version is where the next page goes on."""
    values = {"member_id": member_id, "unit": unit, "limit": limit}
    if before_version is None:
        return [Entry(*row) for row in conn.execute(_HISTORY, values)]
    return [
        Entry(*row) for row in conn.execute(_HISTORY_BEFORE, values | {"before": before_version})
    ]
