"""Spoken Mandarin. Called through flows.language.speech, which documents each function."""

import datetime
import re
from collections.abc import Sequence

_NUMERALS = "零一二三四五六七八九"
# 一 and 七 sound alike on a bad line, so codes and phone numbers say 幺.
_CODE_NUMERALS = str.maketrans("0123456789", "零幺二三四五六七八九")
_UNITS = ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十"))

# The first hour of each part of the day, the latest first.
_DAY_PARTS = ((18, "晚上"), (13, "下午"), (12, "中午"), (6, "早上"), (1, "凌晨"), (0, ""))


def number(n: int) -> str:
    """A quantity, as said before a measure word.

    二 turns into 两 alone (两分), before 千 万 亿 (一万两千), and before 百 only at the head:
    两百, but 一千二百 and 一万零二百. A leading 一十 is 十, but 一百一十.
    """
    if n < 0:
        return "负" + number(-n)
    if n == 2:
        return "两"
    words = _inside(n)
    if words.startswith("一十"):
        return words.removeprefix("一")
    if words.startswith("二百"):
        return "两" + words.removeprefix("二")
    return words


def numeral(n: int) -> str:
    return _counted(n)


def date(day: datetime.date, *, with_year: bool) -> str:
    year = "".join(_NUMERALS[int(digit)] for digit in str(day.year)) + "年" if with_year else ""
    return f"{year}{_counted(day.month)}月{_counted(day.day)}日"


def digits(groups: Sequence[str]) -> str:
    spoken = "，".join(groups).translate(_CODE_NUMERALS)
    # Letters side by side would be read as a word ("DD" as one sound).
    return re.sub("(?<=[A-Z])(?=[A-Z])", " ", spoken)


def hour(n: int) -> str:
    part = next(name for first, name in _DAY_PARTS if n >= first)
    return f"{part}{number(n if n <= 12 else n - 12)}点"


def time(hour_of_day: int, minute: int) -> str:
    gap = "零" if 0 < minute < 10 else ""
    return hour(hour_of_day) + (f"{gap}{_counted(minute)}分" if minute else "")


def _inside(n: int) -> str:
    """The words for n >= 0 within a longer number: 二百, 一十."""
    for size, unit in _UNITS:
        if n >= size:
            high, low = divmod(n, size)
            head = "两" if high == 2 and size >= 1000 else _inside(high)
            # 零 stands once for any run of empty places, and never at the end.
            gap = "零" if 0 < low < size // 10 else ""
            return head + unit + (gap + _inside(low) if low else "")
    return _NUMERALS[n]


def _counted(n: int) -> str:
    """Dates and bare numbers say 二, never 两: 二月."""
    return number(n).replace("两", "二")
