"""Working days by China's calendar: holidays, and the weekend days that are worked for them."""

from datetime import UTC, date, datetime

import pytest

from core.programme import after_working_days
from core.programme.calendar import add_working_days
from core.programme.working_days import is_working_day


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2026, 2, 13), True),  # the Friday before Spring Festival
        (date(2026, 2, 14), True),  # a Saturday that is worked for it
        (date(2026, 2, 16), False),
        (date(2026, 2, 23), False),
        (date(2026, 2, 28), True),  # a Saturday that is worked for it
        (date(2026, 3, 1), False),  # a Sunday
        (date(2026, 9, 20), True),  # a Sunday that is worked for National Day
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),  # a Saturday that is worked for it
        (date(2026, 10, 11), False),
    ],
)
def test_holidays_and_weekend_days_worked_for_them(day: date, is_worked: bool) -> None:
    assert is_working_day(day) == is_worked


def test_deadlines_leave_out_holidays_and_count_days_that_are_worked_for_them() -> None:
    assert add_working_days(date(2026, 2, 13), 5) == date(2026, 2, 27)
    assert add_working_days(date(2026, 9, 30), 5) == date(2026, 10, 13)
    # Half past seven in the morning in Shanghai.
    filed = datetime(2026, 9, 29, 23, 30, tzinfo=UTC)
    assert after_working_days(filed, 5) == datetime(2026, 10, 12, 23, 30, tzinfo=UTC)


def test_a_year_whose_days_are_not_published_yet_has_plain_weeks() -> None:
    assert is_working_day(date(2090, 10, 2)), "a Monday"
    assert not is_working_day(date(2090, 10, 7)), "a Saturday"
    assert add_working_days(date(2090, 9, 29), 5) == date(2090, 10, 6)
