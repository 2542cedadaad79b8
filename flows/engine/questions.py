"""Steps that ask a question and understand the answer.

Such a step says what may be answered (`options`, `expects`) and turns what was heard into an
outcome, or into None where it is no answer. Silence never reaches a step: the engine reprompts. The
outcomes `no_input` and `no_match`, where a step has them, replace the offer of an agent after the
last reprompt.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from flows.engine.steps_base import Step
from flows.protocol import Expects, ExpectsKind, Heard, HeardKind, Option

if TYPE_CHECKING:
    from flows.engine.context import Context

REPROMPT_OUTCOMES = ("no_input", "no_match")


@dataclass(frozen=True, kw_only=True)
class Question(Step):
    """A step that asks.

    attempts_max: how many failed answers, or silences, in a row bring the offer of an agent.
    secret: the answer is masked in the transcript and not stored.
    silence: the name of the engine's sentence about silence.
    """

    attempts_max: int = 3
    secret: bool = False
    silence: ClassVar[str] = "silence"

    def prepare(self, context: Context) -> str | None:
        """Prepare the question; an outcome where there is nothing to ask, else None."""
        return None

    def options(self, context: Context) -> tuple[Option, ...]:
        return ()

    def expects(self, context: Context) -> Expects:
        raise NotImplementedError

    def facts(self) -> Mapping[str, Any]:
        """Facts of the step itself that its sentence may use."""
        return {}

    def miss(self, heard: Heard) -> str:
        """The name of the engine's sentence about what was heard, which is no answer here."""
        return "miss"

    def interpret(self, heard: Heard) -> Heard:
        """What was heard, as this question takes it: a command may be an answer to it."""
        return heard

    def hear(self, context: Context, heard: Heard) -> str | None:
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Ask(Question):
    """Asks for `digits_min` to `digits_max` digits. The entry is saved as the answer `save`; a
    secret one is stored nowhere, and the next action gets it as `context.entered`.
    `tells`: facts that the question says besides how many digits it takes.

    On the phone 9 alone is the main menu and 0 alone the agent, and no entry that needs more
    digits. Where one digit is enough, as for the number of a gift, 9 is the entry, since nobody
    could order that gift otherwise; 0 is no gift's number and always leads to the agent.
    """

    digits_min: int
    digits_max: int
    save: str = ""
    tells: Mapping[str, Any] = field(default_factory=dict)

    def interpret(self, heard: Heard) -> Heard:
        if heard.kind is not HeardKind.COMMAND:
            return heard
        if heard.command == "main" and heard.text and self.digits_min == 1:  # by its key, 9
            return replace(heard, kind=HeardKind.ENTERED, command="")
        if self._takes(digits_of(heard.typed)):
            return replace(heard, kind=HeardKind.ENTERED, command="", text=heard.typed)
        return heard

    def _takes(self, entry: str) -> bool:
        return entry.isdecimal() and self.digits_min <= len(entry) <= self.digits_max

    def expects(self, context: Context) -> Expects:
        is_fixed = self.digits_min == self.digits_max
        return Expects(
            ExpectsKind.DIGITS,
            digits_max=self.digits_max if is_fixed else 0,
            timeout_seconds=8,
        )

    def facts(self) -> Mapping[str, Any]:
        return {"digits_min": self.digits_min, "digits_max": self.digits_max, **self.tells}

    def miss(self, heard: Heard) -> str:
        return "miss_entry" if digits_of(heard.text).isdecimal() else "miss_digits"

    def hear(self, context: Context, heard: Heard) -> str | None:
        entry = digits_of(heard.text)
        if not self._takes(entry):
            return None
        if self.secret:
            context.entered = context.hide(entry)
        else:
            context.answers[self.save] = entry
        return "given"


WORDS_MIN, WORDS_MAX = 2, 500


@dataclass(frozen=True, kw_only=True)
class Record(Question):
    """Asks for the member's own words, recorded where the channel is spoken and typed elsewhere.
    They are saved as the answers `save` (typed, at most WORDS_MAX characters) and `save`_url.
    """

    save: str
    silence: ClassVar[str] = "silence_words"

    def miss(self, heard: Heard) -> str:
        return "miss_words"

    def expects(self, context: Context) -> Expects:
        return Expects(ExpectsKind.RECORDING if context.traits.spoken else ExpectsKind.WORDS)

    def hear(self, context: Context, heard: Heard) -> str | None:
        words = heard.text.strip()
        if heard.kind is HeardKind.RECORDED:
            context.answers[f"{self.save}_url"] = words
            context.answers[self.save] = ""
            return "recorded"
        if len(words) < WORDS_MIN or context.traits.spoken:
            return None
        context.answers[f"{self.save}_url"] = ""
        context.answers[self.save] = words[:WORDS_MAX]
        return "recorded"


@dataclass(frozen=True, kw_only=True)
class Queue(Question):
    """Waits in the queue for an agent, or is connected to one, who may ask for the PIN ("prove") or
    for points (a kind of gift, and its number). There is no silence here: music plays.
    """

    OUTCOMES: ClassVar = frozenset({"bridged", "left", "failed", "prove", "gift", "credit", "data"})

    def outcomes(self) -> frozenset[str]:
        return self.OUTCOMES

    def expects(self, context: Context) -> Expects:
        return Expects(ExpectsKind.QUEUE)

    def hear(self, context: Context, heard: Heard) -> str | None:
        if heard.kind is not HeardKind.LEFT_QUEUE:
            return None
        if heard.argument:
            context.answers["argument"] = heard.argument
        return heard.text if heard.text in self.OUTCOMES else "failed"


# Marks and units that are written with numbers: "+86 138-0000-0001", "1,000 points".
_NO_DIGITS = re.compile(r"[\s,()\[\]【】+‐–—-]|(?:积分|積分|分|POINTS?|号|號)$")


def digits_of(text: str) -> str:
    """The text without the marks and units of numbers."""
    return _NO_DIGITS.sub("", plain_key(text))


def plain_key(text: str) -> str:
    """The text without differences of width, case, outer spaces and a final full stop."""
    return unicodedata.normalize("NFKC", text).strip().rstrip("。.!").upper()
