"""Numbers, dates and codes as spoken words.

They are spelled out, because speech engines read digits differently: a Mandarin one may say
一零二零零 or 一万两百 for "10200", and a quantity of billions for a phone number. Spelled out, they
sound the same with every engine, and a member can write a code down at the first hearing.

Every function takes the language as "zh" or "en" and raises KeyError for any other.
"""

import datetime
import itertools
import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from flows.language import speech_en, speech_zh

GROUP_CHARS_MAX = 4

# Members know their numbers without the country code: read out, "+86" takes two seconds and makes
# the number hard to recognise.
_COUNTRY_CODE = re.compile(r"(?:\+|00)86(?=1[0-9]{10}$)")


class _Voice(Protocol):
    """The functions of each language's module; those below document them."""

    def number(self, n: int) -> str: ...
    def numeral(self, n: int) -> str: ...
    def date(self, day: datetime.date, *, with_year: bool) -> str: ...
    def digits(self, groups: Sequence[str]) -> str: ...
    def hour(self, n: int) -> str: ...
    def time(self, hour: int, minute: int) -> str: ...


_VOICES: Mapping[str, _Voice] = {"zh": speech_zh, "en": speech_en}


def points(n: int, language: str) -> str:
    """An amount of points, without the word for "points": 两 (before 分), 一万零二百; "12,345"."""
    return _VOICES[language].number(n)


def numeral(n: int, language: str) -> str:
    """A small number in words: 二, 六; "two", "six". Above nine as `points`."""
    return _VOICES[language].numeral(n)


def date(day: datetime.date, language: str, *, with_year: bool) -> str:
    """A day of the calendar: 二零二六年十二月三十一日; "December 31, 2026"."""
    return _VOICES[language].date(day, with_year=with_year)


def digits(text: str, language: str) -> str:
    """A phone number, order or code, one character at a time, with a pause between groups.

    `text` may carry spaces, hyphens and a country's code; letters are kept, in capitals.
    幺三八，零零零零，零零零幺; "one three eight, zero zero zero zero, zero zero zero one".
    """
    runs = re.findall("[A-Z]+|[0-9]+", _COUNTRY_CODE.sub("", text).upper())
    return _VOICES[language].digits([group for run in runs for group in _groups(run)])


def hour(n: int, language: str) -> str:
    """A full hour of the day, from 0 to 24: 早上八点, 晚上九点; "8 a.m.", "9 p.m.", "noon"."""
    return _VOICES[language].hour(n)


def time(at: datetime.time, language: str) -> str:
    """A time of day: 早上八点零五分; "8:05 a.m."."""
    return _VOICES[language].time(at.hour, at.minute)


def _groups(run: str) -> list[str]:
    """Cut into groups of nearly equal length, at most four characters each, the short ones first.

    That gives what people say: 11 digits as 3-4-4, 8 as 4-4, a 6-digit code as 3-3.
    """
    count = -(-len(run) // GROUP_CHARS_MAX)
    edges = [len(run) * i // count for i in range(count + 1)]
    return [run[start:end] for start, end in itertools.pairwise(edges)]
