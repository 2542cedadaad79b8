"""What a wish is about: the amount, the reference or the receiver that its words contain."""

from __future__ import annotations

import re
import unicodedata

from flows.language.answers import numerals
from flows.language.simplified import simplified
from flows.language.understanding.features import CHARS_MAX

ALL = "all"
"""As an amount: as much as can be had, or everything that the member has."""
AMOUNT_DIGITS_MAX = 5
REFERENCE = re.compile(r"(?<![A-Z0-9])(?=[A-Z-]*\d{6})[A-Z]{0,4}-?\d{6,20}(?![A-Z0-9])")
_TELEPHONE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")
_TELEPHONE_IN = re.compile(r"(?<!\d)(?:\+?86[ -]?)?(1[3-9]\d(?:[ -]?\d{4}){2})(?!\d)")
_READ_OUT = re.compile(rf"[{numerals.DIGIT_CHARS_ZH}]{{11}}")
_NUMBER = re.compile(r"(?<![A-Z\d.,-])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\d.,])")
_UNIT = r"\s*(?:块|元|分|积分|个?G|YUAN|POINTS?|PTS|GB?|GIGS?)(?![A-Z])"
# Not 十分 (very), 一块 (together) and 百分之, which are no amounts.
_NUMERAL_ZH = re.compile(
    rf"(?!十分|一块(?!钱)|百?分之)([{numerals.AMOUNT_CHARS_ZH}]++)(?={_UNIT})(?!分[之钟])"
)
_NUMERAL_EN = re.compile(rf"\b([A-Z]+(?:[ -][A-Z]+){{0,4}})(?=\s{_UNIT})")
_ALL = re.compile(
    "全部|所有|全都|统统|[全都](?:换|兑|转|送|给)|积分都|"
    r"\bALL (?:OF )?(?:MY|THE|MY LOYALTY) POINTS\b|\bALL OF (?:IT|THEM)\b|\bEVERYTHING\b|"
    r"\b(?:THEM|IT|POINTS) ALL\b"
)
_ALL_CASES = re.compile(r"全部|所有|都|\b(?:ALL|BOTH|EVERYTHING)\b")
_MEGABYTES = re.compile(r"(?<![\d.,-])(\d+(?:\.\d+)?)\s*(?:MB?(?![A-Z])|兆)")
MEGABYTES_CHARS_MAX = 7
"""A longer number is no amount of data that anybody wants, and is passed on as it is."""


def number_in(text: str) -> str:
    """The amount or the gift's number in the words, as digits; '' if there is none, or more than
    one: it is not clear then which is meant. In words ("five hundred points") only with a unit."""
    return _number_in(_plain(text))


def amount_in(text: str) -> str:
    """As number_in(), or ALL."""
    plain = _plain(text)
    return _number_in(plain) or (ALL if _ALL.search(plain) else "")


def gigabytes_in(text: str) -> str:
    """As amount_in(), of mobile data in GB: 1 for 1000MB and 1024M, 0.5 for 500MB."""
    megabytes = {gigabytes_of(said) for said in _MEGABYTES.findall(_plain(text))}
    if megabytes:
        return megabytes.pop() if len(megabytes) == 1 else ""
    return amount_in(text)


def gigabytes_of(megabytes: str) -> str:
    """How many GB so many MB are."""
    if len(megabytes) > MEGABYTES_CHARS_MAX:
        return megabytes
    number = float(megabytes)
    per_gigabyte = 1000 if number % 1024 else 1024
    return f"{number / per_gigabyte:g}"


def transfer_in(text: str) -> str:
    """The receiver's telephone number and the amount in the words, with a space between them; each
    may be missing. '' if both are."""
    plain = _READ_OUT.sub(lambda said: numerals.digits(said.group()) or said.group(), _plain(text))
    receivers = {re.sub("[ -]", "", each) for each in _TELEPHONE_IN.findall(plain)}
    rest = _TELEPHONE_IN.sub(" ", plain)
    amount = _number_in(rest) or (ALL if _ALL.search(rest) else "")
    return f"{receivers.pop() if len(receivers) == 1 else ''} {amount}".rstrip()


def reference_in(text: str) -> str:
    """The number of an order, a receipt or a case in the words; '' if there is none. A telephone
    number is none."""
    found = REFERENCE.search(_plain(text))
    return "" if found is None or _TELEPHONE.fullmatch(found.group()) else found.group()


def references_in(text: str) -> str:
    """As reference_in(), or ALL: all cases that there are."""
    is_all = _ALL_CASES.search(_plain(text))
    return reference_in(text) or (ALL if is_all else "")


def _number_in(plain: str) -> str:
    found = {digits.replace(",", "") for digits in _NUMBER.findall(plain)}
    found = {digits for digits in found if len(digits) <= AMOUNT_DIGITS_MAX}
    if not found:
        found = {str(numerals.amount(said)) for said in _NUMERAL_ZH.findall(plain)}
        found |= {_last_numeral(said.lower()) for said in _NUMERAL_EN.findall(plain)}
        found = {digits for digits in found if digits.isdecimal()}
    return found.pop() if len(found) == 1 else ""


def _last_numeral(words: str) -> str:
    """The number that the last of these words say: 500 for "send five hundred"."""
    each = words.split(" ")
    tails = (numerals.amount(" ".join(each[start:])) for start in range(len(each)))
    return str(next((amount for amount in tails if amount is not None), ""))


def _plain(text: str) -> str:
    written = unicodedata.normalize("NFKC", text[:CHARS_MAX]).upper()
    return numerals.in_plain_numerals(simplified(written))
