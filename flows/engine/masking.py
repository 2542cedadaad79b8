"""Masks in a transcript what looks like a PIN or a code: its digits, or digits in words."""

from __future__ import annotations

import re

from core.members import BLANK, BadNumber, mobile_digits, mobile_number_of
from core.members import masked as masked_number
from core.programme import shipped_rules
from flows.language import in_plain_digits, numerals

MASK = BLANK


def pattern_of_digits(*lengths: int) -> re.Pattern[str]:
    """Matches a number of exactly so many digits, with or without gaps: a code is often typed as it
    is read out, "123 456"."""
    entries = (rf"\d(?:[ -]?\d){{{length - 1}}}" for length in sorted(set(lengths)))
    return re.compile(rf"(?<!\d)(?:{'|'.join(entries)})(?!\d)")


_SECURITY = shipped_rules().security
SECRET_LOOKING = pattern_of_digits(_SECURITY.pin_digits, _SECURITY.code_digits)
TELEPHONE_DIGITS = mobile_digits(shipped_rules().region) or 11  # as in most countries
_TELEPHONE = pattern_of_digits(TELEPHONE_DIGITS)
SPELLED_DIGITS_MIN = min(_SECURITY.pin_digits, _SECURITY.code_digits)
_REPEATED = rf"(?:(?:{'|'.join(numerals.REPEATED_EN)})[\s-]+)?"
_DIGIT_EN = rf"(?<![a-z]){_REPEATED}(?:{'|'.join(numerals.DIGIT_WORDS_EN)})(?![a-z])"
_DIGIT = rf"(?:[{numerals.DIGIT_CHARS_ZH}]|{_DIGIT_EN}|{_REPEATED}\d)"
_GAP = r"[ \t,.、，。;；/\u00a0\u3000\u200b-\u200f\u2060\ufeff-]{0,3}"
_SPELLED = re.compile(rf"{_DIGIT}(?:{_GAP}{_DIGIT})+", re.IGNORECASE)
_ONE_DIGIT = re.compile(_DIGIT, re.IGNORECASE)
_POINTS = r"\d+(?=个?(?:定级)?积?分)"
_DATE = r"(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"
_NAMES_SECRET = re.compile(
    r"密码|密碼|验证码|驗證碼|\b(?:pins?|passwords?|passcodes?|codes?)\b", re.I
)
_NO_SECRET = re.compile(f"({_POINTS}|{_DATE})")


def masked(text: str) -> str:
    """The text without numbers as long as a PIN or a code, and without as many digits in words as
    they have, or more."""
    plain = in_plain_digits(text)
    return _SPELLED.sub(_masked_if_spelled, SECRET_LOOKING.sub(MASK, plain))


def without_secrets(text: str) -> str:
    """What a member wrote for others to read, masked if it speaks of a PIN or a code. Other numbers
    stay: they may be what it is about."""
    return masked(text) if _NAMES_SECRET.search(text) else text


def masked_reply(text: str) -> str:
    """A reply of the hotline, masked like what it may quote, but with its amounts of points and its
    dates. A telephone number that was read back is shown as elsewhere."""
    parts = _NO_SECRET.split(
        _TELEPHONE.sub(_masked_telephone, text)
    )  # every second one is an amount or a date
    return "".join(part if n % 2 else masked(part) for n, part in enumerate(parts))


def _masked_telephone(found: re.Match[str]) -> str:
    try:
        return masked_number(mobile_number_of(found.group()))
    except BadNumber:
        return found.group()


def _masked_if_spelled(found: re.Match[str]) -> str:
    digits = _ONE_DIGIT.findall(found.group())
    if all(digit.isdecimal() for digit in digits):
        return found.group()
    count = sum(numerals.REPEATED_EN.get(digit[:6].lower(), 1) for digit in digits)
    return MASK if count >= SPELLED_DIGITS_MIN else found.group()
