"""The messages of the desk's pages, by language. They are Fluent files, like those of the
dialogues."""

from __future__ import annotations

from functools import partial
from typing import Any

from desk.words import formatting
from desk.words.limits import limits
from flows.language import LANGUAGES, Sentences, read


class Words:
    """Says the messages of the desk. `key` is the key of a message, `language` is "zh" or "en".
    Every message may name the numbers of limits()."""

    def __init__(self) -> None:
        self._sentences = {
            language: Sentences(
                read(__package__, language),
                language,
                {"POINTS": formatting.number, "DATE": partial(formatting.day, language=language)},
            )
            for language in LANGUAGES
        }

    def has(self, key: str, language: str) -> bool:
        return self._sentences[language].has(key)

    def say(self, key: str, language: str, **facts: Any) -> str:
        return self._sentences[language].say(key, limits() | facts)
