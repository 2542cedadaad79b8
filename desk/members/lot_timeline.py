"""A member's lots of points: the days from today on which some expire or can first be used, and
what is left after each if nothing is spent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.ledger import OpenLot
from core.programme import current_rules

ROWS_MAX = 24


@dataclass(frozen=True, slots=True)
class LotRow:
    """`days_left`: None: it never expires. `waits`: it cannot be used yet."""

    lot: OpenLot
    days_left: int | None
    waits: bool

    @property
    def expires_soon(self) -> bool:
        """Within the time in which the member is told of it."""
        soon = max(current_rules().expiry.notices_days_before)
        return self.days_left is not None and self.days_left <= soon


@dataclass(frozen=True, slots=True)
class DayOfPoints:
    """`usable`: the points that can be used from this day; `expiring`: those whose last day it is;
    `left`: what can be used after it."""

    day: date
    usable: int
    expiring: int
    left: int


@dataclass(frozen=True, slots=True)
class LotTimeline:
    """`others`: the number of lots without a row, which expire last. `days`: today alone if nothing
    will change."""

    rows: list[LotRow]
    others: int
    days: list[DayOfPoints]


def timeline_of(lots: Sequence[OpenLot], today: date) -> LotTimeline | None:
    """None if there are no lots."""
    if not lots:
        return None
    rows = [_row(each, today) for each in lots[:ROWS_MAX]]
    return LotTimeline(rows, len(lots) - len(rows), _days(lots, today))


def _row(lot: OpenLot, today: date) -> LotRow:
    days_left = (lot.expires_at - today).days if lot.expires_at else None
    return LotRow(lot, days_left, _waits(lot, today))


def _waits(lot: OpenLot, today: date) -> bool:
    return lot.usable_from is not None and lot.usable_from > today


def _days(lots: Sequence[OpenLot], today: date) -> list[DayOfPoints]:
    first = {each.usable_from for each in lots if _waits(each, today)}
    last = {each.expires_at for each in lots}
    left = sum(each.remaining for each in lots if not _waits(each, today))
    found = []
    for day in sorted(day for day in {today, *first, *last} if day):
        usable = sum(
            each.remaining for each in lots if _waits(each, today) and each.usable_from == day
        )
        expiring = sum(each.remaining for each in lots if each.expires_at == day)
        left += usable - expiring
        found.append(DayOfPoints(day, usable, expiring, left))
    return found
