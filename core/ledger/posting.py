"""post() is the only writer of points.

It never commits: the outermost caller owns the transaction.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, update

from core.ledger.accounts import Account
from core.schema import member_account, posting


@dataclass(frozen=True, slots=True)
class Posted:
    version: int
    balance_after: int


@dataclass(frozen=True, slots=True)
class Why:
    """What a posting says about itself. `at` is when the book learns of it, `effective_at` when it
    counts, where that is another time (a bill's day)."""

    contra: str
    kind: str
    key: str
    at: datetime
    memo: str = ""
    reverses: int | None = None
    effective_at: datetime | None = None


_POST = insert(posting)
_MOVE = (
    update(member_account)
    .where(
        member_account.c.member_id == bindparam("whose"), member_account.c.unit == bindparam("what")
    )
    .values(
        balance=bindparam("new_balance"),
        held=bindparam("new_held"),
        version=bindparam("new_version"),
    )
)


def post(
    conn: Connection, account: Account, amount: int, why: Why, *, from_held: int = 0
) -> Posted:
    """The only writer of points: one posting and its account, which the caller has locked."""
    version, balance_after = account.version + 1, account.balance + amount
    values = asdict(why)
    values["recorded_at"] = values.pop("at")
    values["effective_at"] = why.effective_at or why.at
    values |= {
        "member_id": account.member_id,
        "unit": account.unit,
        "version": version,
        "amount": amount,
        "balance_after": balance_after,
    }
    conn.execute(_POST, values)
    move(conn, account, balance_after, account.held - from_held, version)
    return Posted(version, balance_after)


def move(conn: Connection, account: Account, new: int, held: int, version: int) -> None:
    values = {
        "whose": account.member_id,
        "what": account.unit,
        "new_balance": new,
        "new_held": held,
        "new_version": version,
    }
    conn.execute(_MOVE, values)
