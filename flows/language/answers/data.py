"""The word lists of words.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any

_WORDS: Mapping[str, Any] = tomllib.loads(
    resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8")
)


def phrases(table: str, *tables: str) -> list[str]:
    """The phrases of a table, of both languages: phrases("number", "after")."""
    lists = _WORDS[table]
    for name in tables:
        lists = lists[name]
    return [each for text in lists.values() for each in _listed(text)]


def phrases_in(language: str, *tables: str) -> list[str]:
    """The same in one language. Those that are Chinese in Latin letters are typed, not said."""
    lists: Any = _WORDS
    for name in tables:
        lists = lists[name]
    found = _listed(lists[language])
    return [each for each in found if language == "en" or not each.isascii()]


def _listed(text: str) -> list[str]:
    return [each for part in text.split(",") if (each := part.strip())]


def names(table: str) -> list[str]:
    """The names of the tables in a table."""
    return list(_WORDS[table])


def any_of(words: Iterable[str]) -> str:
    """A pattern of any of these phrases, the longest first. A Latin one ends at a word's end."""
    longest_first = sorted(set(words), key=len, reverse=True)
    return "(?:{})(?![a-z])".format("|".join(map(re.escape, longest_first)))
