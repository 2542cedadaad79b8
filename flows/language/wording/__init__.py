"""Every sentence the hotline says, by language, with its variants by channel.

A message's value serves all channels; an attribute (`.voice`, `.sms`, `.ussd`) takes its place on
that channel. How a number sounds is said in the sentence itself: `{ POINTS($available) }`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fluent.runtime import FluentResource
from fluent.syntax.ast import Message
from fluent.syntax.serializer import FluentSerializer

from flows.language import speech
from flows.language.wording.sentences import LANGUAGES, Sentences, WordingError, read
from flows.protocol import Channel, traits_of

__all__ = ["LANGUAGES", "Edit", "Wording", "WordingError", "original"]


@dataclass(frozen=True, slots=True)
class Edit:
    """A sentence as somebody wants it: all of it, as a Fluent file has it."""

    language: str
    key: str
    source: str


class Wording:
    """All sentences, parsed once: a bundle for each language and channel."""

    def __init__(self, edits: Iterable[Edit] = ()) -> None:
        self._sentences = {
            (language, channel): Sentences(
                read(__name__, language),
                language,
                _functions(language, channel),
                traits_of(channel).wording,
            )
            for language in LANGUAGES
            for channel in Channel
        }
        self._edits: tuple[Edit, ...] = ()
        if edits:
            self.become(edits)

    def become(self, edits: Iterable[Edit]) -> None:
        """The sentences as they came, but for these; the callers have tried them out
        (flows.authoring.edit_check)."""
        self._edits = tuple(edits)
        for language in LANGUAGES:
            mine = [FluentResource(edit.source) for edit in edits if edit.language == language]
            for channel in Channel:
                self._sentences[language, channel].become(mine)

    def with_edit(self, edit: Edit) -> Wording:
        """To try it out; this one stays as it is."""
        return Wording([*self._edits, edit])

    def source(self, key: str, language: str) -> str:
        """As it is in use. WordingError: there is no such sentence."""
        for edit in self._edits:
            if (edit.key, edit.language) == (key, language):
                return edit.source
        return original(key, language)

    def has(self, key: str, language: str, channel: Channel) -> bool:
        return self._sentences[language, channel].has(key)

    def keys(self, language: str) -> list[str]:
        return next(
            each.keys for (spoken, _), each in self._sentences.items() if spoken == language
        )

    def say(self, key: str, language: str, channel: Channel, facts: Mapping[str, Any]) -> str:
        """The sentence `key`, for the ear or the eye as the channel needs it."""
        return self._sentences[language, channel].say(key, facts)


def original(key: str, language: str) -> str:
    """As it came. WordingError: there is no such sentence."""
    for source in read(__name__, language):
        for entry in source.body:
            if isinstance(entry, Message) and entry.id.name == key:
                bare = Message(
                    entry.id, entry.value, entry.attributes
                )  # a comment is for those who code
                return FluentSerializer().serialize_entry(bare).strip()
    raise WordingError(f"no sentence {key!r} in {language}")


def _functions(language: str, channel: Channel) -> dict[str, Callable[..., Any]]:
    """How numbers, dates and codes appear: spoken on the phone, short on a screen."""
    if traits_of(channel).spoken:
        return {
            "POINTS": lambda n: speech.points(int(n), language),
            "DATE": lambda day: speech.date(date.fromisoformat(day), language, with_year=False),
            "DATE_YEAR": lambda day: speech.date(date.fromisoformat(day), language, with_year=True),
            "DIGITS": lambda number: speech.digits(str(number), language),
            "HOUR": lambda n: speech.hour(int(n), language),
        }
    return {
        "POINTS": lambda n: f"{int(n):,}" if language == "en" else str(int(n)),
        "DATE": lambda day: _short_date(date.fromisoformat(day), language),
        "DATE_YEAR": lambda day: day,
        "DIGITS": str,
        "HOUR": lambda n: f"{int(n)}:00",
    }


def _short_date(day: date, language: str) -> str:
    return f"{day.month}月{day.day}日" if language == "zh" else f"{day:%b} {day.day}"
