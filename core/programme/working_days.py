"""Working days in mainland China: public holidays, and the weekend days that are worked for them.

The State Council publishes the days of a year in the November before. Of a year that the library
`holidays` does not know yet, Monday to Friday count: a promise may then be earlier than it need be.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache

from holidays import country_holidays

SATURDAY = 5


def is_working_day(day: date) -> bool:
    return _exceptions(day.year).get(day, day.weekday() < SATURDAY)


@cache
def _exceptions(year: int) -> Mapping[date, bool]:
    """Whether the days of that year are worked that differ from other weeks; none before they are
    published. Each year that is published has weekend days that are worked."""
    calendar = country_holidays("CN", years=year, expand=False)
    worked = [day for day in calendar.weekend_workdays if day.year == year]
    return dict.fromkeys(calendar, False) | dict.fromkeys(worked, True) if worked else {}
