"""Points that come in from partners: theirs become ours, and the partner owes for them.

A partner asks for a number. Each reference has one answer, which is kept: a partner that has heard
no gives its member the points back, so the same reference is never credited later.
"""

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from core.kernel import InsertIfNew, KeyReused, NotAllowed, idempotency
from core.ledger import PostingResult, ledger, lock, lots
from core.loyalty import exchange_limits
from core.loyalty.accrual import partner as account_of
from core.loyalty.partner_exchange import EXCHANGE
from core.members import NOBODY, permissions, profiles
from core.programme import current_rules, local_day
from core.schema import incoming_exchange, pseudonym_of, receipt

RECEIVE = "exchange_in"
ADDED, REFUSED = "added", "refused"
_CLAIM_RECEIPT = InsertIfNew(receipt)
_CLAIM_REFERENCE = InsertIfNew(incoming_exchange)
_ANSWERED = select(
    incoming_exchange.c.member_id, incoming_exchange.c.request_hash, incoming_exchange.c.status
).where(
    incoming_exchange.c.partner == bindparam("partner"),
    incoming_exchange.c.reference == bindparam("reference"),
)
_ADDED = (
    update(incoming_exchange)
    .where(
        incoming_exchange.c.partner == bindparam("its_partner"),
        incoming_exchange.c.reference == bindparam("its_reference"),
    )
    .values(status=ADDED)
)


def answer(
    conn: Connection, *, partner: str, number: str, amount: int, reference: str, at: datetime
) -> bool:
    """Whether the partner's points are credited to whoever has the number (E.164). False: nobody
    has it, or receive() refuses it. Raises NotFound as receive() does; KeyReused: the
    reference came for another number or amount before."""
    exchange_limits.terms_with(partner)
    member = profiles.find(conn, number)
    which = {"partner": partner, "reference": reference}
    asked = idempotency.hashed({"act": RECEIVE, "number": number, "amount": amount})
    claimed = {
        "member_id": member.member_id if member else NOBODY,
        "request_hash": asked,
        "status": REFUSED,
        "answered_at": at,
    }
    # Of two that ask at the same moment one waits here for the other's answer.
    if not _CLAIM_REFERENCE(conn, which | claimed):
        return _answer_of_before(conn, which, asked)
    if member is None:
        return False
    try:
        receive(conn, member_id=member.member_id, **which, amount=amount, at=at)
    except NotAllowed:
        return False
    conn.execute(_ADDED, {f"its_{name}": value for name, value in which.items()})
    return True


def _answer_of_before(conn: Connection, which: dict[str, str], asked: str) -> bool:
    kept = conn.execute(_ANSWERED, which).one()
    if kept.request_hash not in (asked, pseudonym_of(kept.member_id)):
        raise KeyReused(which["reference"])
    return bool(kept.status == ADDED)


def receive(
    conn: Connection, *, member_id: int, partner: str, amount: int, reference: str, at: datetime
) -> PostingResult:
    """Credit `amount` of the partner's points, converted to ours.

    `reference` is the partner's, and is credited once: KeyReused if it comes again for another
    member or amount. Raises NotFound for an unknown partner; NotAllowed: the member's status, or
    'not_whole' if the amount is worth less than one of our points.
    """
    terms, contra = exchange_limits.terms_with(partner), account_of(partner)
    points, number = amount * terms.in_percent // 100, _receipt_number(partner, reference)
    if points <= 0:
        raise NotAllowed("not_whole")
    request_values = {"act": RECEIVE, "partner": partner, "amount": amount}
    lock(conn, member_id)
    before = idempotency.replay(conn, member_id, number, request_values)
    if before is not None:
        return PostingResult(**before)
    permissions.check(profiles.by_id(conn, member_id), permissions.Act.EARN)
    if not _CLAIM_RECEIPT(conn, {"number": number, "member_id": member_id}):
        raise KeyReused(number)
    expires_at = lots.last_day(local_day(at), current_rules())
    lasting = lots.Terms(expires_at, contra, terms.cost_mfen_per_point)
    posted = ledger.grant(
        conn,
        member_id=member_id,
        amount=points,
        contra=contra,
        kind=EXCHANGE,
        key=f"{number}:0",
        at=at,
        memo=partner,
        **asdict(lasting),
    )
    idempotency.remember(conn, member_id, number, request_values, asdict(posted), at)
    return posted


def _receipt_number(partner: str, reference: str) -> str:
    return f"{account_of(partner)}:{reference}"
