"""Points for another programme's, either way.

Out: our points are held until the partner has answered, for as long as that takes; a yes settles
them, a no releases them. In: the partner's points become ours, and the partner owes for them. What
a partner is owed or owes is the sum of the postings against its account.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, update

from core.kernel import InsertIfNew, KeyReused, LimitReached, NotAllowed, NotFound, idempotency
from core.ledger import PostingResult, holds, ledger, lock, lots
from core.loyalty.accrual import partner as account_of
from core.members import Member, permissions, profiles
from core.messaging import Topic, outbox
from core.programme import ExchangePartner, current_rules, local_day, start_of_day
from core.schema import exchange as exchange_table
from core.schema import receipt

EXCHANGE = "exchange"
RECEIVE = "exchange_in"


@dataclass(frozen=True, slots=True)
class Exchange:
    member_id: int
    exchange_id: str
    partner: str
    amount: int  # our points
    partner_amount: int
    hold_id: str
    status: str  # 'open', 'accepted', 'refused'
    opened_at: datetime


_BY_ID = select(
    exchange_table.c.member_id,
    exchange_table.c.exchange_id,
    exchange_table.c.partner,
    exchange_table.c.amount,
    exchange_table.c.partner_amount,
    exchange_table.c.hold_id,
    exchange_table.c.status,
    exchange_table.c.opened_at,
).where(
    exchange_table.c.member_id == bindparam("member_id"),
    exchange_table.c.exchange_id == bindparam("exchange_id"),
)
_SINCE = select(func.coalesce(func.sum(exchange_table.c.amount), 0)).where(
    exchange_table.c.member_id == bindparam("member_id"),
    exchange_table.c.opened_at >= bindparam("since"),
    exchange_table.c.status != "refused",
)
_OPEN = insert(exchange_table).values(status="open")
_CLOSE = (
    update(exchange_table)
    .where(
        exchange_table.c.member_id == bindparam("whose"),
        exchange_table.c.exchange_id == bindparam("which"),
        exchange_table.c.status == "open",
    )
    .values(status=bindparam("new_status"), closed_at=bindparam("at"))
)
_TAKE_RECEIPT = InsertIfNew(receipt)


def request(
    conn: Connection,
    *,
    member: Member,
    partner: str,
    amount: int,
    key: str,
    at: datetime,
    exchange_id: str,
) -> Exchange:
    """`amount` of our points, held from now on. Every refusal comes before the first write.

    NotFound: no such partner. NotAllowed: the member's status, or 'not_whole', where the partner's
    points would be no whole number. LimitReached: 'points_exchanged_per_month'. NotEnoughPoints.
    """
    if amount <= 0:
        raise ValueError(f"points are exchanged in amounts above 0: {amount}")
    asked = {"act": EXCHANGE, "partner": partner, "amount": amount}
    account = lock(conn, member.member_id)
    before = idempotency.replay(conn, member.member_id, key, asked)
    if before is not None:
        return find(conn, member.member_id, before["exchange_id"])
    terms = _terms(partner)
    _check_may(conn, member, terms, amount, at)
    held = holds.hold_locked(conn, account, amount, key, at=at, expires_at=None, memo=partner)
    row = {
        "member_id": member.member_id,
        "exchange_id": exchange_id,
        "partner": partner,
        "amount": amount,
        "partner_amount": amount * terms.out_percent // 100,
        "hold_id": held.hold_id,
        "opened_at": at,
    }
    conn.execute(_OPEN, row)
    event_id, result = f"exchange:{exchange_id}", {"exchange_id": exchange_id}
    outbox.put(conn, member.member_id, Topic.EXCHANGE_REQUESTED, event_id, result, at)
    idempotency.remember(conn, member.member_id, key, asked, result, at)
    return find(conn, member.member_id, exchange_id)


def accept(conn: Connection, *, member_id: int, exchange_id: str, at: datetime) -> PostingResult:
    """The partner has said yes. HoldClosed where it had said no before."""
    found = find(conn, member_id, exchange_id)
    posted = holds.settle_hold(
        conn,
        member_id=member_id,
        hold_id=found.hold_id,
        contra=account_of(found.partner),
        kind=EXCHANGE,
        key=f"exchange:{exchange_id}:accepted",
        at=at,
        memo=found.partner,
    )
    _close(conn, found, "accepted", at)
    return posted


def refuse(conn: Connection, *, member_id: int, exchange_id: str, at: datetime) -> holds.Hold:
    """The partner has said no. HoldClosed where it had said yes before."""
    found = find(conn, member_id, exchange_id)
    key = f"exchange:{exchange_id}:refused"
    released = holds.release_hold(conn, member_id=member_id, hold_id=found.hold_id, key=key, at=at)
    _close(conn, found, "refused", at)
    return released


def receive(
    conn: Connection, *, member_id: int, partner: str, amount: int, reference: str, at: datetime
) -> PostingResult:
    """`amount` of the partner's points become ours; `reference` is the partner's own, and counts
    once whoever it is for: KeyReused for another member or amount. NotFound: no such partner.
    NotAllowed: the member's status, or 'not_whole', where it is less than one point of ours."""
    terms, contra = _terms(partner), account_of(partner)
    points, number = amount * terms.in_percent // 100, f"{contra}:{reference}"
    if points <= 0:
        raise NotAllowed("not_whole")
    asked = {"act": RECEIVE, "partner": partner, "amount": amount}
    lock(conn, member_id)
    before = idempotency.replay(conn, member_id, number, asked)
    if before is not None:
        return PostingResult(**before)
    permissions.check(profiles.by_id(conn, member_id), permissions.Act.EARN)
    if not _TAKE_RECEIPT(conn, {"number": number, "member_id": member_id}):
        raise KeyReused(number)
    expires_at = lots.last_day(local_day(at), current_rules())
    lasting = lots.Terms(expires_at, contra, terms.cost_fen_per_point)
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
    idempotency.remember(conn, member_id, number, asked, asdict(posted), at)
    return posted


def find(conn: Connection, member_id: int, exchange_id: str) -> Exchange:
    which = {"member_id": member_id, "exchange_id": exchange_id}
    row = conn.execute(_BY_ID, which).first()
    if row is None:
        raise NotFound(f"member {member_id} has no exchange {exchange_id}")
    return Exchange(*row)


def _terms(partner: str) -> ExchangePartner:
    terms = current_rules().exchange.partner(partner)
    if terms is None:
        raise NotFound(f"no exchange with {partner}")
    return terms


def _check_may(
    conn: Connection, member: Member, terms: ExchangePartner, amount: int, at: datetime
) -> None:
    permissions.check(member, permissions.Act.SPEND)
    if amount % terms.out_step_points:
        raise NotAllowed("not_whole")
    since = start_of_day(local_day(at).replace(day=1))
    gone = conn.execute(_SINCE, {"member_id": member.member_id, "since": since}).scalar_one()
    if int(gone) + amount > current_rules().exchange.points_per_month_max:
        raise LimitReached("points_exchanged_per_month")


def _close(conn: Connection, found: Exchange, status: str, at: datetime) -> None:
    values = {"whose": found.member_id, "which": found.exchange_id, "new_status": status}
    conn.execute(_CLOSE, values | {"at": at})
