"""Sentences kept in Fluent files, by language, and put together with their facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources.abc import Traversable
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import TextElement
from fluent.syntax.ast import Message

LANGUAGES = ("zh", "en")
LOCALES = {"zh": "zh-CN", "en": "en-US"}


class WordingError(Exception):
    """A sentence is missing, or its variables are not what it is given."""


def read(folder: Traversable, language: str) -> list[Any]:
    """The files `*.LANGUAGE.ftl` of a folder, parsed."""
    files = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(f".{language}.ftl")),
        key=lambda entry: entry.name,
    )
    return [FluentResource(entry.read_text(encoding="utf-8")) for entry in files]


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
        self._bundle = FluentBundle(
            [LOCALES[language]], functions=dict(functions), use_isolating=False
        )
        for source in sources:
            self._bundle.add_resource(source)
        self.keys = sorted(
            {entry.id.name for each in sources for entry in each.body if isinstance(entry, Message)}
        )
        self._where = f"in {language} for {variant}" if variant else f"in {language}"
        self._variant = variant
        self._patterns: dict[str, Any] = {}

    def has(self, key: str) -> bool:
        return self._pattern(key) is not None

    def say(self, key: str, facts: Mapping[str, Any]) -> str:
        pattern = self._pattern(key)
        if pattern is None:
            raise WordingError(f"no sentence {key!r} {self._where}")
        if isinstance(pattern, str):
            return pattern
        text, errors = self._bundle.format_pattern(pattern, dict(facts))
        if errors:
            raise WordingError(f"{key!r} {self._where}: {errors[0]}")
        return str(text)

    def _pattern(self, key: str) -> Any:
        """None: there is no such sentence. One that is always the same is kept as the text it is:
        most of a menu is, and each of its lines would otherwise be put together anew, 30 us."""
        if key not in self._patterns:
            self._patterns[key] = self._compiled(key)
        return self._patterns[key]

    def _compiled(self, key: str) -> Any:
        if not self._bundle.has_message(key):
            return None
        message = self._bundle.get_message(key)
        pattern = message.attributes.get(self._variant, message.value)
        return pattern.value if isinstance(pattern, TextElement) else pattern
