"""`Heard`, a parsed message of any channel, and `Turn`, the reply to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from core.contact_centre import Received
from core.members import BLANK, CodeReference
from flows.protocol.channels import Channel

CONFIDENCE_MIN = 0.5
"""Of a recogniser of speech; what it is less sure of is asked again."""


class HeardKind(StrEnum):
    """What kind of message was heard."""

    STARTED = "started"
    ENTERED = "entered"
    SILENCE = "silence"
    COMMAND = "command"
    RECORDED = "recorded"
    LEFT_QUEUE = "left_queue"
    HUNG_UP = "hung_up"


@dataclass(frozen=True, slots=True)
class Heard:
    """One webhook, parsed.

    caller: the number in E.164, or an id of this call's own where the number is withheld.
    message_id: the same for every delivery of this message, and for no other message. text: what
    was keyed, typed or said; for a command, its argument. command: a global command ("agent",
    "back", "repeat", "main", "zh", "en"), or that of the keyword which opens a dialogue. guessed:
    the keyword that a mistyped word is close to. `command` is then what that keyword would do, and
    `text` the message as typed, since it may be an answer after all. argument: the argument of a
    guessed keyword; or the number of the gift that an agent wants the member to redeem. cleared:
    the caller cleared the entry and began again. The entry may be incomplete, because the carrier
    counts the cleared keys towards the maximum. typed: the whole message before it was parsed, for
    an agent to read. seq: the number of the turn that this answers, if the carrier returns it
    (voice); else None. confidence: of the recogniser of speech, from 0 to 1; None: not spoken.
    pictures: what became of the pictures that came with it; None: none came. resent_as: the same
    for messages of the same sender and words, from a carrier that may deliver a message again under
    another message_id; '': the carrier keeps the id."""

    channel: Channel
    session_id: str
    caller: str
    message_id: str
    kind: HeardKind
    text: str = ""
    command: str = ""
    guessed: str = ""
    argument: str = ""
    cleared: bool = False
    typed: str = ""
    seq: int | None = None
    confidence: float | None = None
    pictures: Received | None = None
    resent_as: str = ""

    @property
    def is_doubtful(self) -> bool:
        """Whether the recogniser of speech doubts that this was said. It is then no answer to any
        question: a cough is easily heard as a yes."""
        return self.confidence is not None and self.confidence < CONFIDENCE_MIN


class ExpectsKind(StrEnum):
    """What the caller may do next; NOTHING ends the session."""

    NOTHING = "nothing"
    KEY = "key"
    DIGITS = "digits"
    WORDS = "words"
    RECORDING = "recording"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class Expects:
    """What a turn expects next.

    digits_max: an entry is complete after that many digits; 0: it has no fixed length.
    timeout_seconds: how long the caller may be silent.
    speech: the answer may also be spoken.
    """

    kind: ExpectsKind
    digits_max: int = 1
    timeout_seconds: int = 6
    speech: bool = False
    recording_max_seconds: int = 120


EXPECTS_FIELDS = tuple(Expects.__dataclass_fields__)
ENDED = Expects(ExpectsKind.NOTHING)


@dataclass(frozen=True, slots=True)
class Option:
    """An entry of a menu; `text` is the whole line or sentence, its key included. language: that of
    the text; '': the turn's. A caller whose language is not known hears an option in several."""

    key: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """A sentence of a turn in another language than the turn's."""

    language: str
    text: str


USUAL_RATE_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Turn:
    """The reply to one message: what is said, what may be chosen, and what is expected next.

    footer: how to reach a person, how to go back: the last line, after the options; where it is
        heard, the sentence before the question of a menu.
    more: the last line of a USSD screen where the reply goes on at the next one.
    page: which screen is shown, from 0, if the reply takes several (USSD).
    number: the number of the turn within its session, from 0. Voice puts the next one into its
        action URL.
    code: a one-time code is said where the words have BLANK. It is put there when the reply leaves
        the conversation; what is stored never has it.
    translations: sentences of `say` in other languages, said after it, for a caller whose language
        is not known (voice).
    rate_percent: how fast it is spoken, in percent of the voice's usual rate (voice).
    """

    language: str
    say: tuple[str, ...]
    options: tuple[Option, ...] = ()
    expects: Expects = field(default=ENDED)
    footer: str = ""
    more: str = ""
    page: int = 0
    number: int = 0
    code: CodeReference | None = None
    translations: tuple[Translation, ...] = ()
    rate_percent: int = USUAL_RATE_PERCENT

    @property
    def ends(self) -> bool:
        return self.expects.kind is ExpectsKind.NOTHING

    def to_json(self) -> dict[str, Any]:
        expects = self.expects
        return {
            "language": self.language,
            "say": list(self.say),
            "options": [_option_json(option) for option in self.options],
            "expects": {name: getattr(expects, name) for name in EXPECTS_FIELDS},
            "footer": self.footer,
            "more": self.more,
            "page": self.page,
            "number": self.number,
            "code": self.code,
            **self._spoken_json(),
        }

    def _spoken_json(self) -> dict[str, Any]:
        """Left out where they are as usual: the release before cannot read a turn with them."""
        found: dict[str, Any] = {}
        if self.translations:
            found["translations"] = [[each.language, each.text] for each in self.translations]
        if self.rate_percent != USUAL_RATE_PERCENT:
            found["rate_percent"] = self.rate_percent
        return found

    def revealed(self, code: str) -> Turn:
        """The turn with the code in its words, which must not be stored."""
        return replace(self, say=tuple(words.replace(BLANK, code) for words in self.say), code=None)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Turn:
        expects = data["expects"]
        return cls(
            **{
                **data,
                "say": tuple(data["say"]),
                "options": tuple(Option(**option) for option in data["options"]),
                "expects": Expects(**{**expects, "kind": ExpectsKind(expects["kind"])}),
                "code": tuple(data["code"]) if data.get("code") else None,
                "translations": tuple(Translation(*each) for each in data.get("translations", ())),
            }
        )


def _option_json(option: Option) -> dict[str, str]:
    own = {"language": option.language} if option.language else {}
    return {"key": option.key, "text": option.text, **own}
