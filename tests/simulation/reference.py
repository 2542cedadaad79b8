"""The reference: the expected answer to a request, and the expected books after it.

    answer, states = reference.stages(request)

The answer is a tuple: ("posted", 4, 1_200), or ("no", "NotEnoughPoints"). The states are those
after each of the request's transactions: one, for most; two for what crosses two members. Whoever
does not know how far a request came compares with each of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from books import Answer, Book, Refusal
from rules import Request
from rules_between import Between
from rules_claims import Claims
from rules_files import Files
from rules_parcels import Parcels
from rules_points import Points

TRANSFER_AGE = timedelta(seconds=5)
RATED_ON_DAY_OF_MONTH, RATED_AT_HOUR = 6, 4
# What takes a transaction at each of two members.
_STEPS = {"complete": ("decide", "conclude")}


class Reference(Points, Parcels, Between, Claims, Files):
    """Every member's book, the stock, the keys."""

    def beside(self) -> tuple[Any, ...]:
        """What belongs to no single member."""
        return self.stock, self.imports, self.codes, self.issued

    def stages(self, request: Request) -> tuple[Answer, list[Reference]]:
        if request.act == "job":
            return ("job", request.asked["name"]), self._job(request)
        if request.act == "file":
            return ("imported",), self.imported(request)
        states: list[Reference] = []
        answer: Answer = ()
        for step in _STEPS.get(request.act, (request.act,)):
            state = (states[-1] if states else self).copy()
            try:
                answer = getattr(state, f"_{step}")(request)
            except Refusal as refusal:
                return ("no", str(refusal)), states or [self]
            states.append(state)
        return answer, states

    def _job(self, request: Request) -> list[Reference]:
        """The states after each request of a job; its requests have the same keys in every run."""
        states: list[Reference] = [self]
        for act, member_id, key, asked in _TO_DO[request.asked["name"]](self, request.at):
            one = Request(act, member_id, key, request.at, asked, {})
            states += states[-1].stages(one)[1]
        return states


ToDo = list[tuple[str, int, str, dict[str, Any]]]


def _open_transfers(reference: Reference, at: datetime) -> ToDo:
    found = [
        (transfer.opened_at, member_id, transfer_id)
        for member_id, book in reference.books.items()
        for transfer_id, transfer in book.transfers.items()
        if transfer.status == "open" and transfer.opened_at < at - TRANSFER_AGE
    ]
    return [
        ("complete", m, "", {"transfer_id": transfer_id}) for _, m, transfer_id in sorted(found)
    ]


def _stale_holds(reference: Reference, at: datetime) -> ToDo:
    found = [
        (hold.until, member_id, hold_id)
        for member_id, book in reference.books.items()
        for hold_id, hold in book.holds.items()
        if hold.status == "open" and hold.until is not None and hold.until <= at
        if not _is_with_courier(book, hold_id)
    ]
    return [_give_back(reference.books[m], m, hold_id) for _, m, hold_id in sorted(found)]


def _is_with_courier(book: Book, hold_id: str) -> bool:
    asked = {order_id for order_id, parcel in book.parcels.items() if parcel.state == "asked"}
    return any(book.orders[order_id].hold_id == hold_id for order_id in asked)


def _give_back(book: Book, member_id: int, hold_id: str) -> tuple[str, int, str, dict[str, Any]]:
    for order_id, order in book.orders.items():
        if order.hold_id == hold_id:
            return ("give_up", member_id, f"give_up:{order_id}", {"order_id": order_id})
    return ("release", member_id, f"stale:{hold_id}", {"hold_id": hold_id})


def _past(reference: Reference, _at: datetime) -> ToDo:
    return [("expire", member_id, "", {}) for member_id in sorted(reference.books)]


def _leaving(reference: Reference, at: datetime) -> ToDo:
    return [
        ("leave", member_id, "leave", {})
        for member_id, book in sorted(reference.books.items())
        if book.leaves_on and book.leaves_on <= reference.day(at) and book.status != "left"
    ]


def _to_be_rated(reference: Reference, at: datetime) -> ToDo:
    """Ratings as of the latest rating day."""
    day = reference.day(at - timedelta(hours=RATED_AT_HOUR))
    while day.day != RATED_ON_DAY_OF_MONTH:
        day -= timedelta(days=1)
    return [("rate", member_id, "", {"on": day}) for member_id in sorted(reference.books)]


def _expired_codes(reference: Reference, _at: datetime) -> ToDo:
    return [("withdraw", min(reference.books), "", {})]


def _nothing_with_points(_reference: Reference, _at: datetime) -> ToDo:
    return []


_TO_DO: dict[str, Callable[[Reference, datetime], ToDo]] = {
    "complete_transfers": _open_transfers,
    "release_stale_holds": _stale_holds,
    "expire_points": _past,
    "let_members_leave": _leaving,
    "withdraw_vouchers": _expired_codes,
    "close_days": _nothing_with_points,
    "prune_turns": _nothing_with_points,
    "rate_tiers": _to_be_rated,
    "expiry_notices": _nothing_with_points,
    "address_reminders": _nothing_with_points,
}
JOBS = tuple(_TO_DO)
