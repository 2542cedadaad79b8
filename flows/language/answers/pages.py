"""Words that turn the pages of a list."""

from __future__ import annotations

import re
from enum import StrEnum

from flows.language.answers.data import any_of, phrases
from flows.language.answers.text import ANSWER_CHARS_MAX, plain


class Page(StrEnum):
    NEXT = "next"
    PREVIOUS = "previous"


_AFTER = re.compile(rf"(?:{any_of(phrases('number', 'after'))}| )+$")
_MORE = frozenset(phrases("page", "more"))
_PAGES = {
    **dict.fromkeys((*_MORE, *phrases("page", "next")), Page.NEXT),
    **dict.fromkeys(phrases("page", "previous"), Page.PREVIOUS),
}


def page_of(text: str) -> Page | None:
    """The page that the whole text asks for; None if it says anything else."""
    return _PAGES.get(_bare(text))


def asks_for_more(text: str) -> bool:
    """Whether the whole text is "more", which a menu shows as a word of its own too."""
    return _bare(text) in _MORE


def _bare(text: str) -> str:
    return _AFTER.sub("", plain(text)) if len(text) <= ANSWER_CHARS_MAX else ""
