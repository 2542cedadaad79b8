"""Checks a reworded sentence before any member gets it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from fluent.syntax.ast import Message

from flows.authoring import lint
from flows.authoring.problems import Place, Problem
from flows.authoring.sentence_parts import Parts, parse, parts_of, parts_with_references
from flows.engine import Dialogues
from flows.language import LANGUAGES, Edit, Wording, WordingError
from flows.protocol import CHANNELS

FUNCTIONS = frozenset({"POINTS()", "NUMERAL()", "DATE()", "DATE_YEAR()", "DIGITS()", "HOUR()"})
VARIANTS = tuple(dict.fromkeys(traits.wording for traits in CHANNELS.values()))
"""The attributes that a sentence may have: what a channel says instead of its value."""


def flaws(wording: Wording, edit: Edit) -> Iterator[Problem]:
    """What is wrong with the sentence by itself: its syntax, or a part that it may not have.

    It may use the facts and messages that the sentence in the files uses, on any channel and in any
    language: the code that says it gives it no other facts. Raises WordingError if there is no such
    sentence in the files.
    """
    message = _only_message(edit)
    if not isinstance(message, Message):
        yield _flaw("form", edit, message)
        return
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
    """The messages that a sentence refers to instead of having words of its own."""
    return sorted({name for entry in parse(source) for name in parts_of(entry).messages})


def problems_of_edit(dialogues: Dialogues, wording: Wording, edit: Edit) -> list[Problem]:
    """What the edit would make wrong and what is not wrong today, in this sentence or in a menu
    that it is part of; tried with the longest value of each fact."""
    if found := list(flaws(wording, edit)):
        return found
    before = set(lint.sentence_problems(dialogues, wording))
    after = lint.sentence_problems(dialogues, wording.with_edit(edit))
    return [each for each in after if each not in before]


def _only_message(edit: Edit) -> Message | str:
    """The message, or what is wrong: another name than the sentence's, or the parser's note."""
    entries = parse(edit.source)
    if len(entries) == 1 and isinstance(entries[0], Message):
        named: str = entries[0].id.name
        return entries[0] if named == edit.key else named
    notes = [note.message for entry in entries for note in getattr(entry, "annotations", [])]
    return str(notes[0]) if notes else ""


def _allowed(wording: Wording, key: str) -> Parts:
    allowed = Parts(set(), set())
    for language in LANGUAGES:
        with suppress(WordingError):  # some sentences exist in English only: how points are counted
            parts = parts_with_references(wording, key, language)
            allowed.facts.update(parts.facts)
            allowed.others.update(parts.others)
    return allowed


def _flaw(kind: str, edit: Edit, detail: str) -> Problem:
    return Problem(kind, Place(edit.key, edit.language), detail)
