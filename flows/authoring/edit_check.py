"""Checks a reworded sentence before it is drafted, approved or loaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from fluent.syntax.ast import Message, StringLiteral, TextElement

from core.kernel import plain_text
from flows.authoring import lint
from flows.authoring.problems import Place, Problem
from flows.authoring.sentence_parts import (
    Parts,
    nodes_of,
    parse,
    parts_of,
    parts_with_references,
)
from flows.engine import Dialogues
from flows.language import LANGUAGES, Edit, Wording, WordingError
from flows.protocol import CHANNELS

FUNCTIONS = frozenset(
    {"POINTS()", "NUMERAL()", "DATE()", "DATE_YEAR()", "DIGITS()", "HOUR()", "TIME()", "SENTENCE()"}
)
VARIANTS = tuple(dict.fromkeys(traits.wording for traits in CHANNELS.values()))
"""The attributes that a sentence may have: its variants by channel."""


def flaws(wording: Wording, edit: Edit) -> Iterator[Problem]:
    """What is wrong with the sentence by itself. Kinds: form (the syntax, or another key), fact,
    other and variant (a fact, message, term, function or channel that it may not use), unprintable
    (a character, or the escape of one, that cannot be said).

    It may use the facts and messages that the sentence in the files uses in any language and on any
    channel, because the code that says the sentence supplies no other facts. Raises WordingError if
    the files have no such sentence.
    """
    message = _only_message(edit)
    if not isinstance(message, Message):
        yield _flaw("form", edit, message)
        return
    for text in _unprintable(message):
        yield _flaw("unprintable", edit, text)
    used, allowed = parts_of(message), _allowed(wording, edit.key)
    for fact in sorted(used.facts - allowed.facts):
        yield _flaw("fact", edit, f"${fact}")
    for other in sorted(used.others - allowed.others - FUNCTIONS):
        yield _flaw("other", edit, other)
    for variant in message.attributes:
        if variant.id.name not in VARIANTS:
            yield _flaw("variant", edit, f".{variant.id.name}")
    original = wording.message(edit.key, edit.language)
    if message.value is None and original.value is not None:
        yield _flaw("form", edit, "=")


def others_in(source: str) -> list[str]:
    """The keys of the messages that a sentence refers to."""
    return sorted({name for entry in parse(source) for name in parts_of(entry).messages})


def problems_of_edit(dialogues: Dialogues, wording: Wording, edit: Edit) -> list[Problem]:
    """The problems that the edit would add, in the sentence itself or in a menu that contains it,
    with the longest value of each fact."""
    if found := list(flaws(wording, edit)):
        return found
    after = list(lint.sentence_problems(dialogues, wording.with_edit(edit)))
    if not after:
        return []  # in half the time
    before = set(lint.sentence_problems(dialogues, wording))
    return [each for each in after if each not in before]


def _only_message(edit: Edit) -> Message | str:
    """The message; or, as a text, the wrong key or the error of the parser."""
    entries = parse(edit.source)
    if len(entries) == 1 and isinstance(entries[0], Message):
        named: str = entries[0].id.name
        return entries[0] if named == edit.key else named
    notes = [note.message for entry in entries for note in getattr(entry, "annotations", [])]
    return str(notes[0]) if notes else ""


def _unprintable(message: Message) -> Iterator[str]:
    """The texts of the message with a character that cannot be said, as they are written: it may be
    an escape such as "\\u000B"."""
    for node in nodes_of(message):
        match node:
            case TextElement(value=text) if not plain_text.is_plain(text):
                yield plain_text.clean(text)
            case StringLiteral(value=written) if not plain_text.is_plain(node.parse()["value"]):
                yield plain_text.clean(written)


def _allowed(wording: Wording, key: str) -> Parts:
    allowed = Parts(set(), set())
    for language in LANGUAGES:
        with suppress(WordingError):  # some exist in one language only, such as English plurals
            parts = parts_with_references(wording, key, language)
            allowed.facts.update(parts.facts)
            allowed.others.update(parts.others)
    return allowed


def _flaw(kind: str, edit: Edit, detail: str) -> Problem:
    return Problem(kind, Place(edit.key, edit.language), detail)
