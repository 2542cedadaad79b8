"""Redeeming points: for a gift, which is held until it is sent, or a service, settled at once.
What becomes of an order afterwards is in core.redemption.fulfilment."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select

from core.kernel import LimitReached, NotFound, idempotency, reference_numbers
from core.ledger import Account, NotEnoughPoints, PostingDetails, holds, ledger, lock
from core.members import Member, permissions
from core.messaging import Topic, outbox
from core.programme import begins, current_rules, local_day
from core.redemption import inventory
from core.redemption.errors import NotOpenYet, PriceChanged, SoldOut
from core.redemption.fulfilment import REDEEMED, deliver, despatch, give_up, reverse
from core.redemption.inventory import Gift
from core.schema import gift as gift_table
from core.schema import gift_order, posting

__all__ = [
    "Order",
    "by_id",
    "by_number",
    "deliver",
    "despatch",
    "give_up",
    "latest",
    "points_until_open",
    "redeem",
    "reverse",
]


@dataclass(frozen=True, slots=True)
class Order:
    order_id: str
    number: str
    sku: str
    name_zh: str
    name_en: str
    points: int
    status: str
    created_at: datetime
    deliver_by: date


_ORDERS = (
    select(
        gift_order.c.order_id,
        gift_order.c.number,
        gift_order.c.sku,
        gift_table.c.name_zh,
        gift_table.c.name_en,
        gift_order.c.points,
        gift_order.c.status,
        gift_order.c.created_at,
        gift_order.c.deliver_by,
    )
    .join(gift_table, gift_table.c.sku == gift_order.c.sku)
    .where(gift_order.c.member_id == bindparam("member_id"))
)
_BY_ID = _ORDERS.where(gift_order.c.order_id == bindparam("order_id"))
_BY_NUMBER = _ORDERS.where(gift_order.c.number == bindparam("number"))
_LATEST = _ORDERS.order_by(gift_order.c.created_at.desc(), gift_order.c.order_id.desc()).limit(1)

_SINCE = select(func.count(), func.coalesce(func.sum(gift_order.c.points), 0)).where(
    gift_order.c.member_id == bindparam("member_id"),
    gift_order.c.created_at >= bindparam("since"),
    gift_order.c.status != "cancelled",
)
_EVER_EARNED = select(func.coalesce(func.sum(posting.c.amount), 0)).where(
    posting.c.member_id == bindparam("member_id"),
    posting.c.unit == "points",
    posting.c.amount > 0,
    posting.c.reverses.is_(None),
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
) -> Order:
    """`points` is the price that the member said yes to. Every refusal comes before the first
    write, so a member who was refused can be offered something else in the same transaction."""
    request = {"act": "redeem", "sku": sku, "points": points}
    account = lock(conn, member.member_id)
    before = idempotency.replay(conn, member.member_id, key, request)
    if before is not None:
        return by_id(conn, member.member_id, before["order_id"])
    gift = inventory.by_sku(conn, sku)
    if gift is None:
        raise NotFound(f"no {sku} on sale")
    if gift.points != points:
        raise PriceChanged(sku)
    check(conn, member, gift, at, account)
    bucket = None
    if gift.kind == "gift":
        bucket = inventory.reserve(conn, sku, spread=member.member_id)
        if bucket is None:
            raise SoldOut(sku)
    reference_numbers.take(conn, number, "order", member.member_id, order_id)
    paid = _take_points(conn, account, gift, key, at, memo=number)
    where = {"channel": channel, "order_id": order_id, "number": number, "bucket": bucket}
    placed = _place(conn, member, gift, at, where | paid)
    idempotency.remember(conn, member.member_id, key, request, {"order_id": order_id}, at)
    return placed


def check(
    conn: Connection, member: Member, gift: Gift, at: datetime, account: Account | None = None
) -> None:
    """Raises the first reason why the member may not redeem this. `account` is the locked one that
    it is decided on; without it the points are those that the member was read with, which will do
    to ask beforehand."""
    rules, has = current_rules().redemption, account or member
    permissions.check(member, permissions.Act.SPEND)
    if has.balance < rules.opens_after_points:
        # Only then is it worth summing up what was ever earned.
        missing = points_until_open(conn, member.member_id)
        if missing:
            raise NotOpenYet(missing)
    if gift.points > has.available:
        raise NotEnoughPoints(has.available, gift.points)
    today = {"member_id": member.member_id, "since": begins(local_day(at))}
    orders, points = conn.execute(_SINCE, today).one()
    if orders >= rules.orders_per_day_max:
        raise LimitReached("orders_per_day")
    if points + gift.points > rules.points_per_day_max:
        raise LimitReached("points_per_day")


def points_until_open(conn: Connection, member_id: int) -> int:
    """How many have still to be earned before the first redemption; 0: it is open, for good."""
    earned = int(conn.execute(_EVER_EARNED, {"member_id": member_id}).scalar_one())
    return max(0, current_rules().redemption.opens_after_points - earned)


def latest(conn: Connection, member_id: int) -> Order | None:
    return _order(conn.execute(_LATEST, {"member_id": member_id}).first())


def by_number(conn: Connection, member_id: int, number: str) -> Order | None:
    values = {"member_id": member_id, "number": number}
    return _order(conn.execute(_BY_NUMBER, values).first())


def _take_points(
    conn: Connection, account: Account, gift: Gift, key: str, at: datetime, memo: str
) -> dict[str, object]:
    if gift.kind == "gift":
        until = at + timedelta(days=current_rules().redemption.hold_days)
        placed = holds.hold_locked(
            conn, account, gift.points, key, at=at, expires_at=until, memo=memo
        )
        return {"hold_id": placed.hold_id, "version": None}
    details = PostingDetails(REDEEMED, "redeem", key, at, memo)
    posted = ledger.spend_locked(conn, account, gift.points, details)
    return {"hold_id": None, "version": posted.version}


def _place(
    conn: Connection, member: Member, gift: Gift, at: datetime, values: dict[str, Any]
) -> Order:
    today, rules = local_day(at), current_rules().delivery
    remote = member.province in rules.remote_provinces
    days = rules.deliver_within_days_remote if remote else rules.deliver_within_days
    is_gift = gift.kind == "gift"
    values |= {
        "member_id": member.member_id,
        "sku": gift.sku,
        "points": gift.points,
        "status": "held" if is_gift else "delivered",
        "created_at": at,
        "send_by": today + timedelta(days=rules.send_within_days if is_gift else 0),
        "deliver_by": today + timedelta(days=days if is_gift else 0),
        "delivered_on": None if is_gift else today,
    }
    conn.execute(_PLACE, values)
    payload = {name: values[name] for name in ("order_id", "sku", "channel")}
    event_id = f"order:{values['order_id']}"
    outbox.put(conn, member.member_id, Topic.ORDER_PLACED, event_id, payload, at)
    told = values | {"name_zh": gift.name_zh, "name_en": gift.name_en}
    return Order(**{name: told[name] for name in Order.__slots__})


def by_id(conn: Connection, member_id: int, order_id: str) -> Order:
    row = conn.execute(_BY_ID, {"member_id": member_id, "order_id": order_id}).one()
    return Order(*row)


def _order(row: Row[*tuple[object, ...]] | None) -> Order | None:
    return None if row is None else Order(*row)  # type: ignore[arg-type]
