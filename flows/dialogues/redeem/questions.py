"""The questions of a call that take the name of a gift as well: who knows it need not hear the
list."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from flows.dialogues.redeem.gift_names import gift_in
from flows.engine import Ask, Context, Menu
from flows.language import Does, Label, answers, simplified, understanding
from flows.protocol import Expects, Heard

NAMED = "named"
_ASKS = re.compile(
    r"多少|几|什么|怎|哪|有没有|\b(?:how|what|which|when|where|why|is|are|do|does)\b"
)


@dataclass(frozen=True, kw_only=True)
class GiftEntry(Ask):
    """Asks for the number. A name is the outcome NAMED, with what it names as the same answer."""

    def expects(self, context: Context) -> Expects:
        return replace(super().expects(context), speech=True)

    def hear(self, context: Context, heard: Heard) -> str | None:
        return super().hear(context, heard) or _named(context, heard.text, self.save)


@dataclass(frozen=True, kw_only=True)
class WayMenu(Menu):
    """Asks how the gift is to be chosen. A name chooses it: see GiftEntry."""

    def fixed_options(self) -> list[str]:
        return [each for each in super().fixed_options() if each != NAMED]

    def hear(self, context: Context, heard: Heard) -> str | None:
        return super().hear(context, heard) or _named(context, heard.text, self.save)


def _named(context: Context, text: str, save: str) -> str | None:
    number = gift_wanted(context, text)
    if not number:
        return None
    context.answers[save] = number
    return NAMED


def gift_wanted(context: Context, text: str) -> str:
    """The number of the gift that the words name and want; '' if there is none: "not the cup" and
    "my cup is broken" want none."""
    is_asked = answers.asks(text) or _ASKS.search(simplified(text.lower())) is not None
    if is_asked or answers.refused_in(text) or understanding.tells_grievance(text):
        return ""
    found = understanding.understand(text)
    is_other = found.does is not Does.OFFER and found.wishes[:1] not in ((), (Label.REDEEM,))
    return "" if is_other or found.refused else gift_in(context, text)
