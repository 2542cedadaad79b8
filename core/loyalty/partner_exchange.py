"""Exchange of our points for those of other programmes; core.loyalty.incoming_exchange is the other
way.

Our points are held until the partner has answered, however long that takes; its yes settles them,
its no releases them. The sum of the postings against a partner's account is what it is owed, or
owes.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from core.kernel import NotFound, idempotency, row_builder
from core.ledger import PostingResult, holds, lock
from core.loyalty import exchange_limits
from core.loyalty.accrual import partner as account_of
from core.members import Member
from core.messaging import Topic, outbox
from core.organisation import moves
from core.schema import exchange as exchange_table

EXCHANGE = "exchange"


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
_exchange = row_builder(Exchange, _BY_ID)
_OPEN = insert(exchange_table).values(status="open")
_CLOSE = (
    update(exchange_table)
    .where(
        exchange_table.c.member_id == bindparam("target_id"),
        exchange_table.c.exchange_id == bindparam("target_exchange"),
        exchange_table.c.status == "open",
    )
    .values(status=bindparam("new_status"), closed_at=bindparam("at"))
)


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
    """Hold `amount` of our points until the partner answers. Every refusal comes before the first
    write.

    Raises NotFound for an unknown partner; NotAllowed: the member's status, or 'not_whole' if the
    partner's points would not be a whole number; NotOpenYet; LimitReached:
    'points_exchanged_per_month'; NotEnoughPoints; KeyReused.
    """
    if amount <= 0:
        raise ValueError(f"points are exchanged in amounts above 0: {amount}")
    request_values = {"act": EXCHANGE, "partner": partner, "amount": amount}
    account = lock(conn, member.member_id)
    before = idempotency.replay(conn, member.member_id, key, request_values)
    if before is not None:
        return find(conn, member.member_id, before["exchange_id"])
    terms = exchange_limits.terms_with(partner)
    exchange_limits.check(conn, member, terms, amount, at, balance=account.balance)
    held = holds.hold_locked(conn, account, amount, key, at=at, expires_at=None, memo=partner)
    row = {
        "member_id": member.member_id,
        "exchange_id": exchange_id,
        "partner": partner,
        "amount": amount,
        "partner_amount": exchange_limits.partner_amount(terms, amount),
        "hold_id": held.hold_id,
        "opened_at": at,
        "receiver": member.number,
        "org": moves.place_at(conn, member.member_id, at),
    }
    conn.execute(_OPEN, row)
    result = {"exchange_id": exchange_id}
    event = event_id(exchange_id)
    outbox.put(conn, member.member_id, Topic.EXCHANGE_REQUESTED, event, result, at)
    idempotency.remember(conn, member.member_id, key, request_values, result, at)
    return find(conn, member.member_id, exchange_id)


def accept(conn: Connection, *, member_id: int, exchange_id: str, at: datetime) -> PostingResult:
    """The partner has added its points. Raises HoldClosed if it refused before, NotFound."""
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
    _close(conn, found, "accepted", Topic.EXCHANGE_ACCEPTED, at)
    return posted


def refuse(conn: Connection, *, member_id: int, exchange_id: str, at: datetime) -> holds.Hold:
    """The partner refuses. Raises HoldClosed if it accepted before, NotFound."""
    found = find(conn, member_id, exchange_id)
    key = f"exchange:{exchange_id}:refused"
    released = holds.release_hold(conn, member_id=member_id, hold_id=found.hold_id, key=key, at=at)
    _close(conn, found, "refused", Topic.EXCHANGE_REFUSED, at)
    return released


def find(conn: Connection, member_id: int, exchange_id: str) -> Exchange:
    """Raises NotFound."""
    which = {"member_id": member_id, "exchange_id": exchange_id}
    row = conn.execute(_BY_ID, which).first()
    if row is None:
        raise NotFound(f"member {member_id} has no exchange {exchange_id}")
    return _exchange(row)


def event_id(exchange_id: str) -> str:
    """Of the event that has the partner asked."""
    return f"exchange:{exchange_id}"


def _close(conn: Connection, found: Exchange, status: str, topic: Topic, at: datetime) -> None:
    """Tells the member, the first time."""
    values = {
        "target_id": found.member_id,
        "target_exchange": found.exchange_id,
        "new_status": status,
    }
    if conn.execute(_CLOSE, values | {"at": at}).rowcount:
        told = f"{event_id(found.exchange_id)}:{status}"
        outbox.put(conn, found.member_id, topic, told, {"exchange_id": found.exchange_id}, at)
