"""Judges what another system is told of events by webhooks: each once by its id, nothing that is
not so, and nothing left out; and what Kannel's reports make of texts."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from books import Book, Order
from deployment import Deployment, Process
from oracle import Oracle, insist
from pages import PARTNER
from sqlalchemy import select

from core.schema import sent_text

_STATUSES = select(sent_text.c.member_id, sent_text.c.event_id, sent_text.c.status)


class Told(NamedTuple):
    """`name`: of an order or a claim its number, of an exchange its id."""

    type: str
    member_id: int
    name: str
    how: str = ""


class Notified:
    """`_judged`: how many of the events that the system has were judged."""

    def __init__(self, rig: Deployment, oracle: Oracle) -> None:
        self._rig, self._oracle, self._judged = rig, oracle, 0
        books = oracle.reference.books.items()
        self._before = set().union(*(self._to_be_told(*each) for each in books))

    def judge(self) -> int:
        """Judges the events that are new since the last time; how many."""
        fresh = list(self._rig.sides.crm.taken.values())[self._judged :]
        self._judged += len(fresh)
        for said in fresh:
            told = _told(said)
            insist(self._is_so(told, said["data"]), f"the system was told what is not so: {told}")
        return len(fresh)

    def judge_all_ended(self, process: Process) -> None:
        crm = self._rig.sides.crm
        insist(not crm.changed, f"said otherwise under the same id: {crm.changed}")
        times = Counter(_told(said) for said in crm.taken.values())
        for told, n in times.items():
            insist(n <= self._happened(told), f"told {n} times: {told}")
        for member_id, book in self._oracle.reference.books.items():
            due = self._to_be_told(member_id, book) - self._before
            missing = {each for each in due if not times[each]}
            insist(not missing, f"the system was not told of {missing}")
        if self._rig.sides.uses_kannel:
            self._judge_statuses(process)

    def _judge_statuses(self, process: Process) -> None:
        rows = process.database.read(lambda conn: conn.execute(_STATUSES).all())
        ours = {(row.member_id, row.event_id): row.status for row in rows}
        for sent in self._rig.sides.kannel.books:
            found = ours[sent.whose, sent.event_id]
            insist(found == sent.end, f"{sent.event_id} is {sent.end}, and we have {found}")

    def _is_so(self, told: Told, data: dict[str, Any]) -> bool:
        book = self._oracle.reference.books[told.member_id]
        if told.type.startswith("exchange."):
            exchange = book.exchanges[told.name]
            is_its = (data["partner"], data["points"]) == (exchange.partner, exchange.amount)
            said = told.type.removeprefix("exchange.")
            return is_its and said in ("requested", exchange.status)
        if told.type == "claim.decided":
            [claim] = [each for each in book.claims.values() if each.number == told.name]
            return claim.status == told.how
        order = _order(book, told.name)
        fits = {
            "order.placed": {order.status},
            "order.fulfilled": {"delivered", "returned"},
            "order.cancelled": {"cancelled"},
            "order.returned": {"returned"},
        }
        if told.type == "parcel.moved":
            return self._happened(told) > 0
        return order.status in fits[told.type]

    def _happened(self, told: Told) -> int:
        """How often; a parcel may not be delivered twice, and sent again."""
        if told.type != "parcel.moved":
            return 1
        books = self._rig.sides.courier.books
        own = [each for each in books if each.reference.partition("-")[0] == told.name]
        return sum(move.kind == told.how for parcel in own for move in parcel.moves)

    def _to_be_told(self, member_id: int, book: Book) -> set[Told]:
        """What has an event in any case."""
        gifts = self._oracle.reference.gifts
        return {
            *(
                Told(f"exchange.{each.status}", member_id, exchange_id)
                for exchange_id, each in book.exchanges.items()
                if each.partner == PARTNER
            ),
            *(
                Told(f"order.{each.status}", member_id, each.number)
                for each in book.orders.values()
                if each.status in ("cancelled", "returned")
            ),
            *(
                Told("order.fulfilled", member_id, each.number)
                for each in book.orders.values()
                if each.status == "delivered" and gifts[each.sku].kind in ("credit", "data")
            ),
        }


def _order(book: Book, number: str) -> Order:
    [found] = [each for each in book.orders.values() if each.number == number]
    return found


def _told(said: dict[str, Any]) -> Told:
    data = said["data"]
    how = str(data.get("state", data.get("decision", "")))
    return Told(said["type"], data["member_id"], data.get("exchange") or data["number"], how)
