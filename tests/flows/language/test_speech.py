"""Spoken numbers, dates and codes: tables, and Mandarin numbers read back as integers."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.language import speech

MANDARIN = {
    0: "零",
    1: "一",
    2: "两",
    10: "十",
    11: "十一",
    12: "十二",
    20: "二十",
    22: "二十二",
    25: "二十五",
    100: "一百",
    102: "一百零二",
    110: "一百一十",
    112: "一百一十二",
    200: "两百",
    202: "两百零二",
    222: "两百二十二",
    1000: "一千",
    1002: "一千零二",
    1010: "一千零一十",
    1200: "一千二百",
    2000: "两千",
    2002: "两千零二",
    2200: "两千二百",
    3200: "三千二百",
    5000: "五千",
    9000: "九千",
    10000: "一万",
    10002: "一万零二",
    10010: "一万零一十",
    10200: "一万零二百",
    12000: "一万两千",
    12345: "一万两千三百四十五",
    20000: "两万",
    22222: "两万两千二百二十二",
    88888: "八万八千八百八十八",
    100000: "十万",
    100010: "十万零一十",
    102000: "十万两千",
    120000: "十二万",
    200000: "二十万",
    1020000: "一百零二万",
    2000000: "两百万",
    2000200: "两百万零二百",
    20020000: "两千零二万",
    22000000: "两千二百万",
    100000000: "一亿",
    100002000: "一亿零两千",
    100010000: "一亿零一万",
    100010001: "一亿零一万零一",
    200000000: "两亿",
    202000000: "两亿零二百万",
    1000000000: "十亿",
    1234567890: "十二亿三千四百五十六万七千八百九十",
    20000000000: "两百亿",
    1000000000000: "一万亿",
    1000100000000: "一万零一亿",
    -1: "负一",
    -2: "负两",
    -10200: "负一万零二百",
}

_NUMERALS = {char: n for n, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def heard(words: str) -> int:
    """The number that a listener understands: split at the largest unit, both sides alike."""
    if words.startswith("负"):
        return -heard(words.removeprefix("负"))
    for unit, size in reversed(_UNITS.items()):
        high, found, low = words.rpartition(unit)
        if found:
            return (heard(high) if high else 1) * size + (heard(low) if low else 0)
    return _NUMERALS[words.removeprefix("零") or "零"]


@pytest.mark.parametrize(("n", "words"), MANDARIN.items())
def test_mandarin_amounts_are_spelled_out(n: int, words: str) -> None:
    assert speech.points(n, "zh") == words


@given(st.integers(-(10**12), 10**12))
def test_mandarin_amounts_parse_back_to_same_number(n: int) -> None:
    assert heard(speech.points(n, "zh")) == n


@given(st.integers(-(10**12), 10**12))
def test_mandarin_amounts_have_no_awkward_zero_and_no_awkward_two(n: int) -> None:
    words = speech.points(n, "zh").removeprefix("负")
    assert "零零" not in words
    assert words == "零" or not words.endswith("零")
    assert not any(awkward in words for awkward in ("零百", "零千", "两十", "二千", "百两百"))


def test_small_mandarin_amounts_are_all_worded_differently() -> None:
    said = {speech.points(n, "zh"): n for n in range(20_001)}
    assert len(said) == 20_001
    assert all(heard(words) == n for words, n in said.items())


@pytest.mark.parametrize(
    ("n", "words"),
    [(0, "0"), (1, "1"), (999, "999"), (12345, "12,345"), (-1200, "minus 1,200")],
)
def test_english_amounts_use_thousands_separators(n: int, words: str) -> None:
    assert speech.points(n, "en") == words


@pytest.mark.parametrize(
    ("day", "with_year", "zh", "en"),
    [
        ((2026, 12, 31), True, "二零二六年十二月三十一日", "December 31, 2026"),
        ((2026, 12, 31), False, "十二月三十一日", "December 31"),
        ((2028, 2, 2), True, "二零二八年二月二日", "February 2, 2028"),
        ((2110, 10, 20), True, "二一一零年十月二十日", "October 20, 2110"),
        ((2026, 1, 12), False, "一月十二日", "January 12"),
    ],
)
def test_dates_are_worded_with_or_without_year(
    day: tuple[int, int, int], with_year: bool, zh: str, en: str
) -> None:
    date = datetime.date(*day)
    assert speech.date(date, "zh", with_year=with_year) == zh
    assert speech.date(date, "en", with_year=with_year) == en


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        ("13800000001", "幺三八，零零零零，零零零幺"),
        ("138 0000 0001", "幺三八，零零零零，零零零幺"),
        ("+8613800000001", "幺三八，零零零零，零零零幺"),
        ("008613800000001", "幺三八，零零零零，零零零幺"),
        ("20261231", "二零二六，幺二三幺"),
        ("135790", "幺三五，七九零"),
        ("10086", "幺零，零八六"),
        ("105", "幺零五"),
        ("2", "二"),
        ("DD-20260102", "D D，二零二六，零幺零二"),
        ("c7", "C，七"),
        ("", ""),
        ("****", ""),
    ],
)
def test_mandarin_digits_are_read_singly_in_groups(text: str, zh: str) -> None:
    assert speech.digits(text, "zh") == zh


@pytest.mark.parametrize(
    ("text", "en"),
    [
        ("+8613800000001", "one three eight, zero zero zero zero, zero zero zero one"),
        ("123456", "one two three, four five six"),
        ("20261231", "two zero two six, one two three one"),
        ("CX12", "C X, one two"),
    ],
)
def test_english_digits_are_read_singly_in_groups(text: str, en: str) -> None:
    assert speech.digits(text, "en") == en


@given(st.text("0123456789", min_size=1, max_size=30).filter(lambda text: text[:2] != "00"))
def test_no_digit_is_lost_and_groups_are_short(text: str) -> None:
    groups = speech.digits(text, "zh").split("，")
    back = str.maketrans("零幺二三四五六七八九", "0123456789")
    assert "".join(groups).translate(back) == text
    assert all(1 <= len(group) <= speech.GROUP_CHARS_MAX for group in groups)


def test_unknown_language_raises_key_error() -> None:
    with pytest.raises(KeyError):
        speech.points(1, "fr")


@pytest.mark.parametrize(
    ("hour", "zh", "en"),
    [
        (0, "零点", "midnight"),
        (2, "凌晨两点", "2 a.m."),
        (8, "早上八点", "8 a.m."),
        (12, "中午十二点", "noon"),
        (14, "下午两点", "2 p.m."),
        (21, "晚上九点", "9 p.m."),
        (24, "晚上十二点", "midnight"),
    ],
)
def test_hours_are_worded_by_time_of_day(hour: int, zh: str, en: str) -> None:
    assert (speech.hour(hour, "zh"), speech.hour(hour, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("at", "zh", "en"),
    [
        ("00:00", "零点", "12:00 a.m."),
        ("08:05", "早上八点零五分", "8:05 a.m."),
        ("12:20", "中午十二点二十分", "12:20 p.m."),
        ("23:58", "晚上十一点五十八分", "11:58 p.m."),
    ],
)
def test_time_of_day_is_worded(at: str, zh: str, en: str) -> None:
    moment = datetime.time.fromisoformat(at)
    assert (speech.time(moment, "zh"), speech.time(moment, "en")) == (zh, en)
