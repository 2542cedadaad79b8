"""The questions with whom to exchange and how many points, which take words of the member's own."""

from __future__ import annotations

from dataclasses import dataclass

from core.kernel import NotFound
from core.loyalty import exchange_limits
from flows.dialogues.exchange import wanted
from flows.dialogues.give.points_entry import PointsEntry
from flows.engine import Context, Menu
from flows.language import Does, Label, understanding
from flows.protocol import Heard

NONE_OF_THEM = "0"
"""An entry that can't be had, so that the next step says what can."""


@dataclass(frozen=True, kw_only=True)
class PartnerMenu(Menu):
    """Takes the partner by any words that no other is named by, with the amount beside them."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        said = wanted.wanted_in(heard.text)
        outcome = super().hear(context, heard)
        if outcome is None and said.partner in _listed(context):
            context.answers[self.save] = said.partner
            outcome = "picked"
        if outcome == "picked" and said.partner and said.amount:
            context.answers.update(asked_points=said.amount, asked_unit=said.unit)
        return outcome


@dataclass(frozen=True, kw_only=True)
class AmountEntry(PointsEntry):
    """Takes an amount in the partner's units too, the most that can be had, and of a correction the
    last amount. An amount that can't be read is answered with what can be had."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        entry = self._read(context, heard.text)
        if entry:
            context.answers[self.save] = entry
            return "given"
        outcome = super().hear(context, heard)
        if outcome is None and wanted.says_amount(heard.text) and not _asks_else(heard):
            context.answers[self.save] = NONE_OF_THEM
            return "given"
        return outcome

    def _read(self, context: Context, text: str) -> str:
        answers = context.answers
        try:
            terms = exchange_limits.terms_with(answers["partner"])
        except NotFound:  # has left since: the next step says so
            return ""
        said = wanted.wanted_in(text)
        if said.partner not in ("", terms.name):
            return ""
        if said.unit:
            return str(wanted.ours_for(terms, int(said.amount)))
        return wanted.amount_among(text, answers["most"], terms.out_step_points)


def _listed(context: Context) -> list[str]:
    return [entry["value"] for entry in context.answers["shown"]]


def _asks_else(heard: Heard) -> bool:
    found = understanding.understand(heard.text)
    return found.does is Does.ACT and found.wishes != (Label.EXCHANGE,)
