"""Turns a text into the features that the classifier knows: pieces of its words.

Chinese is cut into runs of one to three characters, because it has no spaces; Latin words into
themselves, their neighbours, and runs of three and four letters, which survive a typing error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from flows.language.simplified import simplified

CHARS_MAX = 200
"""What a wish is about stands in its first sentences. The rest of a long text is not looked at,
which bounds the time of a text of 10,000 characters to that of an ordinary one."""

_NUMBER = re.compile(r"\d[\d.,]*")
_NO_WORD = re.compile(r"[^\w'\s]|_")
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_LATIN = re.compile("[a-z0-9']+")
_SIZES = ((4, " 0 "), (8, " 00 "))  # digits of an amount, of a reference
_LONGER = " 000 "  # digits of a telephone number


def normalised(text: str) -> str:
    """The text in NFKC, simplified characters and lower case, without marks. A number is replaced
    by one that tells only how long it is: an amount, a reference or a telephone number."""
    plain = unicodedata.normalize("NFKC", simplified(text[:CHARS_MAX])).lower().replace("’", "'")
    return " ".join(_NO_WORD.sub(" ", _NUMBER.sub(_by_length, plain)).split())


def said_in(text: str) -> str:
    """The text as the patterns of `readings` look at it: in NFKC, simplified characters and lower
    case, with straight apostrophes and single spaces."""
    plain = unicodedata.normalize("NFKC", simplified(text[:CHARS_MAX])).lower().replace("’", "'")
    return " ".join(plain.split())


def features(text: str) -> list[str]:
    """The features of the text, each once, in the order of the text. Empty for a text without
    words."""
    return list(dict.fromkeys(_pieces(normalised(text))))


def _pieces(plain: str) -> Iterator[str]:
    for run in _CHINESE.findall(plain):
        yield from _runs(run, 1, 3, "c")
        yield from _runs(f"^{run}$", 2, 3, "c")
    words = _LATIN.findall(plain)
    for word in words:
        yield f"w{word}"
        yield from _runs(f"<{word}>", 3, 4, "g")
    for first, second in zip(["^", *words], [*words, "$"], strict=True):
        if words:
            yield f"b{first} {second}"


def _runs(text: str, shortest: int, longest: int, kind: str) -> Iterator[str]:
    for length in range(shortest, longest + 1):
        for start in range(len(text) - length + 1):
            yield kind + text[start : start + length]


def _by_length(number: re.Match[str]) -> str:
    digits = sum(char.isdigit() for char in number.group())
    return next((shown for most, shown in _SIZES if digits <= most), _LONGER)
