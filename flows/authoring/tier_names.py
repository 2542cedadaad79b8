"""Checks that every sentence that says a tier's name has a name for every tier of the programme.

Sentences select the name by the tier's key in programme.toml. For a tier without a variant, Fluent
would use the default variant, which is the name of another tier.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from fluent.syntax.ast import Identifier, SelectExpression, VariableReference

from flows.authoring.problems import Place, Problem
from flows.authoring.sentence_parts import nodes_of, parse
from flows.language import LANGUAGES, Wording, WordingError

FACTS = frozenset({"tier", "was", "next"})
NEVER_LOWEST = frozenset({"next"})
"""Facts that are never the lowest tier: a member's next tier is always a higher one."""


def tier_name_problems(wording: Wording, tiers: Sequence[str]) -> Iterator[Problem]:
    """`tiers` by their keys, the lowest first. The only kind of problem is tier_without_name."""
    for language in LANGUAGES:
        for key in wording.keys(language):
            if FACTS.isdisjoint(wording.longest_facts(key, language)):
                continue  # parsing all sentences would take 0.7 s
            with suppress(WordingError):  # the sentence exists in the other language only
                for tier in _unnamed(wording.source(key, language), tiers):
                    yield Problem("tier_without_name", Place(key, language), tier)


def _unnamed(source: str, tiers: Sequence[str]) -> list[str]:
    missing: set[str] = set()
    for entry in parse(source):
        for node in nodes_of(entry):
            if isinstance(node, SelectExpression) and (fact := _selected(node)) in FACTS:
                named = {v.key.name for v in node.variants if isinstance(v.key, Identifier)}
                needed = tiers[1:] if fact in NEVER_LOWEST else tiers
                missing.update(tier for tier in needed if tier not in named)
    return sorted(missing)


def _selected(node: SelectExpression) -> str:
    selector = node.selector
    return selector.id.name if isinstance(selector, VariableReference) else ""
