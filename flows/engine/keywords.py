"""Keywords: what a member texts to ask for a dialogue, or for a command that works everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from flows.engine.flow import Flow

_OPT_OUT_WORDS = "STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT"
CARRIER_WORDS = frozenset(f"{_OPT_OUT_WORDS} START YES UNSTOP HELP INFO".split())
"""Words that Twilio answers itself; some of them it never forwards. A keyword of ours that is one
of them would opt a member out of every text, receipts and one-time codes included."""


class Argument(Enum):
    """What may follow a keyword.

    `NUMBER`: an amount or a gift's number. `REFERENCE`: the number of an order, a receipt or a
    complaint, which may have letters and hyphens. `CODE`: a one-time code, without which the word
    is an answer and no keyword. `TEXT`: anything.
    """

    NONE = auto()
    NUMBER = auto()
    REFERENCE = auto()
    CODE = auto()
    TEXT = auto()


@dataclass(frozen=True)
class Keyword:
    """`command` is its name in `Heard.command`. `flow` is the dialogue that it opens; None for a
    command of the engine. `zh` and `en` are the words for it, with spaces between; a word may stand
    in both."""

    command: str
    flow: Flow | None = None
    argument: Argument = Argument.NONE
    zh: str = ""
    en: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self.zh.split(), *self.en.split()]))
