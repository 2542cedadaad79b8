"""The last digits of a telephone number, by which people know it and which name nobody: 尾号0003,
"the one ending in zero zero zero three"."""

from __future__ import annotations

import re

from flows.language.answers.numbers import digits_of_words

DIGITS_MIN, DIGITS_MAX = 2, 6
_TAIL = re.compile(
    r"(?:尾号|(?:最?后|末)[面尾]?[2-6两二三四五六几]位(?:数字?)?)(?:是|为)?(?P<zh>[^\s,，.。的]+)"
    r"|\b(?:ends?|ending) (?:in|with) (?P<en>[a-z0-9 ]+)"
    r"|\blast (?:\w+ )?(?:digits?|numbers?)(?: (?:is|are|of))* (?P<last>[a-z0-9 ]+)",
    re.IGNORECASE,
)


def tail_in(text: str) -> str:
    """The last digits that the words name; "" if they name none."""
    found = _TAIL.search(text)
    digits = digits_of_words(next(filter(None, found.groups()))) if found else None
    return digits if digits and DIGITS_MIN <= len(digits) <= DIGITS_MAX else ""


def without_tail(text: str) -> str:
    return _TAIL.sub(" ", text)
