"""Placing orders. The points are held until a gift is sent, or until the provider of a service
(credit, data) says that it was added. What happens to an order afterwards is in
core.redemption.fulfilment."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select

from core.kernel import LimitReached, NotAllowed, NotFound, idempotency, reference_numbers
from core.ledger import NotEnoughPoints, available, holds, lock
from core.members import Member, is_fixed_line, permissions, spending_limits
from core.messaging import Topic, outbox
from core.organisation import moves
from core.programme import current_rules, local_day, start_of_day
from core.redemption import addresses, fulfilment, gifts, orders, stock, vouchers
from core.redemption.errors import PriceChanged, SoldOut
from core.redemption.gifts import Gift
from core.redemption.lifecycle import GIFT, LISTED, SERVICES, VOUCHER
from core.redemption.orders import Order
from core.schema import gift_order

_ORDERS_SINCE = select(func.count()).where(
    gift_order.c.member_id == bindparam("member_id"),
    gift_order.c.created_at >= bindparam("since"),
    gift_order.c.status != "cancelled",
)
_PLACE = insert(gift_order)


def redeem(
    conn: Connection,
    *,
    member: Member,
    sku: str,
    points: int,
    key: str,
    at: datetime,
    channel: str,
    order_id: str,
    number: str,
    receiver: str | None = None,
) -> Order:
    """Place an order. `points` is the price that the member has agreed to; `receiver` the number,
    in E.164, that a service is added to, None for the member's own.

    Every refusal comes before the first write, so that a member who was refused can be offered
    something else in the same transaction: NotFound (nothing on sale has that sku), PriceChanged,
    SoldOut, KeyReused, NotAllowed('no_mobile') (a fixed line gets neither credit nor data), and
    what check() raises.
    """
    request = {"act": "redeem", "sku": sku, "points": points}
    if receiver is not None:
        request["receiver"] = receiver
    account = lock(conn, member.member_id)
    before = idempotency.replay(conn, member.member_id, key, request)
    if before is not None:
        return orders.by_id(conn, member.member_id, before["order_id"])
    day = local_day(at)
    gift = gifts.by_sku(conn, sku, today=day)
    if gift is None:
        raise NotFound(f"no {sku} on sale")
    if gift.points != points:
        raise PriceChanged(sku)
    if gift.kind in SERVICES and is_fixed_line(receiver or member.number):
        raise NotAllowed("no_mobile")
    check(conn, member, gift, at, available(conn, account, day), account.balance)
    bucket, code = None, ""
    if gift.kind == VOUCHER:
        code = vouchers.pick(conn, sku, day) or ""
        if not code:
            raise SoldOut(sku)
    if gift.kind in LISTED:
        bucket = stock.reserve(conn, sku, spread=member.member_id)
        if bucket is None:
            raise SoldOut(sku)
    reference_numbers.take(conn, number, "order", member.member_id, order_id)
    until = _held_until(gift, at)
    held = holds.hold_locked(conn, account, gift.points, key, at=at, expires_at=until, memo=number)
    values = {
        "channel": channel,
        "order_id": order_id,
        "number": number,
        "bucket": bucket,
        "hold_id": held.hold_id,
        "receiver": None if gift.kind in LISTED else receiver or member.number,
    }
    placed = _place(conn, member, gift, at, values)
    if gift.kind == VOUCHER:
        vouchers.give(conn, sku, code, member.member_id, order_id)
        fulfilment.hand_out(conn, member_id=member.member_id, order_id=order_id, at=at)
        placed = orders.by_id(conn, member.member_id, order_id)
    idempotency.remember(conn, member.member_id, key, request, {"order_id": order_id}, at)
    return placed


def check(
    conn: Connection, member: Member, gift: Gift, at: datetime, points: int, balance: int
) -> None:
    """Raise the first reason why the member may not redeem this: NotAllowed (the member's status),
    NotOpenYet, NotEnoughPoints, LimitReached ('orders_per_day', 'points_per_day').

    `points` can be spent, and `balance` includes the held ones: of the locked account if this
    decides, or as the member was read, which is good enough to ask before the member confirms.
    """
    rules, day = current_rules().redemption, local_day(at)
    permissions.check(member, permissions.Act.SPEND)
    spending_limits.check_open(conn, member.member_id, balance)
    if gift.points > points:
        raise NotEnoughPoints(points, gift.points)
    today = {"member_id": member.member_id, "since": start_of_day(day)}
    if conn.execute(_ORDERS_SINCE, today).scalar_one() >= rules.orders_per_day_max:
        raise LimitReached("orders_per_day")
    spending_limits.check_day(conn, member.member_id, gift.points, at)


def deliver_by(conn: Connection, member: Member, at: datetime) -> date:
    """By when a gift is delivered that the member orders now."""
    return _deliver_by(member, at, addresses.known(conn, member))


def _deliver_by(member: Member, at: datetime, address: str | None) -> date:
    province = addresses.province_of(address or "") or member.province
    return local_day(at) + addresses.deliver_within(province)


def _held_until(gift: Gift, at: datetime) -> datetime | None:
    """A gift that nobody has sent by then is given up. What a provider was asked to add may have
    been added, so its points are held until the provider, or a supervisor, says so."""
    if gift.kind != GIFT:
        return None
    return at + timedelta(days=current_rules().redemption.hold_days)


def _place(
    conn: Connection, member: Member, gift: Gift, at: datetime, values: dict[str, Any]
) -> Order:
    today, rules = local_day(at), current_rules().delivery
    is_gift = gift.kind == GIFT
    address = addresses.known(conn, member) if is_gift else None
    values |= {
        "member_id": member.member_id,
        "sku": gift.sku,
        "points": gift.points,
        "status": "held",
        "created_at": at,
        "org": moves.place_at(conn, member.member_id, at),
        "send_by": today + timedelta(days=rules.send_within_days if is_gift else 0),
        "deliver_by": _deliver_by(member, at, address) if is_gift else today,
        "address": address,
        "parcel_state": None,
        "provider_id": None,
    }
    conn.execute(_PLACE, values)
    payload = {name: values[name] for name in ("order_id", "sku", "channel")}
    if gift.kind != VOUCHER:
        topic = Topic.ORDER_PLACED if is_gift else Topic.TOP_UP
        event_id = f"order:{values['order_id']}"
        outbox.put(conn, member.member_id, topic, event_id, payload, at)
    names = {"name_zh": gift.name_zh, "name_en": gift.name_en}
    placed = values | {"kind": gift.kind} | names
    return Order(**{name: placed[name] for name in Order.__slots__})
