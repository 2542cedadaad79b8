"""Days in the programme's time zone, whatever the server's is."""

from datetime import UTC, date, datetime, time, timedelta

from core.programme.current import current_rules
from core.programme.working_days import is_working_day

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""Systems write 0001-01-01 or 9999-12-31 for "unknown" and "never". Arithmetic with such days
leaves what a date can represent."""


def is_day(given: date | datetime) -> bool:
    """Whether it can be the day, or the moment, of anything. Asked of what comes from others."""
    return FIRST_DAY <= (given.date() if isinstance(given, datetime) else given) <= LAST_DAY


def local_day(at: datetime) -> date:
    """The programme's day at that moment."""
    return at.astimezone(current_rules().zone).date()


def start_of_day(day: date) -> datetime:
    """Midnight at the beginning of the day, in UTC."""
    return datetime.combine(day, time(), current_rules().zone).astimezone(UTC)


def after_working_days(at: datetime, count: int) -> datetime:
    """The same time of day, `count` working days later."""
    today = local_day(at)
    return at + (add_working_days(today, count) - today)


def add_working_days(day: date, count: int) -> date:
    """That many working days later, without the day itself."""
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def years_between(earlier: date, later: date) -> int:
    """Whole years, as a person's age is counted."""
    return later.year - earlier.year - ((later.month, later.day) < (earlier.month, earlier.day))


def months_before(day: date, months: int) -> date:
    """The same day of the month, or the month's last day where it is shorter (31 March less a
    month)."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = date(year, month + 1, 1)
    next_first = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (next_first - timedelta(days=1)).day
    return first.replace(day=min(day.day, last))


def months_after(day: date, months: int) -> date:
    """As months_before(), but later."""
    return months_before(day, -months)
