"""Postings: the data of one, writing it, and the order of steps that makes it idempotent.

Postings are written in three ways: by the statements of this module, by stored procedures on
PostgreSQL (core.ledger.stored_procedures), and in batches (core.ledger.batch_sql). All of them use
the data classes of this module, and none commits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, insert

from core.kernel import Values, idempotency
from core.ledger.accounts import Account, available, lock, update_account
from core.ledger.errors import NotEnoughPoints
from core.schema import posting

IN_TRANSIT = "in_transit"
"""The account of points on their way from one member to another."""
_INSERT = insert(posting)


@dataclass(frozen=True, slots=True)
class PostingResult:
    version: int
    balance_after: int

    def values(self) -> Values:
        """The result that is stored under the idempotency key."""
        return {"version": self.version, "balance_after": self.balance_after}


@dataclass(frozen=True, slots=True)
class PostingDetails:
    """A posting without its account and amount. `contra` is the programme's account on the other
    side. `at` is when the posting is recorded, `effective_at` when it counts, where that is another
    time (a bill's day). `reverses` is the version of the posting that this one undoes."""

    contra: str
    kind: str
    key: str
    at: datetime
    memo: str = ""
    reverses: int | None = None
    effective_at: datetime | None = None

    def columns(self) -> Values:
        return {
            "contra": self.contra,
            "kind": self.kind,
            "memo": self.memo,
            "key": self.key,
            "effective_at": self.effective_at or self.at,
            "recorded_at": self.at,
            "reverses": self.reverses,
        }


def posting_row(account: Account, amount: int, details: PostingDetails) -> Values:
    """The row of a posting; `account` is the account after it. The columns are always in this
    order, which COPY relies on."""
    return {
        "member_id": account.member_id,
        "unit": account.unit,
        "version": account.version,
        "amount": amount,
        "balance_after": account.balance,
        **details.columns(),
    }


def post(
    conn: Connection,
    account: Account,
    amount: int,
    details: PostingDetails,
    *,
    from_held: int = 0,
) -> PostingResult:
    """Write one posting and its account, which the caller has locked. `amount` is
    positive for points that the member gets; `from_held` of the points spent were held before."""
    after = account.after_posting(amount, from_held=from_held)
    conn.execute(_INSERT, posting_row(after, amount, details))
    update_account(conn, after)
    return PostingResult(after.version, after.balance)


def apply_once(
    conn: Connection,
    member_id: int,
    unit: str,
    key: str,
    request: Values,
    at: datetime,
    change: Callable[[Account], Values],
) -> Values:
    """Call `change` with the locked account and store its result under `key`; if the key is known,
    return the stored result instead. Raises KeyReused if the key was used for another request.

    The order makes it safe at READ COMMITTED: lock the account, then look the key up, then read,
    then write. Two deliveries of one request that looked the key up first would both find nothing.
    The procedures and the batch keep the same order.
    """
    account = lock(conn, member_id, unit)
    earlier = idempotency.replay(conn, member_id, key, request)
    if earlier is not None:
        return earlier
    result = change(account)
    idempotency.remember(conn, member_id, key, request, result, at)
    return result


def require_available(conn: Connection, account: Account, amount: int, today: date) -> None:
    """Raises NotEnoughPoints if fewer than `amount` points can be spent today."""
    points = available(conn, account, today)
    if amount > points:
        raise NotEnoughPoints(points, amount)


def require_positive(amount: int) -> None:
    """Raises ValueError, since a caller that asks for 0 points or fewer is wrong, whatever the
    member does."""
    if amount <= 0:
        raise ValueError(f"points move in amounts above 0: {amount}")
