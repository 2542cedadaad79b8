"""A sentence as plain text fields, one for all channels and one for each variant, instead of its
Fluent source.

In the text of a field a fact is its name in braces: "{points}" stands for the source's
"{ POINTS($points) }". A sentence that chooses between words (a plural, or a name by code) has no
such form, and is edited as source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fluent.runtime import FluentResource
from fluent.syntax.ast import (
    FunctionReference,
    Message,
    MessageReference,
    Pattern,
    Placeable,
    TextElement,
    VariableReference,
)
from fluent.syntax.serializer import serialize_expression

from flows.authoring import VARIANTS

ALL_CHANNELS = "all"
FIELDS = (ALL_CHANNELS, *VARIANTS)
INDENT = "    "
FACT = re.compile(r"\{\s*([\w.-]+)\s*\}")
OPENS_SYNTAX = re.compile(r"^[\[*.}]")
"""The beginning of a line that Fluent would not take for words."""


@dataclass(frozen=True, slots=True)
class PlainSentence:
    """`fields`: the text by FIELDS, in the order of the source; '' for a variant that says what all
    channels say. `facts`: the source of each fact by its name."""

    fields: Mapping[str, str]
    facts: Mapping[str, str]


def plain_sentence(source: str) -> PlainSentence | None:
    """None if the source is more than words and facts, or is wrong."""
    message = next(iter(FluentResource(source).body), None)
    if not isinstance(message, Message):
        return None
    patterns = {ALL_CHANNELS: message.value} | {
        each.id.name: each.value for each in message.attributes
    }
    facts: dict[str, str] = {}
    fields: dict[str, str] = {}
    for name, pattern in patterns.items():
        if name not in FIELDS:
            return None
        words = _words(pattern, facts) if pattern is not None else ""
        if words is None:
            return None
        fields[name] = words
    return PlainSentence(fields | {name: "" for name in FIELDS if name not in fields}, facts)


def source_of(key: str, fields: Mapping[str, str], facts: Mapping[str, str]) -> str:
    """The Fluent source of what was typed, with the variants in the order of `fields`. A fact that
    the sentence does not have becomes a variable, so that the check names it."""

    def source(match: re.Match[str]) -> str:
        name = match.group(1)
        return f"{{ {facts.get(name, f'${name}')} }}"

    lines = [f"{key} ={_block(FACT.sub(source, fields[ALL_CHANNELS]), INDENT)}"]
    for variant, typed in fields.items():
        if variant != ALL_CHANNELS and (words := typed.strip()):
            block = _block(FACT.sub(source, words), INDENT * 2)
            lines.append(f"{INDENT}.{variant} ={block}")
    return "\n".join(lines)


def _block(words: str, indent: str) -> str:
    lines = list(_lines(words))
    if len(lines) == 1:
        return f" {lines[0]}"
    return "".join(f"\n{indent}{line}" if line else "\n" for line in lines)


def _lines(words: str) -> Iterator[str]:
    for line in words.strip().splitlines():
        stripped = line.strip()
        yield OPENS_SYNTAX.sub(lambda match: f'{{ "{match.group()}" }}', stripped)


def _words(pattern: Pattern, facts: dict[str, str]) -> str | None:
    parts = []
    for element in pattern.elements:
        if isinstance(element, TextElement):
            parts.append(element.value)
            continue
        assert isinstance(element, Placeable)
        name = _name(element.expression)
        if name is None:
            return None
        source = serialize_expression(element.expression)
        parts.append(f"{{{_named(name, source, facts)}}}")
    return "".join(parts)


def _named(name: str, source: str, facts: dict[str, str]) -> str:
    """A name of its own for each source: one fact in two formats is "points" and "points-2"."""
    count = 1
    unique = name
    while facts.setdefault(unique, source) != source:
        count += 1
        unique = f"{name}-{count}"
    return unique


def _name(expression: Any) -> str | None:
    """The name of the fact that a placeable fills in; None if it is no fact."""
    match expression:
        case VariableReference():
            return str(expression.id.name)
        case MessageReference():
            part = f".{expression.attribute.name}" if expression.attribute else ""
            return f"{expression.id.name}{part}"
        case FunctionReference():
            first = next(iter(expression.arguments.positional), None)
            return str(first.id.name) if isinstance(first, VariableReference) else None
    return None
