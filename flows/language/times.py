"""A time as members say it: 明天下午三点, 今晚8点以后, "tomorrow at 3", "after 6"."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from flows.language import times_en, times_zh
from flows.language.simplified import simplified

TEXT_CHARS_MAX = 80
_KEYED = re.compile(r"(?P<hour>[01]?[0-9]|2[0-3])(?:[:：.]?(?P<minute>[0-5][0-9]))?")
FULLY_KEYED = 4
"""The digits of a time with all of them, as 0930."""
_WAKING = range(8, 21)
"""The hours that are meant where the words leave open which half of the day it is."""
_USUAL = {"night": 1, "morning": 9, "noon": 12, "afternoon": 14, "evening": 19}
"""The hour that a part of the day begins with, as a time to call."""
_USUAL_HOUR = 10
MIDNIGHT_HOUR, LAST_HOUR = 12, 23
"""Twelve at night is the end of the day that is named; the last hour to call on it is 23."""


@dataclass(frozen=True, slots=True)
class SaidTime:
    """What the words say; None for what they leave open.

    days_ahead, weekday (Monday is 0), date, month: the day. next_week: of the weekday.
    part: "night", "morning", "noon", "afternoon" or "evening".
    is_exact: `hour` counts from 0 to 23; else it may be of either half of the day.
    after: then or later.
    days_later: counted from the day that is changed: "the day after"; from today where none is.
    """

    days_ahead: int | None = None
    weekday: int | None = None
    next_week: bool = False
    date: int | None = None
    month: int | None = None
    part: str = ""
    hour: int | None = None
    minute: int = 0
    is_exact: bool = False
    after: bool = False
    minutes_from_now: int | None = None
    days_later: int | None = None

    @property
    def is_past(self) -> bool:
        """Whether the day is before today, "yesterday": -1 days ahead, however long ago."""
        return self.days_ahead is not None and self.days_ahead < 0


def find_time(text: str) -> tuple[SaidTime, str] | None:
    """The time that the text names, and the rest of the text; None if it names none, or several, or
    the latest time and not the earliest. "Between 3 and 5" is after 3."""
    if len(text) > TEXT_CHARS_MAX:
        return None
    plain = simplified(text.lower().replace("’", "'"))
    found = times_en.find(plain) if plain.isascii() else times_zh.find(plain)
    if found is None:
        return None
    fields, rest = found
    return SaidTime(**fields), rest  # type: ignore[arg-type]


def keyed_time(text: str) -> SaidTime | None:
    """The time that is keyed as the answer to "when?": 15 and 1530; None if it is none."""
    found = _KEYED.fullmatch(text.strip())
    if found is None:
        return None
    is_exact = found["hour"].startswith("0") or len(found[0]) == FULLY_KEYED
    return SaidTime(hour=int(found["hour"]), minute=int(found["minute"] or 0), is_exact=is_exact)


def changed_moment(said: SaidTime, before: datetime, now: datetime) -> datetime | None:
    """The moment that `before` is changed to: the day stays where only an hour is said, and the
    hour where only a day is. Where that has passed, the first such time from `now` on. Nobody
    changes to today by naming its weekday: that is the next week's."""
    before = before.astimezone(now.tzinfo)
    days = (before.date() - now.date()).days
    if said.minutes_from_now is not None or days < 0:
        return moment_of(said, now)
    names_day = (said.days_ahead, said.weekday, said.date) != (None, None, None)
    kept = said if names_day else replace(said, days_ahead=days + (said.days_later or 0))
    if said.weekday == now.weekday():
        kept = replace(kept, next_week=True)
    if said.hour is None and not said.part:
        kept = replace(kept, hour=before.hour, minute=before.minute, is_exact=True)
    return moment_of(kept, now) or (moment_of(said, now) if said.days_later is None else None)


def moment_of(said: SaidTime, now: datetime) -> datetime | None:
    """The first such time from `now` on, in the zone of `now`; None if there is none: it has
    passed, or is no time, as 25 o'clock."""
    if said.minutes_from_now is not None:
        return (now + timedelta(minutes=said.minutes_from_now)).replace(second=0, microsecond=0)
    try:
        hours = _hours(said, now)
        found = [
            datetime.combine(day, time(hour, said.minute), now.tzinfo)
            for day in _days(said, now)
            for hour in hours
        ]
    except ValueError:
        return None
    return next((each for each in found if each > now), None)


def _days(said: SaidTime, now: datetime) -> list[datetime]:
    """The days that may be meant, the likeliest first."""
    if said.days_ahead is not None:
        return [now + timedelta(days=said.days_ahead)]
    if said.days_later is not None:
        return [now + timedelta(days=said.days_later)]
    if said.weekday is not None:
        monday = now - timedelta(days=now.weekday())
        this_week = monday + timedelta(days=said.weekday)
        next_week = this_week + timedelta(days=7)
        return [next_week] if said.next_week else [this_week, next_week]
    if said.date is not None:
        return _dates(said, now)
    return [now, now + timedelta(days=1)]


def _dates(said: SaidTime, now: datetime) -> list[datetime]:
    assert said.date is not None
    if said.month is not None:
        years = (now.year, now.year + 1)
        return [now.replace(year=year, month=said.month, day=said.date) for year in years]
    next_month = now.replace(day=1) + timedelta(days=32)
    return [now.replace(day=said.date), next_month.replace(day=said.date)]


def _hours(said: SaidTime, now: datetime) -> list[int]:
    """The hours that may be meant, the likeliest first."""
    if said.hour is None:
        usual = _USUAL.get(said.part, _USUAL_HOUR)
        is_over = said.part == "night"  # 半夜 at ten in the morning is no time of today any more
        is_later_today = said.days_ahead == 0 and usual <= now.hour < LAST_HOUR and not is_over
        return [now.hour + 1] if is_later_today else [usual]
    if said.is_exact or said.hour > 12:
        return [said.hour]
    match said.part:
        case "night" | "morning":
            return [said.hour % 12]
        case "noon":
            return [said.hour if said.hour >= 10 else said.hour + 12]
        case "evening" if said.hour == MIDNIGHT_HOUR:
            return [LAST_HOUR]
        case "afternoon" | "evening":
            return [said.hour % 12 + 12]
    halves = [said.hour % 12, said.hour % 12 + 12]
    return [each for each in halves if each in _WAKING] or halves
