"""The questions of giving points: to whom, and how many."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.programme import POINTS_MAX
from flows.engine import Ask, Context
from flows.language import answers, understanding
from flows.protocol import Heard

NUMBER_DIGITS = 11  # of a mobile number without the country
POINTS_DIGITS_MAX = len(str(POINTS_MAX))
_BELOW_ONE = re.compile(r"\s*(?:[-−－–]|负|minus )\s*[0-9０-９,，.]+.*", re.IGNORECASE)

_CORRECTED = re.compile(
    r"^\W*不\W|错|不对|不是|应该是|[改换]|不要?[送转给]|别[送转给]|还是"
    r"|\b(?:no|not|don'?t|wrong|sorry|i mean|i meant|should be|change|instead|rather)\b",
    re.IGNORECASE,
)
_ONLY_TO = re.compile(
    r"(?:\W|那|就|要|我|改|还是|换|[送转赠发]|给|到|这个?|号码?|手机|吧|了|呢|to|for|it|them|the|points"
    r"|give|send|please|pls|instead|number|make|is)*",
    re.IGNORECASE,
)
"""What may stand around a number that the points are to go to."""


def corrected_receiver(context: Context, text: str) -> tuple[str, str]:
    """The receiver whom the words name in place of the one that was chosen, "no, to 13800000005",
    and the amount, if they name one too; "" each if they name none."""
    chosen = str(context.answers.get("number", ""))[-NUMBER_DIGITS:]
    receiver, _, amount = understanding.transfer_in(text, chosen).partition(" ")
    is_only_named = _ONLY_TO.fullmatch(understanding.without_telephone(text))
    is_correction = _CORRECTED.search(text) or is_only_named
    return (receiver, amount) if receiver and is_correction else ("", "")


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
    """Asks for the receiver's number. The amount may stand behind it: "13800000001 300"."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        receiver, _, amount = understanding.transfer_in(heard.text).partition(" ")
        is_both = receiver and amount and not context.traits.spoken
        if is_both and not answers.asks(heard.text) and not answers.refused_in(heard.text):
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
        return bool(corrected_receiver(context, heard.text)[0]) and not answers.asks(heard.text)

    def hear(self, context: Context, heard: Heard) -> str | None:
        if self.is_meant_for(context, heard):
            receiver, amount = corrected_receiver(context, heard.text)
            context.answers.update(entered=receiver, asked_amount=amount)
            return "receiver"
        return super().hear(context, heard)
