"""Numbers of digits and words, as members text them: 2万, 5百, 1万2, "1.5k", "2 thousand five
hundred". In a sentence they are written in digits, so that nobody takes the 2 alone."""

from __future__ import annotations

import re

from flows.language.answers import numerals

_NUMBER = r"(?<![\d.,a-z])[0-9][0-9,]*(?:\.[0-9]+)?"
_WORD = "|".join((*numerals.NUMBER_WORDS_EN, "hundred", "thousand"))
_MORE = rf"(?:[\s-]+(?:and\s+)?(?:(?:{_WORD})\b|[0-9]{{1,3}}(?![0-9.,a-z])))*"
_ZH = rf"{_NUMBER}\s*[百千万][0-9{numerals.AMOUNT_CHARS_ZH}]*(?![0-9.,])"
_SHORT = rf"{_NUMBER}\s*[kw](?![a-z0-9])"
_EN = rf"{_NUMBER}\s*(?:hundred|thousand)\b{_MORE}"
_MIXED = re.compile(f"{_ZH}|{_SHORT}|{_EN}", re.IGNORECASE)
SCALE = r"(?:[百千万]|[kw](?![a-z])|(?:hundred|thousand)\b)"
"""What makes more of the digits before it."""


def in_digits(text: str) -> str:
    """The text with 20000 for 2万; what can't be read stays as it is."""
    return _MIXED.sub(_digits, text)


def _digits(found: re.Match[str]) -> str:
    said = " ".join(found[0].casefold().split())
    amount = numerals.amount(said)
    return found[0] if amount is None else str(amount)
