"""Words of a person within a sentence of the hotline."""

from __future__ import annotations

from typing import Final

STOPS: Final = {"zh": "。", "en": "."}
_ENDS = frozenset("。．.!！?？…")
_CLOSING = "”’\"'」』）)"
_PAUSES = "，、,；;：:"


def as_sentence(words: str, language: str) -> str:
    """The words, with the language's full stop unless they end with a mark of their own. The
    sentence that quotes them adds none, so that nobody reads "Replaced.." or "Why so late?.".
    """
    whole = words.rstrip().rstrip(_PAUSES).rstrip()
    within = whole.rstrip(_CLOSING).rstrip()
    if not within or within[-1] in _ENDS:
        return whole
    return whole + STOPS[language]
