"""Judges what the hotline has agreed with the other sides: nothing is lost, nothing is done twice,
and members are told nothing that is not so.

What a worker may find out depends on what the other side happens to answer. So the changes that it
has made are read from the database. Each must be what the other side's own books say, and the
reference, which is told them, must then have the same books.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from courier_player import Carried
from deployment import Deployment, Process
from hotline_door_books import parcels_of
from oracle import Oracle, insist
from pages import PARTNER
from rules import Request
from sqlalchemy import Connection, select

from core.schema import exchange, gift_order, posting

SERVICES = ("credit", "data")
ENDED = {"accepted": "added", "refused": "refused", "delivered": "added", "cancelled": "refused"}
_EXCHANGES = select(exchange.c.member_id, exchange.c.exchange_id, exchange.c.status)
_ORDERS = select(gift_order.c.member_id, gift_order.c.order_id, gift_order.c.status)
_POSTED = select(posting.c.member_id, posting.c.key, posting.c.version).where(
    posting.c.unit == "points"
)
NO_VERSION = 1_000_000  # of what posts nothing


class Dealings:
    def __init__(self, rig: Deployment, oracle: Oracle) -> None:
        self._rig, self._oracle = rig, oracle
        orders = [each for book in oracle.reference.books.values() for each in book.orders.values()]
        self._before = {each.number for each in orders if each.status != "held"}

    def judge(self, process: Process) -> int:
        """Judges what has changed since the last time; returns how much that is."""
        changes = process.database.read(lambda conn: self._changes(conn, process.now()))
        self._oracle.judge_found(changes)
        return len(changes)

    def judge_all_ended(self) -> None:
        """Everything is decided, as the other sides have it in their books."""
        sides, books = self._rig.sides, self._oracle.reference.books
        for name, player in (("provider", sides.provider), ("partner", sides.partner)):
            references = [each.reference for each in player.books]
            insist(len(set(references)) == len(references), f"the {name} was asked twice")
        insist(
            {reference: what[0] for reference, what in sides.partner.added()}
            == {
                exchange_id: each.amount // 2  # airline miles
                for book in books.values()
                for exchange_id, each in book.exchanges.items()
                if each.partner == PARTNER and each.status == "accepted"
            },
            "the partner's books are not ours",
        )
        orders = [each for book in books.values() for each in book.orders.values()]
        ours = [each for each in orders if self._kind(each.sku) in SERVICES]
        paid = {each.number for each in ours if each.status in ("delivered", "returned")}
        added = {reference for reference, _ in sides.provider.added()}
        insist(added == paid - self._before, f"added {added}, but paid {paid}")
        insist("held" not in {each.status for each in ours}, "a top-up was never decided")
        self._judge_parcels()

    def _judge_parcels(self) -> None:
        sides, books = self._rig.sides, self._oracle.reference.books
        references = [each.reference for each in sides.courier.books]
        insist(len(set(references)) == len(references), "the courier was sent a parcel twice")
        for book in books.values():
            for order_id, parcel in book.parcels.items():
                order = book.orders[order_id]
                carried = self._carried(order.number, parcel.no)
                if order.status in ("held", "sent", "delivered"):
                    is_known = carried is not None and parcel.state == carried.end
                    insist(is_known, f"parcel of {order.number}: {parcel.state}, not {carried}")

    # -- what has changed

    def _changes(self, conn: Connection, at: datetime) -> list[Request]:
        found = [
            *self._exchanges(conn, at),
            *self._top_ups(conn, at),
            *self._parcels(conn, at),
        ]
        if len(found) < 2:
            return found
        books = self._oracle.reference.books
        versions = {
            (row.member_id, row.key): row.version
            for row in conn.execute(_POSTED)
            if row.version > len(books[row.member_id].entries)
        }
        return sorted(
            found,
            key=lambda each: min(
                versions.get((each.member_id, key), NO_VERSION) for key in _posted_under(each)
            ),
        )

    def _exchanges(self, conn: Connection, at: datetime) -> list[Request]:
        changes = []
        for member_id, exchange_id, status in conn.execute(_EXCHANGES):
            known = self._oracle.reference.books[member_id].exchanges[exchange_id]
            if known.status != status:
                says = self._rig.sides.partner.status_of(exchange_id)
                insist(says == ENDED[status], f"{exchange_id} is {status}, the partner says {says}")
                act = "accept" if status == "accepted" else "refuse"
                changes.append(Request(act, member_id, "", at, {"exchange_id": exchange_id}, {}))
        return changes

    def _top_ups(self, conn: Connection, at: datetime) -> list[Request]:
        changes = []
        for member_id, order_id, status in conn.execute(_ORDERS):
            known = self._oracle.reference.books[member_id].orders[order_id]
            if known.status != status and self._kind(known.sku) in SERVICES:
                says = self._rig.sides.provider.status_of(known.number)
                insist(says == ENDED[status], f"{order_id} is {status}, the provider says {says}")
                act, key = "fulfil" if says == "added" else "give_up", f"top_up:{says}:{order_id}"
                changes.append(Request(act, member_id, key, at, {"order_id": order_id}, {}))
        return changes

    def _parcels(self, conn: Connection, at: datetime) -> list[Request]:
        changes = []
        for member_id, order_id, parcel in parcels_of(conn):
            book = self._oracle.reference.books[member_id]
            known, number = book.parcels[order_id], book.orders[order_id].number
            if parcel == known:
                continue
            carried = self._carried(number, known.no)
            insist(
                carried is not None, f"{number} is {parcel}, and the courier knows nothing of it"
            )
            assert carried is not None
            happened = {(move.event_id, move.kind, move.at) for move in carried.moves}
            news = parcel.events - known.events
            insist(news <= happened, f"{number}: {news}, but only {happened} has happened")
            insist(parcel.state != "refused" or carried.is_refused, f"{number} was not refused")
            asked: dict[str, Any] = {"order_id": order_id, "no": parcel.no, "events": news}
            asked["refused"] = parcel.state == "refused"
            changes.append(Request("parcel", member_id, "", at, asked, {}))
        return changes

    def _carried(self, number: str, no: int) -> Carried | None:
        """The parcel in the courier's books."""
        reference = number if no == 1 else f"{number}-{no}"
        books = self._rig.sides.courier.books
        return next((each for each in books if each.reference == reference), None)

    def _kind(self, sku: str) -> str:
        return self._oracle.reference.gifts[sku].kind


def _posted_under(change: Request) -> tuple[str, ...]:
    """The keys of the postings that the change makes."""
    if change.act == "parcel":
        order_id = change.asked["order_id"]
        return f"parcel:{order_id}", f"parcel_returned:{order_id}"
    if change.act == "accept":
        return (f"exchange:{change.asked['exchange_id']}:accepted",)
    return (change.key,)
