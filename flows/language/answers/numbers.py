"""Numbers as members answer them: an amount with its unit, digits that are read out one by one, and
the number of an option."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from flows.language.answers import numerals
from flows.language.answers.data import any_of, names, phrases
from flows.language.answers.mixed_numerals import in_digits
from flows.language.answers.text import ANSWER_CHARS_MAX, is_left_open
from flows.language.simplified import simplified

_BEFORE = any_of(phrases("number", "before"))
_BEFORE_DIGITS = any_of([*phrases("number", "before"), *phrases("number", "before_digits")])
_BEFORE_OPTION = any_of([*phrases("number", "before"), *phrases("number", "before_option")])
_UNITS = {unit: any_of(phrases("unit", unit)) for unit in names("unit")}
_OPTION_UNITS = any_of(phrases("number", "option_units"))

_CHAR = f"0-9{numerals.AMOUNT_CHARS_ZH}"
_DIGIT_CHAR = f"{_CHAR}{numerals.RADIO_CHARS_ZH}"
_NUMBER, _ONE_BY_ONE = (
    rf"(?P<number>[{char}][{char}kw.,\s-]*?|(?:[0-9]+\s)?[a-z][a-z\s-]*?)"
    for char in (_CHAR, _DIGIT_CHAR)
)
# Possessive (*+) where phrases repeat: without it 那就那就那就 would take exponential time.
_TAIL = rf"\s*(?:{any_of(phrases('number', 'after'))}\s*)*+"
_UNIT = "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items())
_AMOUNT = re.compile(rf"(?:{_BEFORE}\s*)*+{_NUMBER}\s*(?:{_UNIT})?{_TAIL}")
_DIGITS = re.compile(rf"(?:{_BEFORE_DIGITS}\s*)*+{_ONE_BY_ONE}{_TAIL}")
_OPTION = re.compile(
    rf"(?P<before>(?:(?:{_BEFORE_OPTION}|#)\s*)*+){_NUMBER}"
    rf"\s*(?P<after>{_OPTION_UNITS})?{_TAIL}"
)
_ORDINALS = (
    ("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th"), ("fifth", "5th"),
    ("sixth", "6th"), ("seventh", "7th"), ("eighth", "8th"), ("ninth", "9th"),
)  # fmt: skip
_ORDINALS_EN = {word: number for number, words in enumerate(_ORDINALS, 1) for word in words}
_ORDINAL_EN = re.compile(
    rf"(?:{_BEFORE_OPTION}\s)*+(?:the\s)?({any_of(_ORDINALS_EN)})"
    rf"(?:\s{_OPTION_UNITS})?{_TAIL}"
)
# "500 500 points" says an amount twice, as who copies a line of a list does.
_TWICE = re.compile(
    r"(?<![\d,.])(?:(\d{2,})[\s,，、]+(?=\1(?![\d,.]))"
    rf"|(\d+)\s*(?:{'|'.join(_UNITS.values())})[\s,，、]*(?=\2(?![\d,.])))"
)
_SEVERAL = re.compile(r"\d{2}\s+\d(?!\d{2}(?!\d))|\d\s+\d{2}(?!\d(?!\d))")
"""Two numbers beside each other, and neither digits one by one nor thousands: "500 50"."""
_GROUPS = re.compile(r"\d+(?:\s+\d+)+")
_WHOLE = re.compile(r"(?<!\d)\d{7,}(?!\d)")
_COUNTRY = re.compile(r"^\W*(?:\+\s*\d{1,3}|(?:00)?86)\s+")
THOUSANDS = 3
ONE_BY_ONE_MIN = 3
"""三五 and 五六 are "a few"; 五零零 is a number."""
_OUTER = " 。.,，!！:：;；、“”\"'…~"


@dataclass(frozen=True, slots=True)
class Amount:
    """unit: "points", "yuan", "gift" (its number), or "" where none is said."""

    value: int
    unit: str


def amount_of(text: str) -> Amount | None:
    """The amount that the whole of `text` says, once or twice: 50 yuan for 五十块钱; None for
    anything else, as 五百左右."""
    match = _AMOUNT.fullmatch(_TWICE.sub("", in_digits(_spelled(text))))
    if match is None:
        return None
    said = match["number"].strip()
    value = numerals.amount(said)
    unit = next((unit for unit in _UNITS if match[unit]), "")
    is_apart = _SEVERAL.search(said) or (not unit and _is_listed(said))
    if value is None and not is_apart:  # 五零零, "five oh oh"
        one_by_one = numerals.digits(said)
        is_number = one_by_one is not None and len(one_by_one) >= ONE_BY_ONE_MIN
        value = int(one_by_one) if is_number and one_by_one else None
    return None if value is None else Amount(value, unit)


def _is_listed(said: str) -> bool:
    """Whether digits with gaps are several numbers, and no thousands: "1 2 3", not "1 000"."""
    if not _GROUPS.fullmatch(said):
        return False
    first, *others = map(len, said.split())
    return first >= THOUSANDS or any(each != THOUSANDS for each in others)


def are_apart(text: str) -> bool:
    """Whether a long number stands in it beside another one, so that they must not be joined:
    "13800000001 300", but not "86 13800000001"."""
    wide = unicodedata.normalize("NFKC", text)
    rest = _COUNTRY.sub("", wide)
    return bool(_WHOLE.search(rest)) and len(re.findall(r"\d+", rest)) > 1


def digits_of_words(text: str) -> str | None:
    """The digits that the whole of `text` says one by one: 138 for 幺三八."""
    if are_apart(text):
        return None
    match = _DIGITS.fullmatch(_spelled(text))
    return numerals.digits(match["number"].strip()) if match else None


@dataclass(frozen=True, slots=True)
class OptionNumber:
    """is_place: it was said as a place in the list ("the second one"), not as a key."""

    number: int
    is_place: bool


def option_of(text: str) -> OptionNumber | None:
    """The number of the option that the whole of `text` names: 3 for 选三, 第三个, "the third one",
    "number three"; None for anything else."""
    spelled = _spelled(text).replace("no.", "no")
    if ordinal := _ORDINAL_EN.fullmatch(spelled):
        return OptionNumber(_ORDINALS_EN[ordinal.group(1)], is_place=True)
    match = _OPTION.fullmatch(spelled)
    if match is None or (match["after"] in ("个", "one") and "第" not in match["before"]):
        return None  # 一个 and "one one" name no place
    number = numerals.amount(match["number"].strip())
    return None if number is None else OptionNumber(number, "第" in match["before"])


def _spelled(text: str) -> str:
    """One spelling, with the punctuation within numbers; "" for a text that is too long, or that
    asks: "1?"."""
    if len(text) > ANSWER_CHARS_MAX or is_left_open(text):
        return ""
    wide = numerals.in_plain_numerals(simplified(unicodedata.normalize("NFKC", text).casefold()))
    return wide.replace("'", "").replace("’", "").strip(_OUTER)
