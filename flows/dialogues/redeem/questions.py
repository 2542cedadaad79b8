"""The questions of a call that take the name of a gift as well: who knows it need not hear the
list."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows.dialogues.redeem.gift_names import gift_in
from flows.engine import Ask, Context, Menu
from flows.language import Does, Label, answers, understanding
from flows.protocol import Expects, Heard

NAMED = "named"


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
    if answers.asks(text) or answers.refused_in(text) or understanding.tells_grievance(text):
        return ""
    found = understanding.understand(text)
    is_other = found.does is not Does.OFFER and found.wishes[:1] not in ((), (Label.REDEEM,))
    return "" if is_other or found.refused else gift_in(context, text)
