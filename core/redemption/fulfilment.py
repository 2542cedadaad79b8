"""What happens to an order after it was placed: despatch, delivery or fulfilment, cancellation,
reversal.

The states and the actions between them are in core.redemption.lifecycle.
"""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Update, bindparam, select, update

from core.kernel import NotAllowed, NotFound, idempotency
from core.ledger import PostingResult, holds, ledger, lock
from core.members import profiles
from core.messaging import Topic, outbox
from core.programme import current_rules, local_day
from core.redemption import stock, vouchers
from core.redemption.lifecycle import (
    GIFT,
    SERVICES,
    TRANSITIONS,
    VOUCHER,
    Action,
    ParcelState,
    ReversalReason,
    is_with_courier,
    lacks_address,
)
from core.schema import gift as gift_table
from core.schema import gift_order

REDEEMED = "redeemed"

_FIND = (
    select(
        gift_order.c.number,
        gift_order.c.hold_id,
        gift_order.c.version,
        gift_order.c.status,
        gift_order.c.deliver_by,
        gift_order.c.delivered_on,
        gift_order.c.address,
        gift_order.c.parcel_state,
        gift_table.c.kind,
    )
    .join(gift_table, gift_table.c.sku == gift_order.c.sku)
    .where(
        gift_order.c.member_id == bindparam("member_id"),
        gift_order.c.order_id == bindparam("order_id"),
    )
)


def _move(action: Action) -> Update:
    """Changes nothing for an order in a state that the action does not start from."""
    transition = TRANSITIONS[action]
    return (
        update(gift_order)
        .where(
            gift_order.c.member_id == bindparam("target_id"),
            gift_order.c.order_id == bindparam("target_order"),
            gift_order.c.status.in_(sorted(transition.sources)),
        )
        .values(status=transition.target)
    )


_DESPATCH = (
    _move(Action.DESPATCH)
    .values(version=bindparam("paid_by"))
    .returning(gift_order.c.sku, gift_order.c.bucket)
)
_CANCEL = _move(Action.CANCEL).returning(gift_order.c.sku, gift_order.c.bucket)
_FULFIL = _move(Action.FULFIL).values(version=bindparam("paid_by"), delivered_on=bindparam("today"))
_HAND_OUT = _FULFIL.returning(gift_order.c.sku, gift_order.c.bucket)
_DELIVER = _move(Action.DELIVER).values(delivered_on=bindparam("today"))
_OUT_OF_STOCK = (
    update(gift_order)
    .where(
        gift_order.c.member_id == bindparam("target_id"),
        gift_order.c.order_id == bindparam("target_order"),
    )
    .values(bucket=None)
)
_REVERSE = _move(Action.REVERSE).returning(gift_order.c.bucket)


def despatch(
    conn: Connection, *, member_id: int, order_id: str, key: str, at: datetime, by: str = ""
) -> PostingResult:
    """The gift is sent: the points that were held are spent. Raises HoldClosed if the order was
    cancelled, NotAllowed: 'no_address', or 'with_courier', who says when it has taken it. `by` is
    the agent, who is named in the posting's memo."""
    profiles.lock(conn, member_id)  # so that the address does not change meanwhile
    order = _gift_order(conn, member_id, order_id)
    if lacks_address(order):
        raise NotAllowed("no_address")
    if is_with_courier(order):
        raise NotAllowed("with_courier")
    posted = _spend_held(conn, member_id, order, key, at, by)
    values = _target(member_id, order_id) | {"paid_by": posted.version}
    sent = conn.execute(_DESPATCH, values).first()
    if sent is not None:
        stock.mark_sent(conn, sent.sku, sent.bucket)
    return posted


def fulfil(
    conn: Connection, *, member_id: int, order_id: str, key: str, at: datetime, by: str = ""
) -> PostingResult:
    """The credit or data was added: the points that were held are spent. Raises HoldClosed if the
    order was cancelled, NotFound if it is no service's. `by`: see despatch()."""
    order = _held_order(conn, member_id, order_id)
    if order.kind not in SERVICES:
        raise NotFound(f"member {member_id}'s order {order_id} is for a gift")
    posted = _spend_held(conn, member_id, order, key, at, by)
    values = _target(member_id, order_id) | {"paid_by": posted.version, "today": local_day(at)}
    if conn.execute(_FULFIL, values).rowcount:
        _notify(conn, member_id, Topic.ORDER_FULFILLED, order_id, at)
    return posted


def hand_out(conn: Connection, *, member_id: int, order_id: str, at: datetime) -> None:
    """A voucher's code was given to its order: the points that were held are spent, and the member
    is texted the code."""
    order = _held_order(conn, member_id, order_id)
    posted = _spend_held(conn, member_id, order, f"voucher:{order_id}", at, by="")
    values = _target(member_id, order_id) | {"paid_by": posted.version, "today": local_day(at)}
    given = conn.execute(_HAND_OUT, values).one()
    stock.mark_sent(conn, given.sku, given.bucket)
    _notify(conn, member_id, Topic.VOUCHER, order_id, at)


def deliver(
    conn: Connection, *, member_id: int, order_id: str, at: datetime, on: date | None = None
) -> None:
    """The gift was delivered, `on` that day, or today. Repeated or late reports change nothing;
    NotAllowed: 'not_sent'."""
    order = _gift_order(conn, member_id, order_id)
    if order.status == "held":
        raise NotAllowed("not_sent")
    conn.execute(_DELIVER, _target(member_id, order_id) | {"today": on or local_day(at)})


def cancel(
    conn: Connection, *, member_id: int, order_id: str, key: str, at: datetime
) -> holds.Hold:
    """Cancel an order that was not shipped in time, or cannot be delivered: release its points, and
    return a gift to the stock. Raises HoldClosed if it was shipped or fulfilled, NotAllowed:
    'with_courier'."""
    profiles.lock(conn, member_id)  # so that no courier is asked to take it meanwhile
    order = _held_order(conn, member_id, order_id)
    if is_with_courier(order):
        raise NotAllowed("with_courier")
    released = holds.release_hold(conn, member_id=member_id, hold_id=order.hold_id, key=key, at=at)
    cancelled = conn.execute(_CANCEL, _target(member_id, order_id)).first()
    if cancelled is not None:
        if cancelled.bucket is not None:
            stock.put_back(conn, cancelled.sku, cancelled.bucket)
        _notify(conn, member_id, Topic.ORDER_CANCELLED, order_id, at)
    return released


def reverse(
    conn: Connection,
    *,
    member_id: int,
    order_id: str,
    reason: ReversalReason,
    key: str,
    at: datetime,
    by: str = "",
) -> PostingResult:
    """Give the points back, into the lots that they were taken from. The gift counts as sent still,
    but the code of a voucher that nobody has seen, and the order counts for that day's limits.

    Raises NotAllowed: the order's status ('held', which is cancelled instead, 'returned',
    'cancelled'); 'left', since the points have ended with the membership; 'delivered' for a
    service; 'on_its_way' and 'too_late' for a gift. The last three do not apply to a failure of
    ours. Raises ValueError: an unknown reason."""
    reason = ReversalReason(reason)
    request = {"act": "reverse_order", "order_id": order_id, "reason": reason}
    account = lock(conn, member_id)
    before = idempotency.replay(conn, member_id, key, request)
    if before is not None:
        return PostingResult(**before)
    order = _find(conn, member_id, order_id)
    if order.status not in TRANSITIONS[Action.REVERSE].sources:
        raise NotAllowed(order.status)
    if profiles.by_id(conn, member_id).status == "left":
        raise NotAllowed("left")
    if reason is not ReversalReason.OUR_FAILURE:
        _check_in_time(order, reason, local_day(at))
    memo = _memo(order.number, by)
    posted = ledger.reverse_locked(conn, account, order.version, key, at, memo)
    returned = conn.execute(_REVERSE, _target(member_id, order_id)).first()
    if order.kind == VOUCHER and returned is not None:
        bucket = returned.bucket
        if vouchers.put_back_unseen(conn, member_id, order_id, bucket=bucket, at=at):
            conn.execute(_OUT_OF_STOCK, _target(member_id, order_id))
    _notify(conn, member_id, Topic.ORDER_RETURNED, order_id, at)
    idempotency.remember(conn, member_id, key, request, asdict(posted), at)
    return posted


def _memo(number: str, by: str) -> str:
    return f"{number} {by}".rstrip()


def _check_in_time(order: Row[*tuple[Any, ...]], reason: ReversalReason, today: date) -> None:
    if order.kind != GIFT:
        raise NotAllowed("delivered")
    is_back = order.parcel_state == ParcelState.RETURNED
    is_in_time = order.status == "sent" and today <= order.deliver_by and not is_back
    if reason is ReversalReason.NOT_RECEIVED and is_in_time:
        raise NotAllowed("on_its_way")
    since = order.delivered_on or order.deliver_by
    if today > since + timedelta(days=current_rules().redemption.reversal_days):
        raise NotAllowed("too_late")


def _spend_held(
    conn: Connection,
    member_id: int,
    order: Row[*tuple[Any, ...]],
    key: str,
    at: datetime,
    by: str,
) -> PostingResult:
    return holds.settle_hold(
        conn,
        member_id=member_id,
        hold_id=order.hold_id,
        contra=REDEEMED,
        kind="redeem",
        key=key,
        at=at,
        memo=_memo(order.number, by),
    )


def _gift_order(conn: Connection, member_id: int, order_id: str) -> Row[*tuple[Any, ...]]:
    order = _held_order(conn, member_id, order_id)
    if order.kind != GIFT:
        raise NotFound(f"member {member_id}'s order {order_id} is not for a gift")
    return order


def _held_order(conn: Connection, member_id: int, order_id: str) -> Row[*tuple[Any, ...]]:
    """Services had no hold before there was a provider of them."""
    order = _find(conn, member_id, order_id)
    if order.hold_id is None:
        raise NotFound(f"member {member_id}'s order {order_id} was paid at once")
    return order


def _find(conn: Connection, member_id: int, order_id: str) -> Row[*tuple[Any, ...]]:
    order = conn.execute(_FIND, {"member_id": member_id, "order_id": order_id}).first()
    if order is None:
        raise NotFound(f"member {member_id} has no order {order_id}")
    return order


def _target(member_id: int, order_id: str) -> dict[str, object]:
    return {"target_id": member_id, "target_order": order_id}


def _notify(conn: Connection, member_id: int, topic: Topic, order_id: str, at: datetime) -> None:
    event_id = f"order:{order_id}:{topic.removeprefix('order_')}"
    outbox.put(conn, member_id, topic, event_id, {"order_id": order_id}, at)
