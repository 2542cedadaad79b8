"""The ledger: points are granted, spent and reversed here, set aside in core.holds.

The order of every change, which is what makes it safe at READ COMMITTED: lock the account's row;
then look the key up, and compare what was asked; read the lots by expiry; write. The caller owns
the transaction, and commits the points together with whatever they were for.

History is never edited: a mistake is reversed.
"""

from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, select

from core import idempotency, lots
from core.accounts import (
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
from core.errors import NotAllowed, NotEnoughPoints, NotFound, ReversesTooMuch
from core.posting import Posted, Why, post
from core.schema import posting

__all__ = [
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
    "spend",
]


_ORIGINAL = select(posting.c.amount, posting.c.contra, posting.c.reverses).where(
    posting.c.member_id == bindparam("member_id"),
    posting.c.unit == bindparam("unit"),
    posting.c.version == bindparam("version"),
)
_REVERSED = select(func.coalesce(func.sum(posting.c.amount), 0)).where(
    posting.c.member_id == bindparam("member_id"),
    posting.c.unit == bindparam("unit"),
    posting.c.reverses == bindparam("version"),
)


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
    request = _request("grant", amount, contra, kind) | asdict(terms) | {"unit": unit}
    account = lock(conn, member_id, unit)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        return Posted(**before)
    why = Why(contra, kind, key, at, memo, effective_at=effective_at)
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
    account = lock(conn, member_id)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        return Posted(**before)
    posted = spend_locked(conn, account, amount, Why(contra, kind, key, at, memo))
    idempotency.remember(conn, member_id, key, request, asdict(posted), at)
    return posted


def spend_locked(conn: Connection, account: Account, amount: int, why: Why) -> Posted:
    """For a caller that has locked the account and keeps the key itself."""
    if amount > account.available:
        raise NotEnoughPoints(account.available, amount)
    parts = lots.pick(conn, account.member_id, amount)
    posted = post(conn, account, -amount, why)
    lots.take(conn, account.member_id, parts, posted.version, held=False)
    return posted


def reverse(
    conn: Connection,
    *,
    member_id: int,
    version: int,
    key: str,
    at: datetime,
    amount: int | None = None,
    memo: str = "",
    unit: str = POINTS,
) -> Posted:
    """Undo a posting, or `amount` of it: into the very lots, never by more than it was."""
    request = {"act": "reverse", "version": version, "amount": amount, "unit": unit}
    account = lock(conn, member_id, unit)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        return Posted(**before)
    which = {"member_id": member_id, "unit": unit, "version": version}
    original = conn.execute(_ORIGINAL, which).first()
    if original is None:
        raise NotFound(f"member {member_id} has no posting {version} of {unit}")
    if original.reverses is not None:
        raise NotAllowed("a reversal is not reversed: post what is right instead")
    left = abs(original.amount + int(conn.execute(_REVERSED, which).scalar_one()))
    amount = left if amount is None else amount
    if not 0 < amount <= left:
        raise ReversesTooMuch(left)
    why = Why(original.contra, "reversal", key, at, memo, version)
    if original.amount > 0:
        posted = _take_back(conn, account, amount, why)
    else:
        posted = _give_back(conn, account, amount, why)
    idempotency.remember(conn, member_id, key, request, asdict(posted), at)
    return posted


def _give_back(conn: Connection, account: Account, amount: int, why: Why) -> Posted:
    assert why.reverses is not None
    parts = lots.pick_taken(conn, account.member_id, why.reverses, amount)
    posted = post(conn, account, amount, why)
    back = [(lot_id, -part) for lot_id, part in parts]
    lots.take(conn, account.member_id, back, posted.version, held=False)
    return posted


def _take_back(conn: Connection, account: Account, amount: int, why: Why) -> Posted:
    """A grant's own lot only: other points were earned otherwise, and stay."""
    assert why.reverses is not None
    has_lots = account.unit == POINTS
    free = lots.free_in(conn, account.member_id, why.reverses) if has_lots else account.available
    if amount > free:
        raise NotEnoughPoints(free, amount)
    posted = post(conn, account, -amount, why)
    if has_lots:
        parts = [(why.reverses, amount)]
        lots.take(conn, account.member_id, parts, posted.version, held=False)
    return posted


def _request(act: str, amount: int, contra: str, kind: str) -> dict[str, object]:
    return {"act": act, "amount": amount, "contra": contra, "kind": kind}


def _positive(amount: int) -> None:
    if amount <= 0:
        raise ValueError(f"points move in amounts above 0: {amount}")
