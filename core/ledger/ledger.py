"""Grants and spends points. Reversals are in core.ledger.reversals, holds in core.ledger.holds.

Every function takes an idempotency key and runs in apply_once(), or in a stored procedure with the
same order of steps. The caller commits, so that points are stored together with what they were
granted or spent for. Postings are never edited: a mistake is reversed.
"""

from datetime import date, datetime

from sqlalchemy import Connection

from core.kernel import MFEN_PER_FEN, Values, idempotency
from core.ledger import debts, lot_selection, lots, stored_procedures
from core.ledger.accounts import (
    POINTS,
    Account,
    Balance,
    Entry,
    Expiring,
    balance,
    expiring,
    history,
    open_account,
)
from core.ledger.posting import (
    IN_TRANSIT,
    PostingDetails,
    PostingResult,
    apply_once,
    post,
    require_available,
    require_positive,
)
from core.ledger.reversals import reverse, reverse_locked, take_back
from core.programme import local_day

__all__ = [
    "IN_TRANSIT",
    "Balance",
    "Entry",
    "Expiring",
    "PostingResult",
    "balance",
    "expiring",
    "grant",
    "history",
    "open_account",
    "reverse",
    "reverse_locked",
    "spend",
    "spend_everything",
    "spend_request",
    "take_back",
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
    unit_cost_mfen: int,
    memo: str = "",
    effective_at: datetime | None = None,
    usable_from: date | None = None,
) -> PostingResult:
    """Post `amount` to the member, and open a lot where the unit is points. `expires_at` is the
    lot's last day, None for never; `usable_from` its first, None for at once; a point costs
    `issuer` `unit_cost_mfen`. What the member owes is paid out of it (core.ledger.debts). Returns
    the posting of the grant, and the balance before that."""
    require_positive(amount)
    terms = lots.Terms(expires_at, issuer, unit_cost_mfen, usable_from)
    request = grant_request(amount, contra, kind, terms, unit)
    details = PostingDetails(contra, kind, key, at, memo, effective_at=effective_at)
    if stored_procedures.available(conn):
        request_hash = idempotency.hashed(request)
        return PostingResult(
            **stored_procedures.grant(conn, member_id, unit, amount, details, terms, request_hash)
        )

    def change(account: Account) -> Values:
        posted = post(conn, account, amount, details)
        if unit == POINTS:
            lots.open_lot(conn, member_id, posted.version, amount, terms)
            if debts.are_paid_from(contra):
                after, request_hash = account.after_posting(amount), idempotency.hashed(request)
                debts.pay(conn, after, posted.version, amount, at, request_hash)
        return posted.values()

    return PostingResult(**apply_once(conn, member_id, unit, key, request, at, change))


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
) -> PostingResult:
    """Take `amount` points from the lots that expire first. Raises NotEnoughPoints if fewer are
    available."""
    require_positive(amount)
    request = spend_request(amount, contra, kind)
    details = PostingDetails(contra, kind, key, at, memo)
    if stored_procedures.available(conn):
        request_hash = idempotency.hashed(request)
        return PostingResult(
            **stored_procedures.spend(conn, member_id, amount, details, request_hash)
        )

    def change(account: Account) -> Values:
        return spend_locked(conn, account, amount, details).values()

    return PostingResult(**apply_once(conn, member_id, POINTS, key, request, at, change))


def spend_request(amount: int, contra: str, kind: str) -> Values:
    """What identifies a spend()."""
    return {"act": "spend", "amount": amount, "contra": contra, "kind": kind}


def spend_locked(
    conn: Connection, account: Account, amount: int, details: PostingDetails
) -> PostingResult:
    """As spend(), for a caller that has locked the account and stores the result under its own
    idempotency key."""
    if stored_procedures.available(conn):
        return PostingResult(
            **stored_procedures.spend(conn, account.member_id, amount, details, None)
        )
    today = local_day(details.at)
    require_available(conn, account, amount, today)
    parts = lot_selection.pick(conn, account.member_id, amount, today)
    posted = post(conn, account, -amount, details)
    lots.take(conn, account.member_id, parts, posted.version, held=False)
    return posted


def spend_everything(conn: Connection, account: Account, details: PostingDetails) -> PostingResult:
    """As spend_locked(), of every lot, also those that cannot be used yet: nothing may be held."""
    parts = lot_selection.all_free(conn, account.member_id)
    posted = post(conn, account, -account.balance, details)
    lots.take(conn, account.member_id, parts, posted.version, held=False)
    return posted


def grant_request(amount: int, contra: str, kind: str, terms: lots.Terms, unit: str) -> Values:
    """The request whose hash is stored under a grant's idempotency key. Batches use it too, so that
    a grant posted singly is recognised when it comes again in a batch, and vice versa.

    Hashes that are stored already have to stay valid: a cost in whole fen is named as it was when
    nothing else could be kept, and a first day only where there is one.
    """
    fen, rest = divmod(terms.unit_cost_mfen, MFEN_PER_FEN)
    cost = {"unit_cost_mfen": terms.unit_cost_mfen} if rest else {"unit_cost": fen}
    first_day = {"usable_from": terms.usable_from} if terms.usable_from else {}
    request = {
        "act": "grant",
        "amount": amount,
        "contra": contra,
        "kind": kind,
        "unit": unit,
        "expires_at": terms.expires_at,
        "issuer": terms.issuer,
    }
    return request | cost | first_day
