"""What a channel heard, and the turn that answers it: all that channels and dialogues share."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from flows.protocol.channels import Channel


class What(StrEnum):
    """What kind of thing was heard. Silence and a wrong key are told apart from here on."""

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

    `caller` is E.164, or an id of this call's own where the number is withheld. `message_id` names
    this delivery for good: the same id is the same message. `seq` is the turn's number where the
    carrier tells the order (voice), else None.
    `text` is what was keyed, typed or said; `command` names a global ("agent", "back", "repeat",
    "main", "zh", "en") or a dialogue that a keyword asks for, with `text` as its argument.
    `guessed` is the keyword that a mistyped one seems to be: `text` is then as typed, since it may
    be an answer after all, and `argument` what would follow the keyword; or the number of what an
    agent would have redeemed.
    `cleared`: the entry was begun anew, and the carrier may have cut it short, since it counts the
    cleared keys too.
    `typed`: the whole of it, before it was understood: what a person reads who is there instead.
    """

    channel: Channel
    session_id: str
    caller: str
    message_id: str
    what: What
    text: str = ""
    command: str = ""
    guessed: str = ""
    argument: str = ""
    cleared: bool = False
    typed: str = ""
    seq: int | None = None


class Kind(StrEnum):
    """What the caller may do next."""

    NOTHING = "nothing"
    KEY = "key"
    DIGITS = "digits"
    WORDS = "words"
    RECORDING = "recording"
    QUEUE = "queue"


@dataclass(frozen=True, slots=True)
class Expects:
    """`digits_max` ends an entry by itself when reached; `speech` says that words will do too."""

    kind: Kind
    digits_max: int = 1
    timeout_seconds: int = 6
    speech: bool = False
    recording_max_seconds: int = 120


EXPECTS_FIELDS = tuple(Expects.__dataclass_fields__)
ENDED = Expects(Kind.NOTHING)


@dataclass(frozen=True, slots=True)
class Option:
    """`text` is the whole line or sentence as the channel shows it, its key included."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """The answer: what is said, what may be chosen, what is waited for.

    `number` counts the turns of a session from 0; voice puts the next one into its action URL.
    `page` is the screen shown where the text takes several (USSD).
    """

    language: str
    say: tuple[str, ...]
    options: tuple[Option, ...] = ()
    expects: Expects = field(default=ENDED)
    footer: str = ""
    more: str = ""
    page: int = 0
    number: int = 0

    @property
    def ends(self) -> bool:
        return self.expects.kind is Kind.NOTHING

    def to_json(self) -> dict[str, Any]:
        expects = self.expects
        return {
            "language": self.language,
            "say": list(self.say),
            "options": [{"key": option.key, "text": option.text} for option in self.options],
            "expects": {name: getattr(expects, name) for name in EXPECTS_FIELDS},
            "footer": self.footer,
            "more": self.more,
            "page": self.page,
            "number": self.number,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Turn:
        expects = data["expects"]
        return cls(
            **{
                **data,
                "say": tuple(data["say"]),
                "options": tuple(Option(**option) for option in data["options"]),
                "expects": Expects(**{**expects, "kind": Kind(expects["kind"])}),
            }
        )
