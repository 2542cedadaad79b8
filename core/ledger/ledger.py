"""The ledger: points are granted and spent here, reversed in core.ledger.reversals, set aside in
core.ledger.holds.

The order of every change, which is what makes it safe at READ COMMITTED: lock the account's row;
then look the key up, and compare what was asked; read the lots by expiry; write. The caller owns
the transaction, and commits the points together with whatever they were for.

History is never edited: a mistake is reversed.
"""

from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import Connection

from core.kernel import idempotency
from core.ledger import lots, stored_procedures
from core.ledger.accounts import (
    POINTS,
    Account,
    Balance,
    Entry,
    Expiring,
    balance,
    expiring,
    history,
    lock,
    open_account,
)
from core.ledger.errors import NotEnoughPoints
from core.ledger.posting import Posted, Why, post
from core.ledger.reversals import IN_TRANSIT, reverse, reverse_locked

__all__ = [
    "IN_TRANSIT",
    "Balance",
    "Entry",
    "Expiring",
    "Posted",
    "balance",
    "expiring",
    "grant",
    "history",
    "open_account",
    "reverse",
    "reverse_locked",
    "spend",
]


def grant(
    conn: Connection,
    *,
    member_id: int,
    unit: str = POINTS,
    amount: int,
    contra: str,
    kind: str,
    key: str,
    at: datetime,
    expires_at: date | None,
    issuer: str = "programme",
    unit_cost: int,
    memo: str = "",
    effective_at: datetime | None = None,
) -> Posted:
    _positive(amount)
    terms = lots.Terms(expires_at, issuer, unit_cost)
    request = grant_request(amount, contra, kind, terms, unit)
    why = Why(contra, kind, key, at, memo, effective_at=effective_at)
    if stored_procedures.serves(conn):
        asked = idempotency.hashed(request)
        return Posted(**stored_procedures.grant(conn, member_id, unit, amount, why, terms, asked))
    account = lock(conn, member_id, unit)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        return Posted(**before)
    posted = post(conn, account, amount, why)
    if unit == POINTS:
        lots.open_lot(conn, member_id, posted.version, amount, terms)
    idempotency.remember(conn, member_id, key, request, asdict(posted), at)
    return posted


def spend(
    conn: Connection,
    *,
    member_id: int,
    amount: int,
    contra: str,
    kind: str,
    key: str,
    at: datetime,
    memo: str = "",
) -> Posted:
    _positive(amount)
    request = _request("spend", amount, contra, kind)
    why = Why(contra, kind, key, at, memo)
    if stored_procedures.serves(conn):
        asked = idempotency.hashed(request)
        return Posted(**stored_procedures.spend(conn, member_id, amount, why, asked))
    account = lock(conn, member_id)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        return Posted(**before)
    posted = spend_locked(conn, account, amount, why)
    idempotency.remember(conn, member_id, key, request, asdict(posted), at)
    return posted


def spend_locked(conn: Connection, account: Account, amount: int, why: Why) -> Posted:
    """For a caller that has locked the account and keeps the key itself."""
    if stored_procedures.serves(conn):
        return Posted(**stored_procedures.spend(conn, account.member_id, amount, why, None))
    if amount > account.available:
        raise NotEnoughPoints(account.available, amount)
    parts = lots.pick(conn, account.member_id, amount)
    posted = post(conn, account, -amount, why)
    lots.take(conn, account.member_id, parts, posted.version, held=False)
    return posted


def grant_request(
    amount: int, contra: str, kind: str, terms: lots.Terms, unit: str
) -> dict[str, object]:
    """What the key of a grant stands for: core.loyalty.accrual_batch keeps the same."""
    return {
        "act": "grant",
        "amount": amount,
        "contra": contra,
        "kind": kind,
        "unit": unit,
        "expires_at": terms.expires_at,
        "issuer": terms.issuer,
        "unit_cost": terms.unit_cost,
    }


def _request(act: str, amount: int, contra: str, kind: str) -> dict[str, object]:
    return {"act": act, "amount": amount, "contra": contra, "kind": kind}


def _positive(amount: int) -> None:
    if amount <= 0:
        raise ValueError(f"points move in amounts above 0: {amount}")
