"""What a wish is about: the number or the reference that its words contain."""

from __future__ import annotations

import re
import unicodedata

from flows.language.understanding.features import CHARS_MAX

AMOUNT_DIGITS_MAX = 5
REFERENCE = re.compile(r"(?<![A-Z0-9])(?=[A-Z-]*\d{6})[A-Z]{0,4}-?\d{6,20}(?![A-Z0-9])")
_TELEPHONE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")
_NUMBER = re.compile(r"(?<![A-Z\d.,-])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\d.,])")


def number_in(text: str) -> str:
    """The amount or the gift's number in the words, as digits; '' if there is none, or more than
    one: it is not clear then which is meant."""
    found = {digits.replace(",", "") for digits in _NUMBER.findall(_plain(text))}
    found = {digits for digits in found if len(digits) <= AMOUNT_DIGITS_MAX}
    return found.pop() if len(found) == 1 else ""


def reference_in(text: str) -> str:
    """The number of an order, a receipt or a case in the words; '' if there is none. A telephone
    number is none."""
    found = REFERENCE.search(_plain(text))
    return "" if found is None or _TELEPHONE.fullmatch(found.group()) else found.group()


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:CHARS_MAX]).upper()
