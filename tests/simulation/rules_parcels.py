"""The reference's rules for gifts that a courier takes to their address."""

from __future__ import annotations

from datetime import datetime
from typing import Self

from books import Answer, Book, Order, Parcel, Refusal
from rules import Request
from rules_orders import Orders

# What can happen to a parcel; of two events at one moment the later one here is the last.
MOVES = ("picked_up", "failed", "delivered", "returned")


class Parcels(Orders):
    def _hand_over(self, r: Request) -> Answer:
        """By a form of the desk; again where the courier has refused the gift."""
        book, order_id = self._book(r.member_id), r.asked["order_id"]

        def act() -> Answer:
            order, parcel = self._order(book, order_id), book.parcels.get(order_id)
            is_asked = parcel is not None and parcel.state == "asked"
            no_gift = not self._is_gift(order) or order.status != "held"
            if no_gift or self._lacks_address(r.member_id) or is_asked:
                raise Refusal("NotAllowed")
            book.parcels[order_id] = Parcel(parcel.no + 1 if parcel else 1, "asked")
            return ("done",)

        return self._once(r, act)

    def _parcel(self, r: Request) -> Answer:
        """The courier's answer: whether it takes the parcel, and what has happened to it."""
        book, asked = self._book(r.member_id), r.asked
        order, parcel = book.orders[asked["order_id"]], book.parcels[asked["order_id"]]
        is_over = parcel.state in ("refused", "taken_back") or parcel.no != asked["no"]
        if is_over or order.status not in ("held", "sent", "delivered"):
            return ("done",)
        if asked["refused"]:
            if parcel.state == "asked":
                book.parcels[asked["order_id"]] = parcel._replace(state="refused")
            return ("done",)
        known = {event[0] for event in parcel.events}
        fresh = frozenset(event for event in asked["events"] if event[0] not in known)
        if fresh:
            self._note(r, book, order, parcel, fresh)
        return ("done",)

    def _note(
        self,
        r: Request,
        book: Book,
        order: Order,
        parcel: Parcel,
        fresh: frozenset[tuple[str, str, datetime]],
    ) -> None:
        """What happened last decides, in whatever order it is heard of."""
        order_id, events = r.asked["order_id"], parcel.events | fresh
        last = max(events, key=lambda event: (event[2], MOVES.index(event[1]), event[0]))
        book.parcels[order_id] = Parcel(parcel.no, last[1], events)
        if order.status == "held":
            self._of_courier(r, "despatch", f"parcel:{order_id}")
        if last not in fresh:
            return
        if last[1] == "delivered":
            self._arrived(r.member_id, order_id, last[2])
        if last[1] == "returned" and order.status != "delivered":
            state = self.copy()
            try:
                state._of_courier(r, "return", f"parcel_returned:{order_id}", reason="not_received")
            except Refusal:  # then a person decides
                return
            self._becomes(state)

    def _of_courier(self, r: Request, act: str, key: str, **asked: str) -> None:
        what = {"order_id": r.asked["order_id"], **asked}
        getattr(self, f"_{act}")(Request(act, r.member_id, key, r.at, what, {}))

    def _arrived(self, member_id: int, order_id: str, at: datetime) -> None:
        book = self._book(member_id)
        order = book.orders[order_id]
        if order.status == "sent":
            delivered = order._replace(status="delivered", delivered_on=self.day(at))
            book.orders[order_id] = delivered

    def _becomes(self, other: Self) -> None:
        self.__dict__.update(other.__dict__)
