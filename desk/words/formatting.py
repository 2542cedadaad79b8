"""Formats numbers, dates and times for a page. Times are in the programme's time zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from core.kernel import MFEN_PER_FEN
from core.loyalty import FEN_PER_YUAN
from core.programme import current_rules, local_day

YUAN_DIGITS_MAX = 7  # before the decimal point, in an amount that is typed


def number(count: float) -> str:
    return f"{int(count):,}"


def yuan(fen: int) -> str:
    """An amount of fen, in yuan with two decimals."""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02}"


def fen(mfen: int) -> str:
    """A price of mfen, in fen: without decimals where it is a whole number of them."""
    return f"{Decimal(mfen) / MFEN_PER_FEN:,f}"


def day(on: date | str, language: str) -> str:
    day = date.fromisoformat(on) if isinstance(on, str) else on
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day:%b} {day.day}, {day.year}"


def month_of_year(first_day: date, language: str) -> str:
    if language == "zh":
        return f"{first_day.year}年{first_day.month}月"
    return f"{first_day:%b %Y}"


def moment(at: datetime, language: str, now: datetime) -> str:
    """The time, with the date unless it is today's, and with the year unless it is this year's."""
    local = at.astimezone(current_rules().zone)
    time = f"{local:%H:%M}"
    if local_day(at) == local_day(now):
        return time
    if language == "zh":
        year = "" if local.year == local_day(now).year else f"{local.year}年"
        return f"{year}{local.month}月{local.day}日 {time}"
    year = "" if local.year == local_day(now).year else f", {local.year}"
    return f"{local:%b} {local.day}{year}, {time}"


def clock(at: datetime) -> str:
    return f"{at.astimezone(current_rules().zone):%H:%M}"


def duration(time: timedelta, language: str) -> str:
    """Whole minutes, or seconds where they are no whole minutes."""
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    if seconds:
        return f"{int(time.total_seconds())} {'秒' if language == 'zh' else 's'}"
    return f"{minutes} {'分钟' if language == 'zh' else 'min'}"


def to_the_second(at: datetime) -> str:
    return f"{at.astimezone(current_rules().zone):%Y-%m-%d %H:%M:%S}"
