"""Sentences kept in Fluent files, by language, and put together with their facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import TextElement
from fluent.syntax.ast import Message

LANGUAGES = ("zh", "en")
LOCALES = {"zh": "zh-CN", "en": "en-US"}


class WordingError(Exception):
    """A sentence is missing, or its variables are not what it is given."""


@cache
def read(package: str, language: str) -> list[Any]:
    """The files `*.LANGUAGE.ftl` of a package, parsed; once in a process, since it takes 0.1 s."""
    files = sorted(
        (
            entry
            for entry in resources.files(package).iterdir()
            if entry.name.endswith(f".{language}.ftl")
        ),
        key=lambda entry: entry.name,
    )
    return [FluentResource(entry.read_text(encoding="utf-8")) for entry in files]


@dataclass(frozen=True, slots=True)
class Book:
    bundle: FluentBundle
    patterns: dict[str, Any]


class Sentences:
    """Those of one language. `variant` names the attribute that takes the place of a message's
    value where there is one; `functions` say how numbers, dates and codes appear."""

    def __init__(
        self,
        sources: list[Any],
        language: str,
        functions: Mapping[str, Callable[..., Any]],
        variant: str = "",
    ) -> None:
        self._sources, self._locale, self._functions = sources, LOCALES[language], dict(functions)
        self.keys = sorted(
            {entry.id.name for each in sources for entry in each.body if isinstance(entry, Message)}
        )
        self._where = f"in {language} for {variant}" if variant else f"in {language}"
        self._variant = variant
        self.become([])

    def become(self, reworded: list[Any]) -> None:
        """What `reworded` has takes the place of what the files have; all at once, while others
        speak."""
        bundle = FluentBundle([self._locale], functions=self._functions, use_isolating=False)
        for source in self._sources:
            bundle.add_resource(source)
        for source in reworded:
            bundle.add_resource(source, allow_overrides=True)
        self._book = Book(bundle, {})

    def has(self, key: str) -> bool:
        return self._pattern(self._book, key) is not None

    def say(self, key: str, facts: Mapping[str, Any]) -> str:
        book = self._book
        pattern = self._pattern(book, key)
        if pattern is None:
            raise WordingError(f"no sentence {key!r} {self._where}")
        if isinstance(pattern, str):
            return pattern
        text, errors = book.bundle.format_pattern(pattern, dict(facts))
        if errors:
            raise WordingError(f"{key!r} {self._where}: {errors[0]}")
        return str(text)

    def _pattern(self, book: Book, key: str) -> Any:
        """None: there is no such sentence. One that is always the same is kept as the text it is:
        most of a menu is, and each of its lines would otherwise be put together anew, 30 us."""
        if key not in book.patterns:
            book.patterns[key] = self._compiled(book.bundle, key)
        return book.patterns[key]

    def _compiled(self, bundle: FluentBundle, key: str) -> Any:
        if not bundle.has_message(key):
            return None
        message = bundle.get_message(key)
        pattern = message.attributes.get(self._variant, message.value)
        return pattern.value if isinstance(pattern, TextElement) else pattern
