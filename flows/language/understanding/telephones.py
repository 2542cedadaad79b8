"""Telephone numbers in a member's words, however their digits are grouped or read out."""

from __future__ import annotations

import re
import unicodedata

from flows.language.answers import numerals

_GROUPED = r"[\s,，-]{0,2}"
"""What may stand between the groups of a telephone number."""
_NUMBER = re.compile(rf"(?<!\d)(?:\+?86[ -]?)?(1[3-9]\d(?:{_GROUPED}\d{{4}}){{2}})(?!\d)")
_GAPS = r"\D"
_ONE_BY_ONE = re.compile(r"(?<!\d)1(?:[\s,.-]{1,2}\d){10}(?!\d)")
_DIGIT_ZH = f"[{numerals.DIGIT_CHARS_ZH}]"
_READ_OUT = re.compile(rf"{_DIGIT_ZH}{{3}}(?:{_GROUPED}{_DIGIT_ZH}{{4}}){{2}}")


def joined(text: str) -> str:
    """With a telephone number together whose digits are written one by one: "1 3 8 0 ..."."""
    normal = unicodedata.normalize("NFKC", text)
    return _ONE_BY_ONE.sub(lambda digits: re.sub(_GAPS, "", digits.group()), normal)


def in_figures(plain: str) -> str:
    """With a number that is read out, 幺三八..., in figures."""
    return _READ_OUT.sub(_figures, plain)


def _figures(said: re.Match[str]) -> str:
    return numerals.digits(re.sub(r"[\s,，-]", "", said.group())) or said.group()


def split(plain: str) -> tuple[list[str], list[str]]:
    """The numbers in the words, and what stands before each of them and behind the last."""
    around, last = [], 0
    numbers = []
    for found in _NUMBER.finditer(plain):
        numbers.append(re.sub(_GAPS, "", found[1]))
        around.append(plain[last : found.start()])
        last = found.end()
    return numbers, [*around, plain[last:]]


def without_telephone(text: str) -> str:
    """The words without the telephone numbers in them."""
    return " ".join(split(joined(text))[1])
