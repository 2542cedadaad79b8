"""Undoing a posting: a posting of its own, back into the very lots, never by more than it was."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select

from core.kernel import NotAllowed, NotFound, idempotency
from core.ledger import lots
from core.ledger.accounts import POINTS, Account, lock
from core.ledger.errors import NotEnoughPoints, ReversesTooMuch
from core.ledger.posting import Posted, Why, post
from core.programme import local_day
from core.schema import posting

IN_TRANSIT = "in_transit"
REVERSAL = "reversal"

_ORIGINAL = select(posting.c.version, posting.c.contra, posting.c.amount, posting.c.reverses).where(
    posting.c.member_id == bindparam("member_id"),
    posting.c.unit == bindparam("unit"),
    posting.c.version == bindparam("version"),
)
_REVERSED = select(func.coalesce(func.sum(posting.c.amount), 0)).where(
    posting.c.member_id == bindparam("member_id"),
    posting.c.unit == bindparam("unit"),
    posting.c.reverses == bindparam("version"),
)


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
    original = _original(conn, account, version)
    if original.contra == IN_TRANSIT:
        raise NotAllowed("in_transit")  # else it could be credited on the one side, and undone here
    posted = _undo(conn, account, original, amount, Why(original.contra, REVERSAL, key, at, memo))
    idempotency.remember(conn, member_id, key, request, asdict(posted), at)
    return posted


def reverse_locked(
    conn: Connection, account: Account, version: int, key: str, at: datetime, memo: str = ""
) -> Posted:
    """All of it that is not reversed yet. For a caller that has locked the account and keeps the
    key itself."""
    original = _original(conn, account, version)
    return _undo(conn, account, original, None, Why(original.contra, REVERSAL, key, at, memo))


def _original(conn: Connection, account: Account, version: int) -> Row[*tuple[Any, ...]]:
    which = {"member_id": account.member_id, "unit": account.unit, "version": version}
    original = conn.execute(_ORIGINAL, which).first()
    if original is None:
        raise NotFound(f"member {account.member_id} has no posting {version} of {account.unit}")
    return original


def _undo(
    conn: Connection,
    account: Account,
    original: Row[*tuple[Any, ...]],
    amount: int | None,
    why: Why,
) -> Posted:
    if original.reverses is not None:
        raise NotAllowed("a reversal is not reversed: post what is right instead")
    which = {"member_id": account.member_id, "unit": account.unit, "version": original.version}
    left = abs(original.amount + int(conn.execute(_REVERSED, which).scalar_one()))
    amount = left if amount is None else amount
    if not 0 < amount <= left:
        raise ReversesTooMuch(left)
    why = replace(why, reverses=original.version)
    undo = _take_back if original.amount > 0 else _give_back
    return undo(conn, account, amount, why)


def _give_back(conn: Connection, account: Account, amount: int, why: Why) -> Posted:
    assert why.reverses is not None
    parts = lots.pick_taken(conn, account.member_id, why.reverses, amount)
    posted = post(conn, account, amount, why)
    lots.give_back(conn, account.member_id, parts, posted.version, local_day(why.at))
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
