"""The reference's rules for orders."""

from __future__ import annotations

from datetime import datetime, timedelta

from books import Answer, Book, Order, Refusal
from rules import POINTS_A_DAY, Gift, Request, Stock, not_left, open_to_spend
from rules_vouchers import Vouchers

from core.seed import PEOPLE

ORDERS_A_DAY = 5
ORDER_HOLD_DAYS, REVERSAL_DAYS = 15, 7
DELIVERY_DAYS, DELIVERY_DAYS_REMOTE = 9, 12
REMOTE = ("NM", "QH", "XJ", "XZ")
WITH_ADDRESS = {who for who, person in PEOPLE.items() if person.address is not None}


class Orders(Vouchers):
    def _redeem(self, r: Request) -> Answer:
        book, sku = self._book(r.member_id), r.asked["sku"]

        def act() -> Answer:
            if sku not in self.gifts:
                raise Refusal("NotFound")
            gift, stock = self.gifts[sku], self.stock.get(sku)
            self._may_redeem(book, gift, r.at)
            until, days = None, 0
            place = self._pick(sku, self.day(r.at)) if gift.kind == "voucher" else ""
            if stock is not None:
                if stock.left == 0:
                    raise Refusal("SoldOut")
                self.stock[sku] = Stock(stock.left - 1, stock.reserved + 1, stock.sent)
            if gift.kind == "gift":
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
            if place:
                order = self._hand_out(r, book, order, place)
            book.orders[r.fresh["order_id"]] = order
            return ("order", r.fresh["order_id"])

        _, order_id = self._once(r, act)
        order = book.orders[order_id]  # a repeated request returns the order's present state
        return ("order", order_id, order.number, order.sku, order.points, order.status)

    def _may_redeem(self, book: Book, gift: Gift, at: datetime) -> None:
        if book.status != "active":
            raise Refusal("NotAllowed")
        open_to_spend(book)
        if gift.points > book.available(self.day(at)):
            raise Refusal("NotEnoughPoints")
        today = [
            order.points
            for order in book.orders.values()
            if order.status != "cancelled" and self.day(order.created_at) >= self.day(at)
        ]
        spent = sum(self.spent_on(book, self.day(at)))
        if len(today) >= ORDERS_A_DAY or spent + gift.points > POINTS_A_DAY:
            raise Refusal("LimitReached")

    def _despatch(self, r: Request) -> Answer:
        book, order_id = self._book(r.member_id), r.asked["order_id"]
        order = self._of_a_gift(book, order_id)
        parcel = book.parcels.get(order_id)
        is_with_courier = parcel is not None and parcel.state == "asked"
        if order.status == "held" and (self._lacks_address(r.member_id) or is_with_courier):
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
        order = self._order(book, order_id)
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
        order, parcel = self._order(book, order_id), book.parcels.get(order_id)
        if order.status == "held" and parcel is not None and parcel.state == "asked":
            raise Refusal("NotAllowed")  # the courier may have it
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
                parcel = book.parcels.get(order_id)
                is_back = parcel is not None and parcel.state == "returned"
                in_time = self.day(r.at) <= order.deliver_by and not is_back
                on_its_way = order.status == "sent" and in_time
                since = order.delivered_on or order.deliver_by
                too_late = self.day(r.at) > since + timedelta(days=REVERSAL_DAYS)
                never_came = reason == "not_received" and on_its_way
                if not self._is_gift(order) or never_came or too_late:
                    raise Refusal("NotAllowed")
            posted = book.undo(order.version or 0, None, self.day(r.at))
            book.orders[order_id] = order._replace(status="returned")
            if r.fresh.get("unseen"):
                self.put_back(order.sku, order_id)
            return posted

        return self._once(r, act)

    def _of_a_gift(self, book: Book, order_id: str) -> Order:
        order = self._order(book, order_id)
        if not self._is_gift(order):
            raise Refusal("NotFound")
        return order

    def _is_gift(self, order: Order) -> bool:
        return self.gifts[order.sku].kind == "gift"

    def _order(self, book: Book, order_id: str) -> Order:
        order = book.orders.get(order_id)
        if order is None:
            raise Refusal("NotFound")
        return order

    def _lacks_address(self, member_id: int) -> bool:
        """Of a member, and so of the member's orders that were not sent yet."""
        return member_id not in WITH_ADDRESS


def _days_to_deliver(book: Book) -> int:
    return DELIVERY_DAYS_REMOTE if book.province in REMOTE else DELIVERY_DAYS
