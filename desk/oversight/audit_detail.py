"""Says the details of an entry of the audit trail in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.organisation import units
from core.programme import current_rules, editable_fields
from desk.frame import DeskContext
from desk.words import formatting
from flows.protocol import Channel

EMPTY: tuple[Any, ...] = (None, "", [], {})
SIGNS = {"zh": ("：", "；", "、"), "en": (": ", "; ", ", ")}
IDS = (
    "handover", "approval", "exchange", "exchanges", "suggestion", "suggestions", "event",
    "picture",
)  # fmt: skip
"""Details that say nothing to a reader: the page has a link to a conversation in their place, and
the file a column of their own."""
VALUES = {
    "role": ("role",), "language": ("language",), "becomes": ("presence",),
    "channel": ("channel",), "category": ("complaint-category",), "wish": ("words-label",),
    "leave_reason": ("leaving",), "flow": ("flow",), "status": ("complaint", "claim", "order"),
}  # fmt: skip
"""Details whose values are codes with a message each: the prefixes of the message's key, by the
detail's name."""
SENTENCES = {"flow": ("{}-title", ""), "wish": ("wish-name", "wish")}
"""Those that the dialogues have words for, too: their sentence, and its fact that is the code."""
FORMER_RULES = {"redemption.cost_fen_per_point": "detail-cost_fen_per_point"}
"""Rules that have another name or unit now: the key of the name that entries about them have."""


@dataclass(frozen=True, slots=True)
class DetailWords:
    """`language`: of the reader. A file is sent after its request has ended."""

    context: DeskContext
    language: str

    def act(self, act: str) -> str:
        return self._word(f"act-{act}") or act

    def detail(self, detail: Mapping[str, Any]) -> str:
        colon, semicolon, _ = SIGNS[self.language]
        return semicolon.join(
            f"{self._name(name)}{colon}{self._value(name, value)}"
            for name, value in detail.items()
            if value not in EMPTY and name not in IDS
        )

    @staticmethod
    def ids(detail: Mapping[str, Any]) -> str:
        found = (detail[name] for name in IDS if name in detail)
        return " ".join(" ".join(each) if isinstance(each, list) else str(each) for each in found)

    def _word(self, key: str) -> str:
        """'' if there is no such message."""
        words = self.context.words
        return words.say(key, self.language) if words.has(key, self.language) else ""

    def _name(self, name: str) -> str:
        if said := self._word(f"detail-{name}") or self._word(FORMER_RULES.get(name, "")):
            return said
        fields = editable_fields.fields_of(current_rules())
        rule = next((each for each in fields if each.path == name), None)
        return self._rule(rule) if rule else name

    def _rule(self, rule: editable_fields.RuleField) -> str:
        tier = ""
        if rule.section == "tiers":
            code = current_rules().tiers[rule.index or 0].name
            tier = self.context.wording.say("tier-name", self.language, Channel.SMS, {"tier": code})
        say, place = self.context.words.say, (rule.index or 0) + 1
        section = say(f"rules-section-{rule.section}", self.language)
        return f"{section} {say(f'rule-{rule.name}', self.language, tier=tier, place=place)}"

    def _value(self, name: str, value: Any) -> str:
        comma = SIGNS[self.language][2]
        if isinstance(value, bool):
            return self._word("detail-yes" if value else "detail-no")
        if value in EMPTY:
            return "–"
        if isinstance(value, Mapping):
            pairs = (f"{self._name(key)} {self._value(key, of)}" for key, of in value.items())
            return comma.join(pairs)
        if isinstance(value, list):
            return comma.join(self._value(name, each) for each in value)
        return self._code(name, value) or (
            formatting.yuan(value) if name == "cost_fen" else str(value)
        )

    def _code(self, name: str, value: Any) -> str:
        """The words of a code; '' for any other value."""
        if name == "place":
            return units.name_of(units.of_programme(), value, self.language)
        for prefix in VALUES.get(name, ()):
            if said := self._word(f"{prefix}-{value}"):
                return said
        sentence, fact = SENTENCES.get(name, ("", ""))
        key, wording = sentence.format(value), self.context.wording
        if not wording.has(key, self.language, Channel.SMS):
            return ""
        return wording.say(key, self.language, Channel.SMS, {fact: value} if fact else {})
