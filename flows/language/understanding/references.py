"""The number of an order, a receipt or a case that the words of a wish contain."""

from __future__ import annotations

import re

from flows.language.understanding.slots import ALL, plain_words

REFERENCE = re.compile(r"(?<![A-Z0-9])(?=[A-Z-]*\d{6})[A-Z]{0,4}-?\d{6,20}(?![A-Z0-9])")
_TELEPHONE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")
_ALL_CASES = re.compile(r"全部|所有|都|\b(?:ALL|BOTH|EVERYTHING)\b")


def reference_in(text: str) -> str:
    """The number of an order, a receipt or a case in the words; '' if there is none. A telephone
    number is none."""
    found = REFERENCE.search(plain_words(text))
    return "" if found is None or _TELEPHONE.fullmatch(found.group()) else found.group()


def references_in(text: str) -> str:
    """As reference_in(), or ALL: all cases that there are."""
    is_all = _ALL_CASES.search(plain_words(text))
    return reference_in(text) or (ALL if is_all else "")
