"""Judges the texts that members get about what the other sides have done: each once, and true."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from books import Book
from deployment import Deployment
from failing_texts import Taken
from oracle import Oracle, insist
from pages import PARTNER
from rules_vouchers import place_of

from core.members import BLANK
from core.messaging import Topic

CODE = re.compile(r"CODE-\d+")


class Told:
    """`_judged`: how many of the carrier's texts were judged."""

    def __init__(self, rig: Deployment, oracle: Oracle) -> None:
        self._rig, self._oracle, self._judged = rig, oracle, 0

    def judge(self) -> int:
        """Judges the texts that the carrier has taken since the last time; how many."""
        taken = self._rig.sides.texts
        fresh, self._judged = taken[self._judged :], len(taken)
        for text in fresh:
            is_true = _TRUE[text.topic](self, text, self._key(text))
            insist(is_true, f"told what is not so: {text}")
        return len(fresh)

    def judge_all_told(self) -> None:
        """Nothing was told twice, and everything that was decided was told to its member."""
        taken = self._rig.sides.texts
        times = Counter((text.member_id, text.event_id) for text in taken)
        insist(not times or max(times.values()) == 1, f"told twice: {times.most_common(3)}")
        for member_id, book in self._oracle.reference.books.items():
            untold = {each for each in _to_be_told(book) if (member_id, each) not in times}
            insist(not untold or book.has_ended, f"member {member_id}: untold {untold}")

    def _key(self, text: Taken) -> str:
        """The key of the sentence."""
        return self._rig.wording.said[CODE.sub(BLANK, text.words)][0]

    def _book(self, text: Taken) -> Book:
        return self._oracle.reference.books[text.member_id]

    def _of_exchange(self, text: Taken, key: str) -> bool:
        exchange_id = text.event_id.split(":")[1]
        status = self._book(text).exchanges[exchange_id].status
        return key == f"text-exchange_{status}"

    def _of_order(self, text: Taken, key: str) -> bool:
        order = self._book(text).orders[text.event_id.split(":")[1]]
        is_service = order.sku not in self._oracle.reference.stock
        fits = {
            "text-order_fulfilled": ("delivered", "returned") if is_service else (),
            "text-order_not_added": ("cancelled",) if is_service else (),
            "text-order_cancelled": () if is_service else ("cancelled",),
            "text-order_returned": ("returned",),
        }
        return order.status in fits[key]

    def _of_parcel(self, text: Taken, key: str) -> bool:
        """Whether it has happened; something else may have happened since it was written."""
        _, order_id, _, no, event_id = text.event_id.split(":")
        order = self._book(text).orders[order_id]
        reference = order.number if no == "1" else f"{order.number}-{no}"
        [carried] = [c for c in self._rig.sides.courier.books if c.reference == reference]
        happened = {(move.event_id, f"text-parcel_{move.kind}") for move in carried.moves}
        return (event_id, key) in happened

    def _of_voucher(self, text: Taken, key: str) -> bool:
        """Whether the code is that of the order, and is told to its owner."""
        reference, order_id = self._oracle.reference, text.event_id.split(":")[1]
        [code] = CODE.findall(text.words)
        book = self._book(text)
        has = text.number in (book.number, *book.further)
        owner = has or (text.member_id, text.number) in reference.former
        given = reference.codes[
            book.orders[order_id].sku, place_of(book.orders[order_id].sku, code)
        ]
        return key == "text-voucher" and owner and given.order_id == order_id

    def _of_claim(self, text: Taken, key: str) -> bool:
        claim = self._book(text).claims[text.event_id.split(":")[1]]
        return key == f"text-claim_{claim.status}"

    def _of_joining(self, text: Taken, key: str) -> bool:
        return key == "text-joined" and self._book(text).entries[0].kind == "promotion"

    def _of_spending(self, text: Taken, key: str) -> bool:
        """Whether the points of that posting were spent at a till."""
        version = int(text.event_id.split(":")[1])
        spent = {each.version: each.points for each in self._book(text).spendings}
        numbers = text.words.replace(",", "")
        return key == "text-points_spent" and str(spent[version]) in numbers


def _to_be_told(book: Book) -> set[str]:
    """The events that have a text in any case."""
    exchanges = {
        f"exchange:{exchange_id}:{each.status}"
        for exchange_id, each in book.exchanges.items()
        if each.partner == PARTNER
    }
    named = {"returned": "returned", "cancelled": "cancelled"}
    orders = {
        f"order:{order_id}:{named[each.status]}"
        for order_id, each in book.orders.items()
        if each.status in named
    }
    return exchanges | orders | {f"spending:{each.version}" for each in book.spendings}


Judge = Callable[[Told, Taken, str], bool]
_TRUE: dict[str, Judge] = {
    Topic.EXCHANGE_ACCEPTED: Told._of_exchange,
    Topic.EXCHANGE_REFUSED: Told._of_exchange,
    Topic.ORDER_FULFILLED: Told._of_order,
    Topic.ORDER_CANCELLED: Told._of_order,
    Topic.ORDER_RETURNED: Told._of_order,
    Topic.PARCEL_NEWS: Told._of_parcel,
    Topic.VOUCHER: Told._of_voucher,
    Topic.CLAIM_DECIDED: Told._of_claim,
    Topic.JOINED: Told._of_joining,
    Topic.POINTS_SPENT: Told._of_spending,
}
