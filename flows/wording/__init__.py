"""Every sentence the hotline says, by language, with its variants by channel.

A message's value serves all channels; an attribute (`.voice`, `.sms`, `.ussd`) takes its place on
that channel. How a number sounds is said in the sentence itself: `{ POINTS($available) }`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from importlib import resources
from typing import Any

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import TextElement

from flows import spoken
from flows.turn import Channel

LANGUAGES = ("zh", "en")
LOCALES = {"zh": "zh-CN", "en": "en-US"}


class WordingError(Exception):
    """A sentence is missing, or its variables are not what the dialogue gives it."""


class Wording:
    """All sentences, parsed once: a bundle for each language and channel."""

    def __init__(self) -> None:
        sources = {language: _source(language) for language in LANGUAGES}
        self._bundles = {
            (language, channel): _bundle(sources[language], language, channel)
            for language in LANGUAGES
            for channel in Channel
        }
        self._patterns: dict[tuple[str, str, Channel], Any] = {}

    def has(self, key: str, language: str, channel: Channel) -> bool:
        return self._pattern(key, language, channel) is not None

    def say(self, key: str, language: str, channel: Channel, facts: Mapping[str, Any]) -> str:
        """The sentence `key`, for the ear or the eye as the channel needs it."""
        pattern = self._pattern(key, language, channel)
        if pattern is None:
            raise WordingError(f"no sentence {key!r} in {language} for {channel}")
        if isinstance(pattern, str):
            return pattern
        text, errors = self._bundles[language, channel].format_pattern(pattern, dict(facts))
        if errors:
            raise WordingError(f"{key!r} in {language} for {channel}: {errors[0]}")
        return str(text)

    def _pattern(self, key: str, language: str, channel: Channel) -> Any:
        """None: there is no such sentence. One that is always the same is kept as the text it is:
        most of a menu is, and each of its lines would otherwise be put together anew, 30 us."""
        which = (key, language, channel)
        if which not in self._patterns:
            self._patterns[which] = self._compiled(*which)
        return self._patterns[which]

    def _compiled(self, key: str, language: str, channel: Channel) -> Any:
        bundle = self._bundles[language, channel]
        if not bundle.has_message(key):
            return None
        message = bundle.get_message(key)
        pattern = message.attributes.get(channel.value, message.value)
        return pattern.value if isinstance(pattern, TextElement) else pattern


def _source(language: str) -> list[Any]:
    files = sorted(
        (
            entry
            for entry in resources.files(__name__).iterdir()
            if entry.name.endswith(f".{language}.ftl")
        ),
        key=lambda entry: entry.name,
    )
    return [FluentResource(entry.read_text(encoding="utf-8")) for entry in files]


def _bundle(sources: list[Any], language: str, channel: Channel) -> FluentBundle:
    bundle = FluentBundle(
        [LOCALES[language]], functions=_functions(language, channel), use_isolating=False
    )
    for source in sources:
        bundle.add_resource(source)
    return bundle


def _functions(language: str, channel: Channel) -> dict[str, Callable[..., Any]]:
    """How numbers, dates and codes appear: spoken on the phone, short on a screen."""
    if channel is Channel.VOICE:
        return {
            "POINTS": lambda n: spoken.points(int(n), language),
            "DATE": lambda day: spoken.date(date.fromisoformat(day), language, with_year=False),
            "DATE_YEAR": lambda day: spoken.date(date.fromisoformat(day), language, with_year=True),
            "DIGITS": lambda number: spoken.digits(str(number), language),
        }
    return {
        "POINTS": lambda n: f"{int(n):,}" if language == "en" else str(int(n)),
        "DATE": lambda day: _short_date(date.fromisoformat(day), language),
        "DATE_YEAR": lambda day: day,
        "DIGITS": str,
    }


def _short_date(day: date, language: str) -> str:
    return f"{day.month}月{day.day}日" if language == "zh" else f"{day:%b} {day.day}"
