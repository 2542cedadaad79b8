"""The language of a session: the one that the member has chosen, else the one that they write.

The language on record was chosen, on the first call or later, and is changed by choosing another.
Whoever has chosen none, as nobody who is not a member can, is answered in the language of each text
that tells one; a number, a code or a short Latin keyword such as JF does not. On a call the
language is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from core.members import Member
from flows.engine.keywords import Keyword
from flows.protocol import Heard, traits_of

_CHINESE = re.compile("[\u4e00-\u9fff]")
_WORD = re.compile("[a-z]{2,}")
_VOWEL = re.compile("[aeiou]")
_IN_CHINESE_TOO = frozenset(
    ("ok", "ni", "hao", "nihao", "xie", "xiexie", "zai", "jian", "zaijian", "bai", "baibai")
)
"""Latin words that are written with Chinese ones."""


def default_of(caller: Member | None, default: str) -> str:
    """The language before anything is written."""
    return (caller.language if caller else None) or default


def written_to(
    heard: Heard, caller: Member | None, present: str, keywords: Iterable[Keyword]
) -> str:
    """The language that answers this message. present: the session's."""
    is_chosen = caller is not None and caller.language is not None
    if is_chosen or traits_of(heard.channel).spoken:
        return present
    text = (heard.typed or heard.text).lower()
    if _CHINESE.search(text):
        return "zh"
    is_english = any(
        _VOWEL.search(word) and word not in _IN_CHINESE_TOO
        for word in set(_WORD.findall(text)) - _chinese_words(keywords)
    )
    return "en" if is_english else present


def _chinese_words(keywords: Iterable[Keyword]) -> set[str]:
    """The Latin words that are keywords of who writes Chinese."""
    return {word.lower() for each in keywords for word in each.zh.split()}
