"""The reference's rules for bills: their worth in points and in growth."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from books import MFEN, Answer, Book, Growth, Refusal, Terms
from rules import Request, Rules

SOURCES, EARNING = ("mobile", "fixed_line", "services"), ("fee", "usage")
KINDS = (*EARNING, "gifted", "penalty", "one_off")
PERCENT_OF_TIER = {"basic": 100, "silver": 120, "gold": 150, "diamond": 200}
TENURE_PERCENT = ((5, 30), (2, 20), (1, 10))  # years, percent; the first that fits


class Earning(Rules):
    def _bill(self, r: Request) -> Answer:
        book, on = self._book(r.member_id), r.asked["on"]

        def act() -> Answer:
            if book.status != "active":
                raise Refusal("NotAllowed")
            yuan = _yuan(r.asked["charges"])
            points = [*_billed(book, yuan, on), *_as_points(book, r.asked["extras"], on)]
            midnight = datetime.combine(on, time(), self.zone).astimezone(UTC)
            growth = [Growth(whole, midnight) for whole in yuan.values() if whole]
            for amount, kind, terms in points:
                book.grant(amount, terms.issuer, kind, terms)
            book.growth += growth
            for place in range(len(points) + len(growth)):
                self.keys[r.member_id, f"{r.key}:{place}"] = ((), ())
            return ("earned", sum(p[0] for p in points), sum(g.amount for g in growth))

        return self._once(r, act)


Granted = tuple[int, str, Terms]


def worth(book: Book, charges: Any, on: date) -> int:
    """The points of a bill with these charges."""
    return sum(points for points, _, _ in _billed(book, _yuan(charges), on))


def _yuan(charges: Any) -> dict[str, int]:
    if any(source not in SOURCES or kind not in KINDS for source, kind, _ in charges):
        raise Refusal("BadBill")
    return {
        name: sum(fen for source, kind, fen in charges if source == name and kind in EARNING) // 100
        for name in SOURCES
    }


def _billed(book: Book, yuan: dict[str, int], on: date) -> list[Granted]:
    """The points of each source and the tenure bonus; amounts of 0 are left out."""
    terms = _usual(book, on)
    found = [(whole * PERCENT_OF_TIER[book.tier] // 100, name) for name, whole in yuan.items()]
    had_birthday = (on.month, on.day) >= (book.joined_on.month, book.joined_on.day)
    years = on.year - book.joined_on.year - (0 if had_birthday else 1)
    percent = next((percent for least, percent in TENURE_PERCENT if years >= least), 0)
    found.append((sum(points for points, _ in found) * percent // 100, "bonus"))
    return [(points, kind, terms) for points, kind in found if points]


def _as_points(book: Book, extras: Any, on: date) -> list[Granted]:
    usual = _usual(book, on)
    return [
        (
            points,
            source,
            Terms(until or usual.last_day, f"partner:{who}" if who else usual.issuer, MFEN),
        )
        for source, points, until, who in extras
    ]


def _usual(book: Book, on: date) -> Terms:
    return Terms(date(on.year + 2, 12, 31), f"province:{book.province}", MFEN)
