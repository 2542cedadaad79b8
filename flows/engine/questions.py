"""Steps that ask a question and parse the answer.

Such a step declares what may be answered (`options`, `expects`) and turns the message into an
outcome, or None if it is not an answer (`hear`). Silence never reaches a step: the engine
reprompts. After the last reprompt the engine offers an agent, unless the step declares the outcomes
`no_input` (for silence) or `no_match` (for other answers)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from flows.engine.steps_base import Step
from flows.language import answers, simplified
from flows.protocol import Expects, ExpectsKind, Frame, Heard, HeardKind, Option

if TYPE_CHECKING:
    from flows.engine.context import Context

REPROMPT_OUTCOMES = ("no_input", "no_match")


@dataclass(frozen=True, kw_only=True)
class Question(Step):
    """A step that asks.

    attempts_max: how many failed answers, or silences, in a row bring the offer of an agent.
    secret: the answer is masked in the transcript and not stored.
    names_agent: where it is heard, how to reach an agent is said with the question: no words can
        ask for one there.
    silence: the name of the engine's sentence that is said after silence.
    takes_words: almost any words are an answer, also those that express a wish.
    """

    attempts_max: int = 3
    secret: bool = False
    names_agent: bool = False
    silence: ClassVar[str] = "silence"
    takes_words: ClassVar[bool] = False

    def prepare(self, context: Context) -> str | None:
        """Called before the question is asked. Returns None to ask it, or an outcome to skip it."""
        return None

    def sentence(self, context: Context) -> str:
        """The key of the sentence that asks."""
        return self.key(context)

    def is_open(self, context: Context, frame: Frame) -> bool:
        """Whether the question, asked before in the dialogue `frame`, can still be answered. If
        not, a repeated keyword begins the dialogue anew."""
        return True

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

    def miss(self, context: Context, heard: Heard) -> str:
        """The name of the engine's sentence that says why `heard` is not an answer."""
        return "miss"

    def interpret(self, heard: Heard) -> Heard:
        """Reinterpret the message for this question: a command may be an answer to it."""
        return heard

    def hear(self, context: Context, heard: Heard) -> str | None:
        """The outcome of this answer, whose value is saved in the answers; None: not an answer."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Ask(Question):
    """Asks for `digits_min` to `digits_max` digits.

    save: the answer that gets the entry. A secret entry is not stored: the next action reads it
        from `context.entered`.
    tells: facts for the question's sentence, besides the two numbers of digits.
    all_of: what "all" means, where the entry is an amount that the member has so much of.

    The digits may also be in words: an amount, where one digit is enough (两千五), else one by one
    (幺三八).

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

    def miss(self, context: Context, heard: Heard) -> str:
        return "miss_entry" if digits_of(heard.text).isdecimal() else "miss_digits"

    def hear(self, context: Context, heard: Heard) -> str | None:
        entry = next(filter(self._takes, self._entries(context, heard.text)), None)
        if entry is None:
            return None
        if self.secret:
            context.entered = context.hide(entry)
        else:
            context.answers[self.save] = entry
        return "given"

    def _entries(self, context: Context, text: str) -> Iterator[str]:
        """What `text` may be as an entry, the likeliest first."""
        yield digits_of(text)
        if self.digits_min > 1:
            yield answers.digits_of_words(text) or ""
            return
        amount = answers.amount_of(text)
        if amount is not None and amount.unit in AMOUNT_UNITS:
            yield str(amount.value)
        if self.all_of is not None and answers.is_everything(text):
            yield str(self.all_of(context))


AMOUNT_UNITS = ("", "points", "gift")
"""What may be said with the number. Yuan are not points: 100 points are worth one."""
WORDS_MIN, WORDS_MAX = 2, 500
SAID, MEANT = "said", "meant"
RECORDING_SILENCE_SECONDS = 5
"""How long a caller may pause before the recording ends."""


@dataclass(frozen=True, kw_only=True)
class Record(Question):
    """Asks for the member's own words, recorded where the channel is spoken and typed elsewhere.
    They are saved as the answers `save` (typed, at most WORDS_MAX characters) and `save`_url. A
    bare yes or no says nothing, and thanks and a greeting are answered as such. Words that might
    have meant something else are given as the answer SAID once the member has said that they answer
    this question; the answer MEANT tells that to the next step.
    """

    save: str
    names_agent: bool = True
    silence: ClassVar[str] = "silence_words"
    takes_words: ClassVar[bool] = True

    def miss(self, context: Context, heard: Heard) -> str:
        return "miss_words"

    def prepare(self, context: Context) -> str | None:
        words = context.answers.pop(SAID, "")
        if not words:
            return None
        context.answers[MEANT] = True
        return self._taken(context, words)

    def expects(self, context: Context) -> Expects:
        if context.traits.spoken:
            return Expects(ExpectsKind.RECORDING, timeout_seconds=RECORDING_SILENCE_SECONDS)
        return Expects(ExpectsKind.WORDS)

    def hear(self, context: Context, heard: Heard) -> str | None:
        words = heard.text.strip()
        if heard.kind is HeardKind.RECORDED:
            context.answers[f"{self.save}_url"] = words
            context.answers[self.save] = ""
            return "recorded"
        if len(words) < WORDS_MIN or context.traits.spoken or not says_something(words):
            return None
        return self._taken(context, words)

    def _taken(self, context: Context, words: str) -> str:
        context.answers[f"{self.save}_url"] = ""
        context.answers[self.save] = words[:WORDS_MAX]
        return "recorded"


def says_something(words: str) -> bool:
    """Whether the words are more than a pleasantry, a yes or a no."""
    is_polite = answers.small_talk_of(words) in (
        answers.SmallTalk.THANKS,
        answers.SmallTalk.GREETING,
    )
    return not is_polite and answers.reply_of(words) is None


@dataclass(frozen=True, kw_only=True)
class Queue(Question):
    """The caller waits in the queue, or is connected to an agent.

    It ends when the call comes back: "bridged" after the agent has hung up, "left" if the caller
    left the queue, "failed" for any other reason; or because the agent asks for the PIN ("prove")
    or for a redemption ("gift", "credit", "data", with the gift's number as the answer `argument`).
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


# Characters and units that are written with numbers: "+86 138-0000-0001", "1,000 points".
_NUMBER_MARKS = re.compile(r"[\s,()\[\]【】+‐–—-]|(?:积分|分|POINTS?|号)$")


def digits_of(text: str) -> str:
    """The text without separators, brackets and units: 1000 for "1,000 points"."""
    return _NUMBER_MARKS.sub("", simplified(plain_key(text)))


def plain_key(text: str) -> str:
    """The text without differences of width, case, outer spaces and a final full stop. What it is
    left open with stays: "1?" and "1..." are no keys."""
    plain = text if answers.is_left_open(text) else text.strip().rstrip("。.!")
    return unicodedata.normalize("NFKC", plain).strip().upper()
