"""The question which of several cases is meant. The last entry of its list is all of them."""

from __future__ import annotations

from dataclasses import dataclass

from flows.dialogues.complaint.intent import is_withdrawal
from flows.engine import Context, Menu
from flows.language import understanding
from flows.protocol import Heard


@dataclass(frozen=True, kw_only=True)
class WhichCase(Menu):
    """Who wants to withdraw "my complaint" has not picked to withdraw them all, though only that
    entry has the word: the member is asked which one."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        outcome = super().hear(context, heard)
        is_all = outcome == "picked" and context.answers[self.save] == understanding.ALL
        names_one = is_withdrawal(heard.text) and not understanding.references_in(heard.text)
        return None if is_all and names_one else outcome
