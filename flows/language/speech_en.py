"""Spoken English. Called through flows.language.speech, which documents each function.

Amounts stay numerals: every English engine reads "12,345" right.
"""

import datetime
from collections.abc import Sequence

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NUMERALS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
)


def number(n: int) -> str:
    # Some engines say "dash" for a hyphen before a numeral, others nothing.
    return f"minus {-n:,}" if n < 0 else f"{n:,}"


def numeral(n: int) -> str:
    return _NUMERALS[n] if 0 <= n < len(_NUMERALS) else number(n)


def date(day: datetime.date, *, with_year: bool) -> str:
    # strftime would follow the server's locale.
    spoken = f"{_MONTHS[day.month - 1]} {day.day}"
    return f"{spoken}, {day.year}" if with_year else spoken


def digits(groups: Sequence[str]) -> str:
    # Words, since engines read "0 0 0 1" as "one", or "1 3 8" as an amount in pounds.
    return ", ".join(
        " ".join(_NUMERALS[int(char)] if char.isdigit() else char for char in group)
        for group in groups
    )


def hour(n: int) -> str:
    if n % 12 == 0:
        return "noon" if n == 12 else "midnight"
    return f"{n % 12} {'a.m.' if n < 12 else 'p.m.'}"


def time(hour: int, minute: int) -> str:
    return f"{hour % 12 or 12}:{minute:02} {'a.m.' if hour < 12 else 'p.m.'}"
