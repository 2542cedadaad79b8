"""Words in place of a yes or a code that change what is confirmed: "改成20", "no, 300"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from core.programme import shipped_rules
from flows.dialogues.code_confirmation import changes, next_one
from flows.engine import Context, YesNo, digits_of, left_codes
from flows.language import answers
from flows.protocol import Heard

OFFERED = "offered"
"""The answer with what a bare number would change."""
CODE_DIGITS = shipped_rules().security.code_digits
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offer:
    """takes: the answers that it changes. tells: the facts of the question whether it is meant."""

    takes: Answers
    tells: Answers


@dataclass(frozen=True, slots=True)
class Change:
    """What another amount leads to, in place of a yes or of the code.

    ask: the step that asks for it; weigh: the step that reads it from the answer `amount`.
    units: of the amount, '' for none.
    reads: more answers that words change, such as the receiver or the gift that they name.
    numbers: what a bare number would change, which is no code; None if it can't be meant so.
    is_else: whether words that name no amount of these ask for another dialogue.
    """

    ask: str
    weigh: str
    amount: str
    units: Collection[str]
    numbers: Callable[[Context, str], Offer | None]
    reads: Callable[[Context, str], Answers] | None = None
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
        if heard.is_doubtful or is_code:
            return None
        if next_one.is_amount_of_next(context, text):
            return None
        if self.reads is not None and (found := self.reads(context, text)):
            return found
        amount = changes.change_in(text, self.units)
        if (
            not (amount or changes.wants_another(text, self.units))
            and self.is_else
            and self.is_else(text)
        ):
            return None
        return None if amount is None else {self.amount: amount} if amount else {}

    def take(self, context: Context, heard: Heard) -> str | None:
        """The outcome of the words. The code that was sent before they came is taken no more."""
        found = self.read(context, heard)
        if found is None:
            return None
        change_to(context, found)
        return "changed" if found else "change"

    def offer(self, context: Context, heard: Heard) -> str | None:
        """The outcome of a bare number in place of the code, which may be meant as a change."""
        entry = digits_of(heard.text)
        if not context.traits.sessionless or heard.is_doubtful or not entry.isdecimal():
            return None
        offer = self.numbers(context, entry) if len(entry) != CODE_DIGITS else None
        if offer is None:
            return None
        context.answers.update(offer.tells, **{OFFERED: dict(offer.takes)})
        return OFFERED


def change_to(context: Context, found: Answers) -> None:
    """Takes the changed answers. The code that was sent before is taken no more."""
    issued = context.answers.pop(left_codes.ISSUED, None)
    stack = context.session.code_stack
    if issued is not None and stack and stack[-1].answers.get(left_codes.ISSUED) == issued:
        left_codes.put_away(context.session)
    context.answers.update(found, is_changed=bool(found))


def take_offered(context: Context) -> Literal["changed"]:
    """Takes the number that was asked about as what it changes."""
    change_to(context, context.answers.pop(OFFERED))
    return "changed"


@dataclass(frozen=True, kw_only=True)
class Offered(YesNo):
    """Asks whether a number that is no code is meant as a change. A code confirms nothing before
    that is answered: it was sent for what may not be wanted any more."""

    def fixed_options(self) -> list[str]:
        return [self.yes, self.no]

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        """Whether the number is the same again. One that is the key of an option is that."""
        offered = " ".join(map(str, context.answers[OFFERED].values()))
        entry = digits_of(heard.text)
        return entry not in self.by_key() and entry in offered.split()

    def hear(self, context: Context, heard: Heard) -> str | None:
        if self.is_meant_for(context, heard):
            return self.yes
        return super().hear(context, heard)

    def miss(self, context: Context, heard: Heard) -> str:
        entry = digits_of(heard.text)
        if not entry.isdecimal() or len(entry) != CODE_DIGITS:
            return super().miss(context, heard)
        context.hide(entry)
        return "miss_other_code"


@dataclass(frozen=True, kw_only=True)
class Confirmation(YesNo):
    """Asks whether points are to be spent. Words may also change what on."""

    change: Change
    costly: bool = True

    def outcomes(self) -> frozenset[str]:
        return super().outcomes() | set(self.change.on)

    def fixed_options(self) -> list[str]:
        return [self.yes, self.no, *self.more]

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return self.change.read(context, heard) is not None

    def hear(self, context: Context, heard: Heard) -> str | None:
        return self.change.take(context, heard) or super().hear(context, heard)
