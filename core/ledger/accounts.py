"""A member's account in one unit: its balance, and the history of its postings."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from core.kernel import row_builder
from core.ledger.errors import NoSuchAccount
from core.ledger.spendable import LAST_DAY_AHEAD, NOT_SPENDABLE
from core.schema import lot, member_account, posting

POINTS = "points"
GROWTH = "growth"


@dataclass(frozen=True, slots=True)
class Account:
    """`version` counts the postings: the last one has it. `held` points are part of `balance`. What
    the member can spend is available()."""

    member_id: int
    unit: str
    balance: int
    held: int
    version: int

    def after_posting(self, amount: int, *, from_held: int = 0) -> "Account":
        """The account one posting later; `from_held` points of `amount` were held before."""
        balance, held = self.balance + amount, self.held - from_held
        return Account(self.member_id, self.unit, balance, held, self.version + 1)

    def with_held(self, held: int) -> "Account":
        return Account(self.member_id, self.unit, self.balance, held, self.version)


@dataclass(frozen=True, slots=True)
class Balance:
    """As posted: points past their last day count until the job has posted their expiry, and those
    that cannot be used yet count too."""

    balance: int
    held: int
    available: int


@dataclass(frozen=True, slots=True)
class Expiring:
    """`on` is the last day on which the points can be spent."""

    on: date
    points: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A posting as the history shows it."""

    version: int
    amount: int
    kind: str
    memo: str
    effective_at: datetime
    balance_after: int


ACCOUNT_COLUMNS = (
    member_account.c.member_id,
    member_account.c.unit,
    member_account.c.balance,
    member_account.c.held,
    member_account.c.version,
)
_READ = select(*ACCOUNT_COLUMNS).where(
    member_account.c.member_id == bindparam("member_id"),
    member_account.c.unit == bindparam("unit"),
)
_LOCK = _READ.with_for_update()
_OPEN = insert(member_account).values(balance=0, held=0, version=0)
_UPDATE = (
    update(member_account)
    .where(
        member_account.c.member_id == bindparam("of_member"),
        member_account.c.unit == bindparam("of_unit"),
    )
    .values(
        balance=bindparam("new_balance"),
        held=bindparam("new_held"),
        version=bindparam("new_version"),
    )
)

_FREE = lot.c.remaining - lot.c.held
_NOT_SPENDABLE_NOW = select(func.coalesce(func.sum(_FREE), 0)).where(
    lot.c.member_id == bindparam("member_id"),
    lot.c.unit == POINTS,
    lot.c.remaining > 0,
    NOT_SPENDABLE,
)
_EXPIRING = (
    select(lot.c.expires_at, func.sum(_FREE).label("points"))
    .where(
        lot.c.member_id == bindparam("member_id"),
        lot.c.unit == POINTS,
        lot.c.remaining > 0,
        _FREE > 0,
        LAST_DAY_AHEAD,
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
_account = row_builder(Account, _READ)
_entry = row_builder(Entry, _HISTORY)


def open_account(conn: Connection, member_id: int, unit: str) -> None:
    """Add an empty account."""
    conn.execute(_OPEN, {"member_id": member_id, "unit": unit})


def lock(conn: Connection, member_id: int, unit: str = POINTS) -> Account:
    """Lock the account, the first step of every change to it: other changes of it wait here until
    the transaction ends."""
    row = conn.execute(_LOCK, {"member_id": member_id, "unit": unit}).first()
    if row is None:
        raise NoSuchAccount(member_id, unit)
    return _account(row)


def update_account(conn: Connection, account: Account) -> None:
    """Write `account` over its row, which the caller has locked."""
    values = {
        "of_member": account.member_id,
        "of_unit": account.unit,
        "new_balance": account.balance,
        "new_held": account.held,
        "new_version": account.version,
    }
    conn.execute(_UPDATE, values)


def balance(conn: Connection, member_id: int, unit: str = POINTS) -> Balance:
    """Read the balance without a lock. Raises NoSuchAccount."""
    row = conn.execute(_READ, {"member_id": member_id, "unit": unit}).first()
    if row is None:
        raise NoSuchAccount(member_id, unit)
    return Balance(row.balance, row.held, row.balance - row.held)


def available(conn: Connection, account: Account, today: date) -> int:
    """The points that the member can spend today; those past their last day, and those whose first
    day is to come, are left out."""
    days = {"member_id": account.member_id, "today": today}
    not_spendable = int(conn.execute(_NOT_SPENDABLE_NOW, days).scalar_one())
    return account.balance - account.held - not_spendable


def expiring(conn: Connection, member_id: int, *, today: date, until: date) -> list[Expiring]:
    """The points that expire from today until that day unless they are spent, the earliest first.
    Held points are left out: they are spoken for. Points that cannot be used yet are not: no lot
    expires before it can be used."""
    days = {"member_id": member_id, "today": today, "until": until}
    rows = conn.execute(_EXPIRING, days)
    # A SUM is a Decimal in PostgreSQL.
    return [Expiring(row.expires_at, int(row.points)) for row in rows]


def history(
    conn: Connection,
    member_id: int,
    *,
    limit: int,
    before_version: int | None = None,
    unit: str = POINTS,
) -> list[Entry]:
    """At most `limit` postings, the newest first. The next page is before the last one's
    version."""
    values = {"member_id": member_id, "unit": unit, "limit": limit}
    if before_version is None:
        rows = conn.execute(_HISTORY, values)
    else:
        rows = conn.execute(_HISTORY_BEFORE, values | {"before": before_version})
    return [_entry(row) for row in rows]
