"""The question for digits: a number, an amount, a secret."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from flows.engine.questions import Question, plain_key
from flows.language import answers, in_plain_digits, simplified
from flows.protocol import Expects, ExpectsKind, Heard, HeardKind

if TYPE_CHECKING:
    from flows.engine.context import Context

_SEVERAL_NUMBERS = re.compile(
    r"\d(?:\s+(?:and|or)\s+|[\s,，、]*(?:和|跟|与|或者?|还是|以及)\s*|[\s,，、]+)\d", re.IGNORECASE
)
AMOUNT_UNITS = ("", "points", "gift")
"""What may be said with the number. Yuan are not points: 100 points are worth one."""

# Characters and units that are written with numbers: "+86 138-0000-0001", "1,000 points".
_NUMBER_MARKS = re.compile(r"[\s,()\[\]【】+‐–—-]|(?:积分|分|POINTS?|号)$")


@dataclass(frozen=True, kw_only=True)
class Ask(Question):
    """Asks for `digits_min` to `digits_max` digits.

    save: the answer that gets the entry. A secret entry is not stored: the next action reads it
        from `context.entered`.
    tells: facts for the question's sentence, besides the two numbers of digits.
    all_of: what "all" means, where the entry is an amount that the member has so much of.

    The digits may also be in words: an amount, where one digit is enough (两千五), else one by one
    (幺三八). They may be spoken, unless they are secret.

    On the phone a single 9 is the command for the main menu and a single 0 the one for the agent.
    Where an entry may have one digit, as the number of a gift, 9 is an entry: otherwise nobody
    could order gift 9. 0 is never a gift's number, so it always leads to the agent."""

    digits_min: int
    digits_max: int
    save: str = ""
    tells: Mapping[str, Any] = field(default_factory=dict)
    all_of: Callable[[Context], int] | None = None

    def interpret(self, heard: Heard) -> Heard:
        if heard.kind is not HeardKind.COMMAND:
            return heard
        if heard.command == "main" and heard.text and self.digits_min == 1:  # by its key, 9
            return replace(heard, kind=HeardKind.ENTERED, command="")
        if self._takes(digits_of(heard.typed)):
            return replace(heard, kind=HeardKind.ENTERED, command="", text=heard.typed)
        return heard

    def takes_digits(self, text: str) -> bool:
        """Whether the text is digits that answer it, and more than the key of an option."""
        entry = digits_of(text)
        return self.digits_min > 1 and self._takes(entry)

    def _takes(self, entry: str) -> bool:
        return entry.isdecimal() and self.digits_min <= len(entry) <= self.digits_max

    def expects(self, context: Context) -> Expects:
        is_fixed = self.digits_min == self.digits_max
        return Expects(
            ExpectsKind.DIGITS,
            digits_max=self.digits_max if is_fixed else 0,
            speech=True,
            timeout_seconds=8,
        )

    def facts(self) -> Mapping[str, Any]:
        return {"digits_min": self.digits_min, "digits_max": self.digits_max, **self.tells}

    def miss(self, context: Context, heard: Heard) -> str:
        if self.is_secret_said(heard):
            return "miss_secret_said"
        if _SEVERAL_NUMBERS.search(heard.text):
            return "miss_several"
        return "miss_entry" if digits_of(heard.text).isdecimal() else "miss_digits"

    def hear(self, context: Context, heard: Heard) -> str | None:
        if self.is_secret_said(heard):
            return None
        entry = self._entry(context, heard.text) or self._corrected(context, heard.text)
        if not entry:
            return None
        if self.secret:
            context.entered = context.hide(entry)
        else:
            context.answers[self.save] = entry
        return "given"

    def is_secret_said(self, heard: Heard) -> bool:
        is_number = digits_of(heard.text).isdecimal() or answers.digits_of_words(heard.text)
        return self.secret and heard.confidence is not None and bool(is_number)

    def _entry(self, context: Context, text: str) -> str:
        return next(filter(self._takes, self._entries(context, text)), "")

    def _corrected(self, context: Context, text: str) -> str:
        """What was said last, where it corrects another entry: "300, no, 500"."""
        said = answers.corrected(text)
        is_entry = said is not None and self._entry(context, said[0])
        return self._entry(context, said[1]) if said and is_entry else ""

    def _entries(self, context: Context, text: str) -> Iterator[str]:
        """What `text` may be as an entry, the likeliest first."""
        if self.digits_min > 1:
            if not answers.are_apart(text):
                yield digits_of(text)
            yield answers.digits_of_words(text) or ""
            return
        amount = answers.amount_of(text)
        if amount is not None and amount.unit in AMOUNT_UNITS:
            yield str(amount.value)
        elif not _SEVERAL_NUMBERS.search(text):
            yield digits_of(text)
        if self.all_of is not None and answers.is_everything(text):
            yield str(self.all_of(context))


def digits_of(text: str) -> str:
    """The text without separators, brackets and units: 1000 for "1,000 points"."""
    return _NUMBER_MARKS.sub("", in_plain_digits(simplified(plain_key(text))))
