"""A sentence that somebody wants otherwise: what is wrong with it, before any member gets it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from fluent.runtime import FluentResource
from fluent.syntax.ast import (
    BaseNode,
    FunctionReference,
    Message,
    MessageReference,
    TermReference,
    VariableReference,
)

from flows.authoring import lint
from flows.authoring.lint import BESIDES, Place, Problem, longest_facts, misfits, sentences_of
from flows.engine import Dialogues
from flows.language import LANGUAGES, Edit, Wording, WordingError, original
from flows.protocol import CHANNELS, Channel

FORMS = frozenset({"POINTS()", "DATE()", "DATE_YEAR()", "DIGITS()", "HOUR()"})
VARIANTS = frozenset(traits.wording for traits in CHANNELS.values())


@dataclass(frozen=True, slots=True)
class Names:
    """What a sentence is put together from. `others`: functions, terms, other sentences."""

    facts: set[str]
    others: set[str]


def flaws(edit: Edit) -> Iterator[Problem]:
    """What can be seen of a sentence alone. It may use what the sentence that we came with uses, on
    any channel and in any language: nobody gives it other facts."""
    message = _only_message(edit)
    if not isinstance(message, Message):
        yield _flaw("form", edit, message)
        return
    theirs, ours = _names(message), Names(set(), set())
    for language in LANGUAGES:
        with suppress(WordingError):  # how points are counted is a sentence of English alone
            came = _came_with(edit.key, language)
            ours.facts.update(came.facts)
            ours.others.update(came.others)
    for fact in sorted(theirs.facts - ours.facts):
        yield _flaw("fact", edit, f"${fact}")
    for other in sorted(theirs.others - ours.others - FORMS):
        yield _flaw("other", edit, other)
    for variant in message.attributes:
        if variant.id.name not in VARIANTS:
            yield _flaw("variant", edit, f".{variant.id.name}")
    before = _parsed(original(edit.key, edit.language))[0]
    if message.value is None and before.value is not None:
        yield _flaw("form", edit, "=")


def others_in(source: str) -> list[str]:
    """The sentences that this one says instead of words of its own."""
    names = [_names(entry) for entry in _parsed(source)]
    return sorted({other for each in names for other in each.others if _is_sentence(other)})


def problems_of_edit(dialogues: Dialogues, wording: Wording, edit: Edit) -> list[Problem]:
    """Everything that would be wrong with the sentence, or with a menu that it is a part of, and is
    not wrong today; with facts as long as they come."""
    if found := list(flaws(edit)):
        return found
    trial = wording.with_edit(edit)
    before = set(lint.problems_of(dialogues, wording))
    found = [each for each in lint.problems_of(dialogues, trial) if each not in before]
    if edit.key not in sentences_of(dialogues):
        place = Place(edit.key, edit.language, Channel.SMS)
        facts = longest_facts(edit.language) | BESIDES
        with suppress(WordingError):  # it is never said in a text
            found += misfits([trial.say(edit.key, edit.language, Channel.SMS, facts)], place)
    return found


def _only_message(edit: Edit) -> Message | str:
    """Or what keeps it from being that."""
    entries = _parsed(edit.source)
    if len(entries) == 1 and isinstance(entries[0], Message):
        named: str = entries[0].id.name
        return entries[0] if named == edit.key else named
    notes = [note.message for entry in entries for note in getattr(entry, "annotations", [])]
    return str(notes[0]) if notes else ""


def _parsed(source: str) -> list[Any]:
    return list(FluentResource(source).body)


def _came_with(key: str, language: str) -> Names:
    """With what the sentences use that it refers to: the same facts go to all of them."""
    names = _names(_parsed(original(key, language))[0])
    for other in list(filter(_is_sentence, names.others)):
        theirs = _came_with(other, language)
        names.facts.update(theirs.facts)
        names.others.update(theirs.others)
    return names


def _is_sentence(name: str) -> bool:
    """And neither a function nor a term."""
    return not name.startswith("-") and not name.endswith("()")


def _names(message: BaseNode) -> Names:
    names = Names(set(), set())
    for node in _nodes(message):
        match node:
            case VariableReference():
                names.facts.add(node.id.name)
            case FunctionReference():
                names.others.add(f"{node.id.name}()")
            case TermReference():
                names.others.add(f"-{node.id.name}")
            case MessageReference():
                names.others.add(node.id.name)
    return names


def _nodes(node: BaseNode) -> Iterator[BaseNode]:
    yield node
    for value in vars(node).values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, BaseNode):
                yield from _nodes(part)


def _flaw(kind: str, edit: Edit, detail: str) -> Problem:
    return Problem(kind, Place(edit.key, edit.language, Channel.VOICE), detail)
