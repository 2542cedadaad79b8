"""A member's lots of points as bars on a time line, from the day they were earned to their last
day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from core.ledger import OpenLot
from core.programme import current_rules, local_day

ROWS_MAX = 24
NEVER_SHOWN_AS = timedelta(days=365)  # after today, where no lot expires


@dataclass(frozen=True, slots=True)
class LotBar:
    """`begins` and `width`: in percent of the time line, and `waits`, the part of it on which the
    points cannot be used yet: 0 from the day on which they can. `days_left`: None: it never
    expires."""

    lot: OpenLot
    begins: float
    width: float
    waits: float
    days_left: int | None

    @property
    def expires_soon(self) -> bool:
        """Within the time in which the member is told of it."""
        soon = max(current_rules().expiry.notices_days_before)
        return self.days_left is not None and self.days_left <= soon


@dataclass(frozen=True, slots=True)
class LotTimeline:
    """`today`: its place in percent. `others`: the number of lots without a row, which expire
    last."""

    first: date
    last: date
    today: float
    bars: list[LotBar]
    others: int


def timeline_of(lots: Sequence[OpenLot], today: date) -> LotTimeline | None:
    """None if there are no lots."""
    if not lots:
        return None
    first = min(local_day(each.earned_at) for each in lots)
    ends = [each.expires_at for each in lots if each.expires_at]
    last = max([*ends, today + timedelta(days=1)]) if ends else today + NEVER_SHOWN_AS
    last = max([last, *(each.usable_from for each in lots if each.usable_from)])

    def place(day: date) -> float:
        return round(100 * (day - first) / (last - first), 2)

    bars = []
    for each in lots[:ROWS_MAX]:
        begins, end = place(local_day(each.earned_at)), place(each.expires_at or last)
        days_left = (each.expires_at - today).days if each.expires_at else None
        width = round(max(1, end - begins), 2)
        is_waiting = each.usable_from is not None and each.usable_from > today
        waits = place(each.usable_from) - begins if each.usable_from and is_waiting else 0
        bars.append(LotBar(each, begins, width, round(waits, 2), days_left))
    return LotTimeline(first, last, place(today), bars, len(lots) - len(bars))
