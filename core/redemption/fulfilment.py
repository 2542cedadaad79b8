"""What becomes of an order: sent, delivered, given up before it was sent, or reversed after."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Row, bindparam, select, update

from core.kernel import NotAllowed, NotFound, idempotency
from core.ledger import PostingResult, holds, ledger, lock
from core.members import profiles
from core.messaging import Topic, outbox
from core.programme import current_rules, local_day
from core.redemption import inventory
from core.schema import gift as gift_table
from core.schema import gift_order

REDEEMED = "redeemed"
Reason = Literal["defect", "not_received", "our_failure"]

_FIND = (
    select(
        gift_order.c.number,
        gift_order.c.hold_id,
        gift_order.c.version,
        gift_order.c.status,
        gift_order.c.deliver_by,
        gift_order.c.delivered_on,
        gift_table.c.kind,
    )
    .join(gift_table, gift_table.c.sku == gift_order.c.sku)
    .where(
        gift_order.c.member_id == bindparam("member_id"),
        gift_order.c.order_id == bindparam("order_id"),
    )
)
_CHANGE = update(gift_order).where(
    gift_order.c.member_id == bindparam("whose"), gift_order.c.order_id == bindparam("which")
)
_FROM_HELD = _CHANGE.where(gift_order.c.status == "held").returning(
    gift_order.c.sku, gift_order.c.bucket
)
_SENT = _FROM_HELD.values(status="sent", version=bindparam("paid_by"))
_CANCELLED = _FROM_HELD.values(status="cancelled")
_DELIVERED = _CHANGE.where(gift_order.c.status == "sent").values(
    status="delivered", delivered_on=bindparam("today")
)
_RETURNED = _CHANGE.values(status="returned")


def despatch(
    conn: Connection, *, member_id: int, order_id: str, key: str, at: datetime, by: str = ""
) -> PostingResult:
    """The gift has left the house: what was held is spent. HoldClosed where it was given up. `by`:
    the agent, whom the posting names."""
    order = _gift_order(conn, member_id, order_id)
    posted = holds.settle_hold(
        conn,
        member_id=member_id,
        hold_id=order.hold_id,
        contra=REDEEMED,
        kind="redeem",
        key=key,
        at=at,
        memo=_memo(order.number, by),
    )
    values = {"whose": member_id, "which": order_id, "paid_by": posted.version}
    sent = conn.execute(_SENT, values).first()
    if sent is not None:
        inventory.send(conn, sent.sku, sent.bucket)
    return posted


def deliver(conn: Connection, *, member_id: int, order_id: str, at: datetime) -> None:
    """As the carrier says; again, or late, it changes nothing."""
    order = _gift_order(conn, member_id, order_id)
    if order.status == "held":
        raise NotAllowed("not_sent")
    values = {"whose": member_id, "which": order_id, "today": local_day(at)}
    conn.execute(_DELIVERED, values)


def give_up(
    conn: Connection, *, member_id: int, order_id: str, key: str, at: datetime
) -> holds.Hold:
    """A gift that no one sent in time, or that we cannot send: the points are free again, the gift
    is back in stock. HoldClosed where it was sent."""
    order = _gift_order(conn, member_id, order_id)
    released = holds.release_hold(conn, member_id=member_id, hold_id=order.hold_id, key=key, at=at)
    cancelled = conn.execute(_CANCELLED, {"whose": member_id, "which": order_id}).first()
    if cancelled is not None:
        inventory.put_back(conn, cancelled.sku, cancelled.bucket)
        event_id = f"order:{order_id}:cancelled"
        outbox.put(conn, member_id, Topic.ORDER_CANCELLED, event_id, {"order_id": order_id}, at)
    return released


def reverse(
    conn: Connection,
    *,
    member_id: int,
    order_id: str,
    reason: Reason,
    key: str,
    at: datetime,
    by: str = "",
) -> PostingResult:
    """The points go back into the very lots; what was sent stays sent, and its day's limits stay
    used. NotAllowed: 'held' (give it up instead), 'returned', 'cancelled'; 'delivered' (credit or
    data), 'on_its_way', or 'too_late'. A failure of ours is reversed whatever it was and whenever;
    but not for one who has 'left', whose points ended with the membership.
    """
    request = {"act": "reverse_order", "order_id": order_id, "reason": reason}
    account = lock(conn, member_id)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        return PostingResult(**before)
    order = _find(conn, member_id, order_id)
    if order.status not in ("sent", "delivered"):
        raise NotAllowed(order.status)
    if profiles.by_id(conn, member_id).status == "left":
        raise NotAllowed("left")
    if reason != "our_failure":
        _check_in_time(order, reason, local_day(at))
    memo = _memo(order.number, by)
    posted = ledger.reverse_locked(conn, account, order.version, key, at, memo)
    conn.execute(_RETURNED, {"whose": member_id, "which": order_id})
    event_id = f"order:{order_id}:returned"
    outbox.put(conn, member_id, Topic.ORDER_RETURNED, event_id, {"order_id": order_id}, at)
    idempotency.remember(conn, member_id, key, request, asdict(posted), at)
    return posted


def _memo(number: str, by: str) -> str:
    return f"{number} {by}".rstrip()


def _check_in_time(order: Row[*tuple[Any, ...]], reason: Reason, today: date) -> None:
    if order.kind != "gift":
        raise NotAllowed("delivered")
    if reason == "not_received" and order.status == "sent" and today <= order.deliver_by:
        raise NotAllowed("on_its_way")
    since = order.delivered_on or order.deliver_by
    if today > since + timedelta(days=current_rules().redemption.reversal_days):
        raise NotAllowed("too_late")


def _gift_order(conn: Connection, member_id: int, order_id: str) -> Row[*tuple[Any, ...]]:
    order = _find(conn, member_id, order_id)
    if order.hold_id is None:
        raise NotFound(f"member {member_id}'s order {order_id} is of no gift")
    return order


def _find(conn: Connection, member_id: int, order_id: str) -> Row[*tuple[Any, ...]]:
    order = conn.execute(_FIND, {"member_id": member_id, "order_id": order_id}).first()
    if order is None:
        raise NotFound(f"member {member_id} has no order {order_id}")
    return order
