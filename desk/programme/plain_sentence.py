"""A sentence as plain text fields instead of its Fluent source: one for all channels, one for each
variant, and one for each branch of a choice.

In the text of a field a fact is its name in braces: "{points}" stands for the source's
"{ POINTS($points) }". So is a choice between words (a plural, or a name by code): "{choice-1}"
stands for "{ $count -> [one] point *[other] points }", whose branches are the fields
"choice-1.one" and "choice-1.other".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fluent.runtime import FluentResource
from fluent.syntax.ast import (
    FunctionReference,
    Message,
    MessageReference,
    NumberLiteral,
    Pattern,
    Placeable,
    SelectExpression,
    StringLiteral,
    TextElement,
    VariableReference,
)
from fluent.syntax.serializer import serialize_expression, serialize_variant_key

from flows.authoring import VARIANTS

ALL_CHANNELS = "all"
FIELDS = (ALL_CHANNELS, *VARIANTS)
INDENT = "    "
FACT = re.compile(r"\{\s*([\w.-]+)\s*\}")
OPENS_SYNTAX = re.compile(r"^[\[*.}]")
"""The beginning of a line that Fluent would not take for words."""
NO_WORDS = '{ "" }'
"""What a branch without words has in the source, since Fluent knows no empty branch."""


@dataclass(frozen=True, slots=True)
class Branch:
    """`field`: the name of its field. `value`: the value of the selector that it is for."""

    field: str
    value: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """`selector`: the source of what decides. `fact`: the name of the fact in it."""

    selector: str
    fact: str
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class PlainSentence:
    """`fields`: the text by FIELDS, in the order of the source, and by the field of each branch; ''
    for a variant that says what all channels say. `facts`: the source of each fact by its name,
    choices included."""

    fields: dict[str, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    choices: dict[str, Choice] = field(default_factory=dict)


def plain_sentence(source: str) -> PlainSentence | None:
    """None if the source is wrong, or says what its fields could not give back, such as a space at
    the end of a line."""
    plain = _parsed(source)
    if plain is None:
        return None
    key = source.partition("=")[0].strip()
    return plain if _parsed(source_of(key, plain.fields, plain)) == plain else None


def source_of(key: str, typed: Mapping[str, str], plain: PlainSentence) -> str:
    """The Fluent source of the `typed` fields of `plain`, with the variants in their order. A fact
    that the sentence does not have becomes a variable, so that the check names it; so does a choice
    within itself."""

    def choice(found: Choice, within: tuple[Choice, ...]) -> str:
        branches = [
            f"{INDENT * 2}{'*' if each.is_default else ' '}[{each.value}]"
            f"{block(each.field, INDENT * 3, (*within, found)) or f' {NO_WORDS}'}"
            for each in found.branches
        ]
        return "\n".join([f"{{ {found.selector} ->", *branches, f"{INDENT}}}"])

    def block(name: str, indent: str, within: tuple[Choice, ...] = ()) -> str:
        def placeable(match: re.Match[str]) -> str:
            fact = match.group(1)
            found = plain.choices.get(fact)
            if found and found not in within:
                return choice(found, within)
            return f"{{ {f'${fact}' if found else plain.facts.get(fact, f'${fact}')} }}"

        words = typed[name].strip()
        lines = [FACT.sub(placeable, _as_words(line.strip())) for line in words.splitlines()]
        if len(lines) == 1:
            return f" {lines[0]}"
        return "".join(f"\n{indent}{line}" if line else "\n" for line in lines)

    lines = [f"{key} ={block(ALL_CHANNELS, INDENT)}"]
    for name in (each for each in typed if each in VARIANTS):
        if words := block(name, INDENT * 2):
            lines.append(f"{INDENT}.{name} ={words}")
    return "\n".join(lines)


def _as_words(line: str) -> str:
    return OPENS_SYNTAX.sub(lambda match: f'{{ "{match.group()}" }}', line)


class _NoPlainFieldError(Exception):
    pass


def _parsed(source: str) -> PlainSentence | None:
    message = next(iter(FluentResource(source).body), None)
    if not isinstance(message, Message):
        return None
    plain = PlainSentence()
    patterns = {ALL_CHANNELS: message.value} | {
        each.id.name: each.value for each in message.attributes
    }
    if not patterns.keys() <= set(FIELDS):
        return None
    try:
        for name, pattern in patterns.items():
            plain.fields[name] = ""  # before the fields of its branches
            if pattern is not None:
                plain.fields[name] = _words(pattern, plain)
    except _NoPlainFieldError:
        return None
    for name in FIELDS:
        plain.fields.setdefault(name, "")
    return plain


def _words(pattern: Pattern, plain: PlainSentence) -> str:
    """The text of a field. Adds its facts and choices to `plain`."""
    parts = []
    for element in pattern.elements:
        if isinstance(element, TextElement):
            parts.append(element.value)
            continue
        assert isinstance(element, Placeable)
        match element.expression:
            case StringLiteral() as literal:
                parts.append(literal.parse()["value"])
            case SelectExpression() as select:
                parts.append(f"{{{_choice(select, plain)}}}")
            case expression:
                parts.append(f"{{{_named(_name(expression), _source(expression), plain.facts)}}}")
    return "".join(parts)


def _choice(select: SelectExpression, plain: PlainSentence) -> str:
    """The name of the choice. One that is there twice has its branches once."""
    source = _source(select)
    known = next((name for name in plain.choices if plain.facts[name] == source), None)
    if known:
        return known
    name = f"choice-{len(plain.choices) + 1}"
    plain.facts[name] = source
    branches = []
    for variant in select.variants:
        value = serialize_variant_key(variant.key)
        branches.append(Branch(f"{name}.{value}", value, variant.default))
    selector = _source(select.selector)
    plain.choices[name] = Choice(selector, _name(select.selector), tuple(branches))
    for branch, variant in zip(branches, select.variants, strict=True):
        plain.fields[branch.field] = _words(variant.value, plain)
    return name


def _source(expression: Any) -> str:
    return serialize_expression(expression).strip()


def _named(name: str, source: str, facts: dict[str, str]) -> str:
    """A name of its own for each source: one fact in two formats is "points" and "points-2"."""
    count = 1
    unique = name
    while facts.setdefault(unique, source) != source:
        count += 1
        unique = f"{name}-{count}"
    return unique


def _name(expression: Any) -> str:
    """The name of the fact that a placeable fills in."""
    match expression:
        case VariableReference():
            return str(expression.id.name)
        case NumberLiteral():
            return str(expression.value)
        case MessageReference():
            part = f".{expression.attribute.name}" if expression.attribute else ""
            return f"{expression.id.name}{part}"
        case FunctionReference() if expression.arguments.positional:
            return _name(expression.arguments.positional[0])
    raise _NoPlainFieldError
