"""The reference's rules for orders."""

from __future__ import annotations

from datetime import datetime, timedelta

from books import Answer, Book, Order, Refusal
from rules import Gift, Request, Rules, Stock, not_left

from core.seed import PEOPLE

POINTS_TO_OPEN = 1_000
ORDERS_A_DAY, POINTS_A_DAY = 5, 20_000
ORDER_HOLD_DAYS, REVERSAL_DAYS = 15, 7
DELIVERY_DAYS, DELIVERY_DAYS_REMOTE = 9, 12
REMOTE = ("NM", "QH", "XJ", "XZ")
WITHOUT_ADDRESS = {who for who, person in PEOPLE.items() if person.address is None}


class Orders(Rules):
    def _redeem(self, r: Request) -> Answer:
        book, sku = self._book(r.member_id), r.asked["sku"]

        def act() -> Answer:
            if sku not in self.gifts:
                raise Refusal("NotFound")
            gift, stock = self.gifts[sku], self.stock.get(sku)
            self._may_redeem(book, gift, r.at)
            until, days = None, 0
            if stock is not None:
                if stock.left == 0:
                    raise Refusal("SoldOut")
                self.stock[sku] = Stock(stock.left - 1, stock.reserved + 1, stock.sent)
                until = r.at + timedelta(days=ORDER_HOLD_DAYS)
                days = _days_to_deliver(book)
            book.set_aside(r.key, gift.points, until, self.day(r.at))
            order = Order(
                r.fresh["number"],
                sku,
                gift.points,
                r.key,
                "held",
                r.at,
                self.day(r.at) + timedelta(days=days),
                None,
                None,
                book.place_at(r.at),
            )
            book.orders[r.fresh["order_id"]] = order
            return ("order", r.fresh["order_id"])

        _, order_id = self._once(r, act)
        order = book.orders[order_id]  # a repeated request returns the order's present state
        return ("order", order_id, order.number, order.sku, order.points, order.status)

    def _may_redeem(self, book: Book, gift: Gift, at: datetime) -> None:
        if book.status != "active":
            raise Refusal("NotAllowed")
        if book.ever_earned() < POINTS_TO_OPEN:
            raise Refusal("NotOpenYet")
        if gift.points > book.available(self.day(at)):
            raise Refusal("NotEnoughPoints")
        today = [
            order.points
            for order in book.orders.values()
            if order.status != "cancelled" and self.day(order.created_at) >= self.day(at)
        ]
        if len(today) >= ORDERS_A_DAY or sum(today) + gift.points > POINTS_A_DAY:
            raise Refusal("LimitReached")

    def _despatch(self, r: Request) -> Answer:
        book, order_id = self._book(r.member_id), r.asked["order_id"]
        order = self._of_a_gift(book, order_id)
        if order.status == "held" and r.member_id in WITHOUT_ADDRESS:
            raise Refusal("NotAllowed")
        posted = self._once(r, lambda: book.settle(order.hold_id, "redeemed", "redeem"))
        if order.status == "held":
            book.orders[order_id] = order._replace(status="sent", version=posted[1])
            stock = self.stock[order.sku]
            self.stock[order.sku] = Stock(stock.left, stock.reserved - 1, stock.sent + 1)
        return posted

    def _deliver(self, r: Request) -> Answer:
        book, order_id = self._book(r.member_id), r.asked["order_id"]
        order = self._of_a_gift(book, order_id)
        if order.status == "held":
            raise Refusal("NotAllowed")
        if order.status == "sent":
            delivered = order._replace(status="delivered", delivered_on=self.day(r.at))
            book.orders[order_id] = delivered
        return ("done",)

    def _fulfil(self, r: Request) -> Answer:
        book, order_id = self._book(r.member_id), r.asked["order_id"]
        order = _of(book, order_id)
        if order.sku in self.stock:
            raise Refusal("NotFound")
        posted = self._once(r, lambda: book.settle(order.hold_id, "redeemed", "redeem"))
        if order.status == "held":
            book.orders[order_id] = order._replace(
                status="delivered", version=posted[1], delivered_on=self.day(r.at)
            )
        return posted

    def _give_up(self, r: Request) -> Answer:
        book, order_id = self._book(r.member_id), r.asked["order_id"]
        order = _of(book, order_id)
        released = self._once(r, lambda: book.release(order.hold_id, self.day(r.at)))
        if order.status == "held":
            book.orders[order_id] = order._replace(status="cancelled")
            if order.sku in self.stock:
                stock = self.stock[order.sku]
                self.stock[order.sku] = Stock(stock.left + 1, stock.reserved - 1, stock.sent)
        return released

    def _return(self, r: Request) -> Answer:
        """Returns the points: the gift was broken or never came, or the failure was ours."""
        book, order_id, reason = self._book(r.member_id), r.asked["order_id"], r.asked["reason"]

        def act() -> Answer:
            order = book.orders.get(order_id)
            if order is None:
                raise Refusal("NotFound")
            if order.status not in ("sent", "delivered"):
                raise Refusal("NotAllowed")
            not_left(book)
            if reason != "our_failure":
                on_its_way = order.status == "sent" and self.day(r.at) <= order.deliver_by
                since = order.delivered_on or order.deliver_by
                too_late = self.day(r.at) > since + timedelta(days=REVERSAL_DAYS)
                never_came = reason == "not_received" and on_its_way
                if order.sku not in self.stock or never_came or too_late:
                    raise Refusal("NotAllowed")
            posted = book.undo(order.version or 0, None, self.day(r.at))
            book.orders[order_id] = order._replace(status="returned")
            return posted

        return self._once(r, act)

    def _of_a_gift(self, book: Book, order_id: str) -> Order:
        order = _of(book, order_id)
        if order.sku not in self.stock:
            raise Refusal("NotFound")
        return order


def _days_to_deliver(book: Book) -> int:
    return DELIVERY_DAYS_REMOTE if book.province in REMOTE else DELIVERY_DAYS


def _of(book: Book, order_id: str) -> Order:
    order = book.orders.get(order_id)
    if order is None:
        raise Refusal("NotFound")
    return order
