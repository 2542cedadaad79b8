"""What a wish is about: the amount that its words contain."""

from __future__ import annotations

import re

from flows.language.answers import numerals
from flows.language.answers.mixed_numerals import SCALE, in_digits
from flows.language.simplified import simplified
from flows.language.understanding import telephones
from flows.language.understanding.features import CHARS_MAX

HALF, KEEPING = "half", "keep"
"""As an amount: half of what the member has, and all but so many: "keep1000"."""
ALL = "all"
"""As an amount: as much as can be had, or everything that the member has."""
AMOUNT_DIGITS_MAX = 5
_PART = (
    rf"(?!\d|[.,]\d|\s*(?:{SCALE}|多(?!少)|[A-Z]*\s?\b(?:OR\s+(?:SO|MORE|THEREABOUTS)|PLUS)\b|\+))"
)
"""Digits before these are not all of the number, or only nearly it: 500多, "2 thousand or so"."""
_NUMBER = re.compile(rf"(?<![A-Z\d.-])(?<!\d,)(?:\d{{1,3}}(?:,\d{{3}})+|\d+){_PART}", re.IGNORECASE)
_WORTH = r"\s*(?:块|元|分|积分|YUAN|RMB|BUCKS?|POINTS?|PTS)(?![A-Z])"
_UNIT = rf"(?:{_WORTH}|\s*(?:个?G|GB?|GIGS?)(?![A-Z]))"
_POINTS = re.compile(
    rf"(?:\d[\d,]*|[{numerals.AMOUNT_CHARS_ZH}]+)\s*(?:个?积?分(?![之钟])|(?:POINTS?|PTS)(?![A-Z]))"
)
_PIECES = r"(?<![第号\d])\d+\s*(?:个(?!G)|只|件|副|台|份|套|盒|把|双|PIECES?|PCS)"
_NO_NUMBER = re.compile(rf"[\d,.]+{_WORTH}|{_PIECES}")
"""What is no gift's number: what it is worth, and how many of it are wanted."""
_PLACE = re.compile(r"第\s*\d+|\d+\s*(?:[号位人]|个(?:人|号)|(?:ST|ND|RD|TH)\b)|(?:\bNO\.|#)\s*\d+")
"""What is counted or numbered is no amount: 4号 is a person, or a key."""
_AND_EN = re.compile(r"\b(HUNDRED|THOUSAND) (?:N|'N'?|&) ")
_MONTH_OR_DAY = re.compile(r"(?<![\d.,])(?:[1-9]|1[0-2])\s*月份?(?:\s*\d{1,2}\s*[日号])?")
# Not 十分 (very), 一块 (together) and 百分之, which are no amounts.
_NUMERAL_ZH = re.compile(
    rf"(?!十分|一块(?!钱)|百?分之)([{numerals.AMOUNT_CHARS_ZH}]++)(?={_UNIT})(?!分[之钟])"
)
_GREAT_ZH = re.compile(
    rf"(?<![{numerals.AMOUNT_CHARS_ZH}几])([一两二三四五六七八九十]+[百千万]"
    rf"[{numerals.AMOUNT_CHARS_ZH}]*+)(?![多几来个余])"
)
_WORD_EN = "|".join((*numerals.NUMBER_WORDS_EN, "hundred", "thousand"))
_NUMERAL_EN = re.compile(
    rf"\b(?<!\bor )((?:a )?(?:{_WORD_EN})\b(?:(?:[ -]| and )(?:{_WORD_EN})\b)*+)(?! or )",
    re.IGNORECASE,
)
_UNIT_BEHIND = re.compile(rf"\s{_UNIT}")
_GREAT_EN = re.compile("hundred|thousand", re.IGNORECASE)
_HALF = re.compile(rf"[\d{numerals.AMOUNT_CHARS_ZH}]\s*个?G?半|半个?G|\bHALF\b")
"""With a half the rest is not the number."""
_ALL = re.compile(
    "全部|所有|全都|统统|[全都](?:换|兑|转|送|给)|积分都|"
    r"\bALL (?:OF )?(?:MY|THE|MY LOYALTY) POINTS\b|\bALL OF (?:IT|THEM)\b|\bEVERYTHING\b|"
    r"\b(?:THEM|IT|POINTS) ALL\b"
)
_AMOUNT_KEPT = rf"(?:\d[\d,]*|[{numerals.AMOUNT_CHARS_ZH}]+)"
_KEPT = re.compile(
    rf"(?:[留剩]下?|保留|留着)(?:个|我)?(?P<zh>{_AMOUNT_KEPT})"
    rf"|\b(?:ALL|EVERYTHING) (?:BUT|EXCEPT) (?P<but>\d[\d,]*)|\bKEEP (?P<en>\d[\d,]*)"
)
_REST = re.compile(
    r"其[他它余]|剩下?的|剩余|余下|别的|都|全|\b(?:REST|OTHERS?|REMAINING|BUT|EXCEPT)\b"
)
_HALF_OF_ALL = re.compile(r"(?<![\d点])(?:一半|半数)|(?<!\d )(?<!AND A )\bHALF(?! A| AN| PAST|-)\b")
_MEGABYTES = re.compile(r"(?<![\d.,-])(\d+(?:\.\d+)?)\s*(?:MB?(?![A-Z])|兆)")
MEGABYTES_CHARS_MAX = 7
"""A longer number is no amount of data that anybody wants, and is passed on as it is."""


def number_in(text: str) -> str:
    """The gift's number in the words, as digits; '' if there is none, or more than one: it is not
    clear then which is meant. 3000 points, 10 yuan and two pieces are no gift's
    number."""
    return _only(_digits_in(_NO_NUMBER.sub(" ", plain_words(text))))


def amount_in(text: str) -> str:
    """The amount in the words, as number_in() has it, or ALL."""
    return plain_amount_in(plain_words(text))


def plain_amount_in(plain: str) -> str:
    """The same of words as plain_words() has them."""
    return plain_number_in(plain) or (ALL if _ALL.search(plain) else "")


def yuan_in(text: str) -> str:
    """As amount_in(), of what is bought with points, which are none of it: 10 of 1000分换10元."""
    return amount_in(_POINTS.sub(" ", plain_words(text)))


def gigabytes_in(text: str) -> str:
    """As yuan_in(), of mobile data in GB: 1 for 1000MB and 1024M, 0.5 for 500MB."""
    megabytes = {gigabytes_of(said) for said in _MEGABYTES.findall(plain_words(text))}
    if megabytes:
        return megabytes.pop() if len(megabytes) == 1 else ""
    return yuan_in(text)


def gigabytes_of(megabytes: str) -> str:
    """How many GB so many MB are."""
    if len(megabytes) > MEGABYTES_CHARS_MAX:
        return megabytes
    number = float(megabytes)
    per_gigabyte = 1000 if number % 1024 else 1024
    return f"{number / per_gigabyte:g}"


def share_in(text: str) -> str:
    """HALF, or KEEPING with what is kept; '' if the words name no such share."""
    plain = plain_words(text)
    if kept := _KEPT.search(plain):
        number = numerals.amount((kept["zh"] or kept["but"] or kept["en"]).replace(",", ""))
        return f"{KEEPING}{number}" if number is not None and _REST.search(plain) else ""
    return HALF if _HALF_OF_ALL.search(plain) else ""


def plain_number_in(plain: str) -> str:
    """The amount in digits or in words ("five hundred points"); below a hundred only with a unit,
    since 一 and "one" are said of anything."""
    if _HALF.search(plain):
        return ""
    plain = _PLACE.sub(" ", plain)
    found = _digits_in(plain)
    if not found:
        said = {*_NUMERAL_ZH.findall(plain), *_GREAT_ZH.findall(plain), *_numerals_en(plain)}
        found = {str(amount) for amount in map(numerals.amount, said) if amount is not None}
    return _only(found)


def _digits_in(plain: str) -> set[str]:
    plain = _MONTH_OR_DAY.sub(" ", plain)
    found = {digits.replace(",", "") for digits in _NUMBER.findall(plain)}
    return {digits for digits in found if len(digits) <= AMOUNT_DIGITS_MAX}


def _numerals_en(plain: str) -> list[str]:
    return [
        each[0].lower()
        for each in _NUMERAL_EN.finditer(plain)
        if _GREAT_EN.search(each[0]) or _UNIT_BEHIND.match(plain, each.end())
    ]


def _only(found: set[str]) -> str:
    return found.pop() if len(found) == 1 else ""


def plain_words(text: str) -> str:
    """In capitals, simplified characters and figures."""
    written = _AND_EN.sub(r"\1 AND ", telephones.joined(text[:CHARS_MAX]).upper())
    return in_digits(numerals.in_plain_numerals(simplified(written)))
