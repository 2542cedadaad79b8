"""The questions of giving points: to whom, and how many."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.programme import POINTS_MAX
from flows.dialogues.give.receiver_words import IN_PART, UNNAMED, receiver_instead
from flows.engine import Ask, Context
from flows.language import answers, understanding
from flows.protocol import Heard

POINTS_DIGITS_MAX = len(str(POINTS_MAX))
_BELOW_ONE = re.compile(r"\s*(?:[-−－–]|负|minus )\s*[0-9０-９,，.]+.*", re.IGNORECASE)


def points_of(said: str, available: int) -> str:
    """The points that an amount means, of so many: all, half, or all but those that are kept."""
    match said:
        case understanding.ALL:
            return str(available)
        case understanding.HALF:
            return str(available // 2)
    kept = said.removeprefix(understanding.KEEPING)
    return said if kept == said else str(max(0, available - int(kept)))


@dataclass(frozen=True, kw_only=True)
class ReceiverEntry(Ask):
    """Asks for the receiver's number. The amount may stand behind it: "13800000001 300". Several
    receivers with their amounts are the outcome "several". Whoever does not name the whole number
    is asked for it."""

    def outcomes(self) -> frozenset[str]:
        return super().outcomes() | {"several"}

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return receiver_instead(heard.text, "")[0] in (IN_PART, UNNAMED)

    def hear(self, context: Context, heard: Heard) -> str | None:
        if self.is_meant_for(context, heard):
            context.answers[self.save] = receiver_instead(heard.text, "")[0]
            return "given"
        if answers.asks(heard.text) or answers.refused_in(heard.text):
            return super().hear(context, heard)
        if several := understanding.transfers_in(heard.text):
            context.answers["argument"] = several
            return "several"
        receiver, _, amount = understanding.transfer_in(heard.text).partition(" ")
        if receiver and amount and not context.traits.spoken:
            context.answers.update({self.save: receiver, "asked_amount": amount})
            return "given"
        return super().hear(context, heard)


@dataclass(frozen=True, kw_only=True)
class PointsEntry(Ask):
    """Asks how many points. A number below zero is taken as none, so that the next step says how
    many there may be."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        if _BELOW_ONE.fullmatch(heard.text):
            context.answers[self.save] = "0"
            return "given"
        share = "" if answers.asks(heard.text) else understanding.share_in(heard.text)
        if share and self.all_of is not None:
            context.answers[self.save] = points_of(share, self.all_of(context))
            return "given"
        return super().hear(context, heard)


@dataclass(frozen=True, kw_only=True)
class GivenPoints(PointsEntry):
    """Asks how many points the receiver gets. Words that name another receiver are the outcome
    "receiver"; an amount that they name is taken with it."""

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        named = receiver_instead(heard.text, context.answers.get("number", ""))
        return bool(named[0]) and not answers.asks(heard.text)

    def hear(self, context: Context, heard: Heard) -> str | None:
        if self.is_meant_for(context, heard):
            receiver, amount = receiver_instead(heard.text, context.answers.get("number", ""))
            context.answers.update(entered=receiver, asked_amount=amount)
            return "receiver"
        return super().hear(context, heard)
