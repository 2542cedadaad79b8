"""Every sentence the hotline says, by language, with its variants by channel.

A message's value serves all channels; an attribute (`.voice`, `.sms`, `.ussd`) takes its place on
that channel. How a number sounds is said in the sentence itself: `{ POINTS($available) }`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from importlib import resources
from typing import Any

from flows import spoken
from flows.turn import Channel
from flows.wording.sentences import LANGUAGES, Sentences, WordingError, read

__all__ = ["LANGUAGES", "Wording", "WordingError"]


class Wording:
    """All sentences, parsed once: a bundle for each language and channel."""

    def __init__(self) -> None:
        sources = {language: read(resources.files(__name__), language) for language in LANGUAGES}
        self._sentences = {
            (language, channel): Sentences(
                sources[language], language, _functions(language, channel), channel.value
            )
            for language in LANGUAGES
            for channel in Channel
        }

    def has(self, key: str, language: str, channel: Channel) -> bool:
        return self._sentences[language, channel].has(key)

    def keys(self, language: str) -> list[str]:
        return self._sentences[language, Channel.VOICE].keys

    def say(self, key: str, language: str, channel: Channel, facts: Mapping[str, Any]) -> str:
        """The sentence `key`, for the ear or the eye as the channel needs it."""
        return self._sentences[language, channel].say(key, facts)


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
