"""Checks that everything that the dialogues declare is used: keywords, flows, facts, sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib import resources
from itertools import chain

from fluent.syntax.ast import Junk, Message

from flows.authoring.problems import Place, Problem
from flows.authoring.sentence_parts import Parts, parts_with_references
from flows.engine import (
    CARRIER_WORDS,
    COMMANDS,
    NO_TEXTS,
    ONLY,
    Dialogues,
    Flow,
    Menu,
    Question,
    YesNo,
)
from flows.language import LANGUAGES, Phrasebook, Wording, WordingError, read

PartsByKey = Mapping[tuple[str, str], Parts]
"""The parts of sentences, by key and language."""


def declaration_problems(dialogues: Dialogues, wording: Wording) -> Iterator[Problem]:
    """The problems, of these kinds:

    carrier_word: a keyword is one of the words that the carrier answers itself.
    two_dialogues: two keywords have the same word or the same command, or two flows one name.
    no_dialogue: a keyword's flow is not declared, or it has none and is no command of the engine.
    no_way_in: no menu, keyword or entry point leads to a declared flow.
    no_menu: only a keyword leads to a flow, and some channels have no keywords.
    not_declared: a flow can be played, but no dialogue declares it.
    undeclared_fact: a sentence uses a fact that its phrasebook does not declare.
    unused_fact: no sentence of a package uses a declared fact.
    never_said: nothing says a sentence.
    written_twice: two sentences have the same key, and Fluent uses only one of them.
    unreadable: Fluent leaves out a part of a file, which is not in its syntax.
    """
    yield from _keyword_problems(dialogues)
    yield from _flow_problems(dialogues)
    yield from _file_problems(wording)
    parts = _parts_by_key(wording)
    for book in wording.phrasebooks:
        yield from _fact_problems(book, wording, parts)
    yield from _sentences_never_said(dialogues, wording, parts)


def unlisted_folders(dialogues: Dialogues, package: str) -> Iterator[Problem]:
    """A problem (no_way_in) for each folder of the package that has sentences, but no
    declaration."""
    listed = {each.package for each in dialogues.declarations}
    for folder in resources.files(package).iterdir():
        name = f"{package}.{folder.name}"
        if folder.joinpath(f"words.{LANGUAGES[0]}.ftl").is_file() and name not in listed:
            yield Problem("no_way_in", Place(name), "no DIALOGUE")


def optional_sentences(flow: Flow) -> Iterator[str]:
    """The keys of sentences that a flow says only if they exist: questions in simpler words, about
    the only entry of a list, the flow's own labels of yes and no, and what is said where a text
    would be promised in vain."""
    yield from (f"{key}{NO_TEXTS}" for key in flow.sentences())
    for step in flow.steps.values():
        key = f"{flow.name}-{step.name}"
        if isinstance(step, Question):
            yield f"{key}-simply"
        if isinstance(step, Menu) and step.choices:
            yield f"{key}-{ONLY}"
        if isinstance(step, YesNo):
            yield from (f"{key}-yes", f"{key}-no")


def _parts_by_key(wording: Wording) -> PartsByKey:
    parts = {}
    for language in LANGUAGES:
        for key in wording.keys(language):
            with suppress(WordingError):  # refers to a missing sentence: reported by lint
                parts[key, language] = parts_with_references(wording, key, language)
    return parts


def _keyword_problems(dialogues: Dialogues) -> Iterator[Problem]:
    declared = {flow for each in dialogues.declarations for flow in each.flows}
    owners: dict[str, str] = {}
    for keyword in dialogues.keywords:
        for word in keyword.words:
            if word in CARRIER_WORDS:
                yield Problem("carrier_word", Place(word), keyword.command)
            if owners.setdefault(word, keyword.command) != keyword.command:
                detail = f"{owners[word]}, {keyword.command}"
                yield Problem("two_dialogues", Place(word), detail)
        is_command = keyword.flow is None and keyword.command in COMMANDS
        if not is_command and keyword.flow not in declared:
            yield Problem("no_dialogue", Place(keyword.command), ", ".join(keyword.words))
        opened = dialogues.by_command.get(keyword.command)
        if opened is not keyword.flow:
            yield Problem("two_dialogues", Place(keyword.command), opened.name if opened else "")


def _flow_problems(dialogues: Dialogues) -> Iterator[Problem]:
    declared = Counter(flow.name for each in dialogues.declarations for flow in each.flows)
    for name in sorted(name for name, times in declared.items() if times > 1):
        yield Problem("two_dialogues", Place(name))
    for name in sorted(set(declared) - set(dialogues.flows)):
        yield Problem("no_way_in", Place(name))
    for name in sorted(set(dialogues.flows) - dialogues.without_keywords):
        yield Problem("no_menu", Place(name))
    for name in sorted(set(dialogues.flows) - set(declared)):
        yield Problem("not_declared", Place(name))


def _file_problems(wording: Wording) -> Iterator[Problem]:
    """What Fluent does not report: repeated keys, and lines that it cannot read."""
    for language in LANGUAGES:
        keys: set[str] = set()
        for book in wording.phrasebooks:
            for entry in chain.from_iterable(file.body for file in read(book.package, language)):
                if isinstance(entry, Junk):
                    line = str(entry.content).strip().splitlines()[0]
                    yield Problem("unreadable", Place(book.package, language), line)
                elif isinstance(entry, Message) and entry.id.name in keys:
                    yield Problem("written_twice", Place(entry.id.name, language))
                elif isinstance(entry, Message):
                    keys.add(entry.id.name)


def _fact_problems(book: Phrasebook, wording: Wording, parts: PartsByKey) -> Iterator[Problem]:
    used = set()
    for key in wording.keys_of(book):
        for language in LANGUAGES:
            if (key, language) in parts:  # some sentences exist in one language only
                facts = parts[key, language].facts
                used |= facts
                for fact in sorted(facts - set(book.facts)):
                    yield Problem("undeclared_fact", Place(key, language), f"${fact}")
    for fact in sorted(set(book.facts) - used):
        yield Problem("unused_fact", Place(book.package), f"${fact}")


def _sentences_never_said(
    dialogues: Dialogues, wording: Wording, parts: PartsByKey
) -> Iterator[Problem]:
    """Sentences that no step says, no phrasebook lists in `says`, and no other sentence refers
    to."""
    said = {key for book in wording.phrasebooks for key in book.says}
    for flow in dialogues.flows.values():
        said.update(flow.sentences(), optional_sentences(flow))
    for each in parts.values():
        said.update(each.messages)
    for key, language in parts:
        if key not in said:
            yield Problem("never_said", Place(key, language))
