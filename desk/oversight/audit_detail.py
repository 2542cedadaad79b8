"""Formats the details of an entry of the audit trail in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.programme import current_rules, editable_fields
from desk.frame import DeskContext, language
from desk.words import formatting
from flows.protocol import Channel

EMPTY: tuple[Any, ...] = (None, "", [], {})
SIGNS = {"zh": ("：", "；", "、"), "en": (": ", "; ", ", ")}
VALUES = {"role": "role", "language": "language", "becomes": "presence"}
"""Details whose values are codes with a message each: the prefix of the message's key, by the
detail's name."""
FORMER_RULES = {"redemption.cost_fen_per_point": "detail-cost_fen_per_point"}
"""Rules that have another name or unit now: the key of the name that entries about them have."""


def in_words(context: DeskContext, detail: Mapping[str, Any]) -> str:
    colon, semicolon, _ = SIGNS[language()]
    return semicolon.join(
        f"{_name(context, name)}{colon}{_value(context, name, value)}"
        for name, value in detail.items()
        if value not in EMPTY
    )


def _name(context: DeskContext, name: str) -> str:
    if context.words.has(f"detail-{name}", language()):
        return context.words.say(f"detail-{name}", language())
    if name in FORMER_RULES:
        return context.words.say(FORMER_RULES[name], language())
    fields = editable_fields.fields_of(current_rules())
    rule = next((each for each in fields if each.path == name), None)
    return _rule(context, rule) if rule else name


def _rule(context: DeskContext, rule: editable_fields.RuleField) -> str:
    tier = ""
    if rule.section == "tiers":
        code = current_rules().tiers[rule.index or 0].name
        tier = context.wording.say("tier-name", language(), Channel.SMS, {"tier": code})
    section = context.words.say(f"rules-section-{rule.section}", language())
    place = (rule.index or 0) + 1
    return f"{section} {context.words.say(f'rule-{rule.name}', language(), tier=tier, place=place)}"


def _value(context: DeskContext, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return context.words.say("detail-yes" if value else "detail-no", language())
    if value in EMPTY:
        return "–"
    if isinstance(value, Mapping):
        pairs = (f"{_name(context, key)} {_value(context, key, of)}" for key, of in value.items())
        return SIGNS[language()][2].join(pairs)
    if isinstance(value, list):
        return SIGNS[language()][2].join(_value(context, name, each) for each in value)
    word = f"{VALUES[name]}-{value}" if name in VALUES else ""
    if context.words.has(word, language()):
        return context.words.say(word, language())
    return formatting.yuan(value) if name == "cost_fen" else str(value)
