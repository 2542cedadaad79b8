"""Reverses postings. A reversal is a posting of its own. It returns points to the lots that they
were taken from, or takes them out of the lot that was granted, and never exceeds the original.

A refund takes back what is left of a grant, and the member owes the rest (core.ledger.debts). Any
other reversal of a grant is refused where not all of it is left: a mistake of ours makes no debt.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from core.kernel import AnyRow, NotAllowed, NotFound, Values
from core.ledger import debts, lot_selection, lots
from core.ledger.accounts import POINTS, Account
from core.ledger.debts import Owing
from core.ledger.errors import NotEnoughPoints, ReversesTooMuch
from core.ledger.posting import IN_TRANSIT, PostingDetails, PostingResult, apply_once, post
from core.programme import local_day
from core.schema import posting

REVERSAL = "reversal"


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Of a refunded grant: what was taken out of its lot, and what the member owes now."""

    taken: int
    owed: int


_ORIGINAL = select(
    posting.c.version, posting.c.contra, posting.c.kind, posting.c.amount, posting.c.reverses
).where(
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
    kind: str = REVERSAL,
    effective_at: datetime | None = None,
) -> PostingResult:
    """Undo the posting `version`, or `amount` of it. Raises NotAllowed: 'in_transit' (a transfer,
    which ends by itself), 'reversal', 'owed_paid'; ReversesTooMuch; NotEnoughPoints where a grant's
    points have been spent."""
    request = {"act": "reverse", "version": version, "amount": amount, "unit": unit}

    def change(account: Account) -> Values:
        original = _original(conn, account, version)
        if original.contra == IN_TRANSIT:
            # The receiver might be credited with the same points.
            raise NotAllowed("in_transit")
        details = PostingDetails(original.contra, kind, key, at, memo, effective_at=effective_at)
        return _undo(conn, account, original, amount, details).values()

    return PostingResult(**apply_once(conn, member_id, unit, key, request, at, change))


def take_back(
    conn: Connection,
    *,
    member_id: int,
    version: int,
    amount: int,
    key: str,
    at: datetime,
    owing: Owing,
    kind: str,
    memo: str = "",
    effective_at: datetime | None = None,
) -> TakenBack:
    """Undo `amount` of a grant of points that is refunded: take what is left of it, and let the
    member owe what was spent or is held. What has expired is neither taken nor owed. Raises
    NotAllowed and ReversesTooMuch, as reverse() does."""
    request = {"act": "take_back", "version": version, "amount": amount} | asdict(owing)

    def change(account: Account) -> Values:
        original = _original(conn, account, version)
        if original.amount < 0 or original.contra == IN_TRANSIT:
            raise NotAllowed("not_a_grant")
        left = _left(conn, account, original)
        _require_left(amount, left)
        details = PostingDetails(original.contra, kind, key, at, memo, version, effective_at)
        taken = min(amount, lot_selection.free_in(conn, member_id, version))
        posted = _take_from_lot(conn, account, version, taken, details) if taken else None
        expired = debts.expired_of_grant(conn, member_id, version)
        missing = max(0, min(amount, left - expired) - taken)
        if missing:
            after = account.after_posting(-taken) if taken else account
            debts.open_debt(conn, after, version, missing, key, at, owing)
        return asdict(TakenBack(taken, missing)) | (posted.values() if posted else {})

    result = apply_once(conn, member_id, POINTS, key, request, at, change)
    return TakenBack(result["taken"], result["owed"])


def reverse_locked(
    conn: Connection, account: Account, version: int, key: str, at: datetime, memo: str = ""
) -> PostingResult:
    """Reverse what is left of the posting, for a caller that has locked the account and stores the
    result under its own idempotency key."""
    original = _original(conn, account, version)
    details = PostingDetails(original.contra, REVERSAL, key, at, memo)
    return _undo(conn, account, original, None, details)


def _original(conn: Connection, account: Account, version: int) -> AnyRow:
    posting_key = {"member_id": account.member_id, "unit": account.unit, "version": version}
    original = conn.execute(_ORIGINAL, posting_key).first()
    if original is None:
        raise NotFound(f"member {account.member_id} has no posting {version} of {account.unit}")
    return original


def _undo(
    conn: Connection,
    account: Account,
    original: AnyRow,
    amount: int | None,
    details: PostingDetails,
) -> PostingResult:
    left, version = _left(conn, account, original), original.version
    amount = left if amount is None else amount
    _require_left(amount, left)
    undo = _take_back if original.amount > 0 else _give_back
    return undo(conn, account, version, amount, replace(details, reverses=version))


def _left(conn: Connection, account: Account, original: AnyRow) -> int:
    """What of the posting was not reversed before; what a reversal made the member owe, was."""
    if original.reverses is not None:
        raise NotAllowed("reversal")
    if original.kind == debts.OWED_PAID:
        raise NotAllowed("owed_paid")
    member_id, version = account.member_id, original.version
    posting_key = {"member_id": member_id, "unit": account.unit, "version": version}
    left: int = abs(original.amount + int(conn.execute(_REVERSED, posting_key).scalar_one()))
    if account.unit == POINTS and original.amount > 0:
        left -= debts.owed_of_grant(conn, member_id, version)
    return left


def _require_left(amount: int, left: int) -> None:
    if not 0 < amount <= left:
        raise ReversesTooMuch(left)


def _give_back(
    conn: Connection, account: Account, version: int, amount: int, details: PostingDetails
) -> PostingResult:
    parts = lot_selection.pick_taken(conn, account.member_id, version, amount)
    posted = post(conn, account, amount, details)
    lots.give_back(conn, account.member_id, parts, posted.version, local_day(details.at))
    return posted


def _take_back(
    conn: Connection, account: Account, version: int, amount: int, details: PostingDetails
) -> PostingResult:
    """From the grant's own lot only: the member's other points were earned otherwise."""
    has_lots = account.unit == POINTS
    free = lot_selection.free_in(conn, account.member_id, version) if has_lots else account.balance
    if amount > free:
        raise NotEnoughPoints(free, amount)
    if has_lots:
        return _take_from_lot(conn, account, version, amount, details)
    return post(conn, account, -amount, details)


def _take_from_lot(
    conn: Connection, account: Account, lot_id: int, amount: int, details: PostingDetails
) -> PostingResult:
    posted = post(conn, account, -amount, details)
    lots.take(conn, account.member_id, [(lot_id, amount)], posted.version, held=False)
    return posted
