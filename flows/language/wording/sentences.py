"""Sentences in Fluent files, by language, formatted with their facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import TextElement
from fluent.syntax.ast import Message, Resource

LANGUAGES = ("zh", "en")
LOCALES = {"zh": "zh-CN", "en": "en-US"}


class WordingError(Exception):
    """A sentence does not exist, or uses a fact that it is not given."""


@cache
def read(package: str, language: str) -> list[Any]:
    """The parsed files `*.LANGUAGE.ftl` of a package. Cached: parsing those of all packages takes
    0.1 s."""
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
class Patterns:
    """A bundle, and a cache of its patterns by key."""

    bundle: FluentBundle
    by_key: dict[str, Any]


class Sentences:
    """The sentences of one language. `variant` names the attribute that replaces a message's value
    where the message has one, also where another message refers to it; `functions` format numbers,
    dates and codes."""

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
        self.override([])

    def override(self, resources: list[Any]) -> None:
        """Messages of `resources` replace those of the files and of former calls. The new bundle
        becomes visible in one assignment, since other threads may be formatting."""
        bundle = FluentBundle([self._locale], functions=self._functions, use_isolating=False)
        for source in self._sources:
            bundle.add_resource(self._varied(source))
        for source in resources:
            bundle.add_resource(self._varied(source), allow_overrides=True)
        self._patterns = Patterns(bundle, {})

    def _varied(self, source: Any) -> Resource:
        """The source with the variant of each message, where it has one, as its value."""
        return Resource([self._in_variant(entry) for entry in source.body])

    def _in_variant(self, entry: Any) -> Any:
        if isinstance(entry, Message):
            for each in entry.attributes:
                if each.id.name == self._variant:
                    return Message(entry.id, each.value, entry.attributes)
        return entry

    def has(self, key: str) -> bool:
        return self._pattern(self._patterns, key) is not None

    def say(self, key: str, facts: Mapping[str, Any]) -> str:
        patterns = self._patterns
        pattern = self._pattern(patterns, key)
        if pattern is None:
            raise WordingError(f"no sentence {key!r} {self._where}")
        if isinstance(pattern, str):
            return pattern
        text, errors = patterns.bundle.format_pattern(pattern, dict(facts))
        if errors:
            raise WordingError(f"{key!r} {self._where}: {errors[0]}")
        return str(text)

    def _pattern(self, patterns: Patterns, key: str) -> Any:
        """The pattern to format; the text itself if it has no variables, as most lines of a menu,
        which saves 30 us; None if there is no such sentence."""
        if key not in patterns.by_key:
            patterns.by_key[key] = self._compiled(patterns.bundle, key)
        return patterns.by_key[key]

    def _compiled(self, bundle: FluentBundle, key: str) -> Any:
        if not bundle.has_message(key):
            return None
        pattern = bundle.get_message(key).value
        return pattern.value if isinstance(pattern, TextElement) else pattern
