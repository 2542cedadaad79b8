"""Finds the facts, functions, terms and other messages that a Fluent message uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fluent.runtime import FluentResource
from fluent.syntax.ast import (
    BaseNode,
    FunctionReference,
    MessageReference,
    TermReference,
    VariableReference,
)

from flows.language import Wording


@dataclass(frozen=True, slots=True)
class Parts:
    """`facts`: names of variables. `others`: functions ("POINTS()"), terms ("-brand") and other
    messages ("count-points")."""

    facts: set[str]
    others: set[str]

    @property
    def messages(self) -> list[str]:
        return sorted(name for name in self.others if not _is_term_or_function(name))


def parse(source: str) -> list[Any]:
    """The entries of a Fluent source. Text with a syntax error is an entry of type Junk."""
    return list(FluentResource(source).body)


def parts_of(message: BaseNode) -> Parts:
    parts = Parts(set(), set())
    for node in nodes_of(message):
        match node:
            case VariableReference():
                parts.facts.add(node.id.name)
            case FunctionReference():
                parts.others.add(f"{node.id.name}()")
            case TermReference():
                parts.others.add(f"-{node.id.name}")
            case MessageReference():
                parts.others.add(node.id.name)
    return parts


def parts_with_references(wording: Wording, key: str, language: str) -> Parts:
    """The parts of a sentence in the files, and of all messages that it refers to, which get the
    same facts. Raises WordingError if one of them does not exist."""
    parts = parts_of(wording.message(key, language))
    for other in parts.messages:
        theirs = parts_with_references(wording, other, language)
        parts.facts.update(theirs.facts)
        parts.others.update(theirs.others)
    return parts


def _is_term_or_function(name: str) -> bool:
    return name.startswith("-") or name.endswith("()")


def nodes_of(node: BaseNode) -> Iterator[BaseNode]:
    yield node
    for value in vars(node).values():
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, BaseNode):
                yield from nodes_of(part)
