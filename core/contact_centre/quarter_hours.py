"""The handovers of a day by quarter hour, for the curve on the supervisors' wall."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from core.programme import start_of_day

QUARTER_HOUR = timedelta(minutes=15)


@dataclass(slots=True)
class QuarterHour:
    """The handovers that were asked for between `begins` and a quarter of an hour later, and what
    has become of them: some may still wait, or be called back later."""

    begins: datetime
    offered: int = 0
    answered: int = 0
    abandoned: int = 0


def by_quarter_hour(handovers: Iterable[Any], day: date) -> list[QuarterHour]:
    """Every quarter hour of the programme's day. `handovers`: rows with requested_at, talking_at
    and outcome."""
    since, until = start_of_day(day), start_of_day(day + timedelta(days=1))
    quarters = [
        QuarterHour(since + n * QUARTER_HOUR) for n in range((until - since) // QUARTER_HOUR)
    ]
    for row in handovers:
        quarter = quarters[(row.requested_at - since) // QUARTER_HOUR]
        quarter.offered += 1
        quarter.answered += row.talking_at is not None
        quarter.abandoned += row.outcome == "abandoned"
    return quarters
