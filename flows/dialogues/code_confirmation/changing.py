"""Words in place of a yes or a code that change what is confirmed: "改成20", "no, 300"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from core.programme import shipped_rules
from flows.dialogues.code_confirmation import changes
from flows.engine import Context, YesNo, left_codes
from flows.language import answers
from flows.protocol import Expects, Heard

CODE_DIGITS = shipped_rules().security.code_digits
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """What another amount leads to, in place of a yes or of the code.

    ask: the step that asks for it; weigh: the step that reads it from the answer `amount`.
    units: of the amount, '' for none.
    reads: more answers that words change, such as the receiver; is_else: whether the words are for
        another part of the engine.
    """

    ask: str
    weigh: str
    amount: str
    units: Collection[str]
    reads: Callable[[Answers, str], Answers] | None = None
    is_else: Callable[[str], bool] | None = None

    @property
    def on(self) -> dict[str, str]:
        """Where the outcomes of take() lead."""
        return {"change": "change", "changed": self.weigh}

    def read(self, context: Context, heard: Heard) -> Answers | None:
        """The answers that the words change; none of them if they only want to change something,
        and None if they do not."""
        text = heard.text
        is_code = len(answers.digits_of_words(text) or "") == CODE_DIGITS
        if heard.is_doubtful or is_code or (self.is_else is not None and self.is_else(text)):
            return None
        if self.reads is not None and (found := self.reads(context.answers, text)):
            return found
        amount = changes.change_in(text, self.units)
        return None if amount is None else {self.amount: amount} if amount else {}

    def take(self, context: Context, heard: Heard) -> str | None:
        """The outcome of the words. The code that was sent before they came is taken no more."""
        found = self.read(context, heard)
        if found is None:
            return None
        issued = context.answers.pop(left_codes.ISSUED, None)
        stack = context.session.code_stack
        if issued is not None and stack and stack[-1].answers.get(left_codes.ISSUED) == issued:
            left_codes.put_away(context.session)
        context.answers.update(found, is_changed=bool(found))
        return "changed" if found else "change"


@dataclass(frozen=True, kw_only=True)
class Confirmation(YesNo):
    """Asks whether points are to be spent. Words may also change what on."""

    change: Change
    costly: bool = True

    def outcomes(self) -> frozenset[str]:
        return super().outcomes() | set(self.change.on)

    def fixed_options(self) -> list[str]:
        return [self.yes, self.no]

    def expects(self, context: Context) -> Expects:
        """Words are heard, since they may change it; a yes is taken by key only."""
        return replace(super().expects(context), speech=True)

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return self.change.read(context, heard) is not None

    def hear(self, context: Context, heard: Heard) -> str | None:
        return self.change.take(context, heard) or super().hear(context, heard)
