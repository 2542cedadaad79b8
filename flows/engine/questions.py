"""The base class of the steps that ask a question and parse the answer.

Such a step declares what may be answered (`options`, `expects`) and turns the message into an
outcome, or None if it is not an answer (`hear`). Silence never reaches a step: the engine
reprompts. After the last reprompt the engine offers an agent, unless the step declares the outcomes
`no_input` (for silence) or `no_match` (for other answers)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from flows.engine.steps_base import Step
from flows.language import answers
from flows.protocol import Expects, Frame, Heard, Option

if TYPE_CHECKING:
    from flows.engine.context import Context

REPROMPT_OUTCOMES = ("no_input", "no_match")


@dataclass(frozen=True, kw_only=True)
class Question(Step):
    """A step that asks.

    attempts_max: how many failed answers, or silences, in a row bring the offer of an agent.
    secret: the answer is masked in the transcript and not stored.
    settled: what the dialogue is for is done, and this only asks more about it. Whoever goes on to
        something else leaves nothing unfinished, and nothing is resumed.
    names_agent: where it is heard, how to reach an agent is said with the question: no words can
        ask for one there.
    silence: the name of the engine's sentence that is said after silence.
    reminders: the names of the sentences that remind of what an answer would do.
    takes_words: almost any words are an answer, also those that express a wish.
    outlives_look_ups: what is only looked up meanwhile does not leave what was begun.
    """

    attempts_max: int = 3
    secret: bool = False
    settled: bool = False
    names_agent: bool = False
    silence: ClassVar[str] = "silence"
    takes_words: ClassVar[bool] = False
    reminders: ClassVar[tuple[str, ...]] = ()
    outlives_look_ups: ClassVar[bool] = False

    @property
    def takes_secret(self) -> bool:
        return self.secret

    def prepare(self, context: Context) -> str | None:
        """Called before the question is asked. Returns None to ask it, or an outcome to skip it."""
        return None

    def sentence(self, context: Context) -> str:
        """The key of the sentence that asks."""
        return self.key(context)

    def is_open(self, context: Context, frame: Frame) -> bool:
        """Whether the question, asked before in the dialogue `frame`, can still be answered. If
        not, a repeated keyword begins the dialogue anew."""
        return not self.settled

    def recall(self, context: Context) -> None:
        """Called before the question is asked again. Says what an earlier reply has told the member
        for it, if the sentence of the question does not."""

    def options(self, context: Context) -> tuple[Option, ...]:
        return ()

    def expects(self, context: Context) -> Expects:
        raise NotImplementedError

    def facts(self) -> Mapping[str, Any]:
        """Facts that the step adds to the answers for its sentence."""
        return {}

    def takes_earlier_code(self, context: Context) -> bool:
        """Whether the one-time code that was sent before, for something else, is taken here."""
        return False

    def while_waiting(self, context: Context) -> tuple[str, Mapping[str, Any]]:
        """The key and the facts of the sentence for whoever asks for a moment; '' where a moment
        is no answer."""
        return "", {}

    def reminder(self, context: Context, heard: Heard) -> str:
        """The key of the sentence that asks again after `heard`, which is not an answer, and says
        what an answer would do; '' if the question itself says that."""
        return ""

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        """Whether the words are about this question, whatever else they may mean elsewhere."""
        return False

    def is_secret_said(self, heard: Heard) -> bool:
        """Whether the secret that is asked for was spoken, where whoever stands beside the caller
        hears it. It is not taken then."""
        return False

    def miss(self, context: Context, heard: Heard) -> str:
        """The name of the engine's sentence that says why `heard` is not an answer."""
        return "miss"

    def interpret(self, heard: Heard) -> Heard:
        """Reinterpret the message for this question: a command may be an answer to it."""
        return heard

    def hear(self, context: Context, heard: Heard) -> str | None:
        """The outcome of this answer, whose value is saved in the answers; None: not an answer."""
        raise NotImplementedError


def plain_key(text: str) -> str:
    """The text without differences of width, case, outer spaces and a final full stop. What it is
    left open with stays: "1?" and "1..." are no keys."""
    plain = text if answers.is_left_open(text) else text.strip().rstrip("。.!")
    return unicodedata.normalize("NFKC", plain).strip().upper()
