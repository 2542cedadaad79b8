"""Every sentence the hotline says, by language, with its variants by channel.

A message's value serves all channels; an attribute (`.voice`, `.sms`, `.ussd`) replaces it on that
channel. The sentence itself says how a number sounds: `{ POINTS($available) }`. The engine's own
sentences are here; those of a dialogue are in its folder, and its `Phrasebook` names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from fluent.runtime import FluentResource
from fluent.syntax.ast import Message
from fluent.syntax.serializer import FluentSerializer

from flows.language import speech
from flows.language.wording.phrasebook import Phrasebook, facts_in_language
from flows.language.wording.quotation import as_sentence
from flows.language.wording.sentences import LANGUAGES, Sentences, WordingError, read
from flows.protocol import Channel, traits_of

__all__ = ["LANGUAGES", "Edit", "Phrasebook", "Wording", "WordingError", "facts_in_language"]


@dataclass(frozen=True, slots=True)
class Edit:
    """A reworded sentence. `source` is the whole message in Fluent's syntax."""

    language: str
    key: str
    source: str


class Wording:
    """All sentences of some phrasebooks, with a bundle for each language and channel.

    `edits` replace sentences of the files. They must have passed flows.authoring.edit_check: they
    are not checked here.
    """

    def __init__(self, phrasebooks: Iterable[Phrasebook], edits: Iterable[Edit] = ()) -> None:
        self.phrasebooks = tuple(phrasebooks)
        self._messages: dict[tuple[str, str], Message] = {}
        self._owners: dict[str, Phrasebook] = {}
        for book in self.phrasebooks:
            for language in LANGUAGES:
                self._index(book, language)
        self._sentences = {
            (language, channel): Sentences(
                [each for book in self.phrasebooks for each in read(book.package, language)],
                language,
                _functions(language, channel),
                traits_of(channel).wording,
            )
            for language in LANGUAGES
            for channel in Channel
        }
        self._edits: tuple[Edit, ...] = ()
        if edits:
            self.replace_edits(edits)

    def _index(self, book: Phrasebook, language: str) -> None:
        for source in read(book.package, language):
            for entry in source.body:
                if isinstance(entry, Message):
                    self._messages[language, entry.id.name] = entry
                    self._owners[entry.id.name] = book

    def replace_edits(self, edits: Iterable[Edit]) -> None:
        """Replaces all former edits. Sentences without an edit are as in the files."""
        self._edits = tuple(edits)
        for language in LANGUAGES:
            overrides = [
                FluentResource(edit.source) for edit in self._edits if edit.language == language
            ]
            for channel in Channel:
                self._sentences[language, channel].override(overrides)

    def with_edit(self, edit: Edit) -> Wording:
        """A copy with one more edit, to try it out."""
        return Wording(self.phrasebooks, [*self._edits, edit])

    def without_edits(self) -> Wording:
        """A copy with the sentences as the files have them."""
        return Wording(self.phrasebooks)

    def source(self, key: str, language: str) -> str:
        """The Fluent source in use. Raises WordingError if there is no such sentence."""
        for edit in self._edits:
            if (edit.key, edit.language) == (key, language):
                return edit.source
        return self.original(key, language)

    def message(self, key: str, language: str) -> Message:
        """The parsed message in the files. Raises WordingError if there is no such sentence."""
        try:
            return self._messages[language, key]
        except KeyError:
            raise WordingError(f"no sentence {key!r} in {language}") from None

    def original(self, key: str, language: str) -> str:
        """The Fluent source in the files, without comments. Raises WordingError if there is no such
        sentence."""
        entry = self.message(key, language)
        bare = Message(entry.id, entry.value, entry.attributes)
        return FluentSerializer().serialize_entry(bare).strip()

    def has(self, key: str, language: str, channel: Channel) -> bool:
        return self._sentences[language, channel].has(key)

    def keys(self, language: str) -> list[str]:
        return next(
            each.keys for (spoken, _), each in self._sentences.items() if spoken == language
        )

    def keys_of(self, book: Phrasebook) -> list[str]:
        """The sentences of one phrasebook, in either language."""
        return sorted(key for key, owner in self._owners.items() if owner is book)

    def longest_facts(self, key: str, language: str) -> dict[str, Any]:
        """The facts that the sentence may use, each with its longest value."""
        owner = self._owners.get(key)
        return owner.longest_facts(language) if owner else {}

    def say(self, key: str, language: str, channel: Channel, facts: Mapping[str, Any]) -> str:
        """The sentence `key` in the variant of the channel, with `facts` filled in.

        Raises WordingError if there is no such sentence or a fact is missing.
        """
        owner = self._owners.get(key)
        if owner is not None and owner.defaults:
            facts = {**owner.defaults, **facts}
        return self._sentences[language, channel].say(key, facts)


def _functions(language: str, channel: Channel) -> dict[str, Callable[..., Any]]:
    """The Fluent functions that format numbers, dates and codes: spoken words on the phone, short
    forms in text. SENTENCE quotes what a person wrote."""
    quotes = {"SENTENCE": lambda words: as_sentence(str(words), language)}
    if traits_of(channel).spoken:
        return quotes | {
            "POINTS": lambda n: speech.points(int(n), language),
            "NUMERAL": lambda n: speech.numeral(int(n), language),
            "DATE": lambda day: speech.date(date.fromisoformat(day), language, with_year=False),
            "DATE_YEAR": lambda day: speech.date(date.fromisoformat(day), language, with_year=True),
            "DIGITS": lambda number: speech.digits(str(number), language),
            "HOUR": lambda n: speech.hour(int(n), language),
            "TIME": lambda at: speech.time(time.fromisoformat(at), language),
        }
    return quotes | {
        "POINTS": lambda n: f"{int(n):,}" if language == "en" else str(int(n)),
        "NUMERAL": lambda n: str(int(n)),
        "DATE": lambda day: _short_date(date.fromisoformat(day), language),
        "DATE_YEAR": lambda day: _long_date(date.fromisoformat(day), language),
        "DIGITS": str,
        "HOUR": lambda n: f"{int(n)}:00",
        "TIME": str,
    }


def _short_date(day: date, language: str) -> str:
    return f"{day.month}月{day.day}日" if language == "zh" else f"{day:%b} {day.day}"


def _long_date(day: date, language: str) -> str:
    short = _short_date(day, language)
    return f"{day.year}年{short}" if language == "zh" else f"{short}, {day.year}"
