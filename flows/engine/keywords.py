"""Keywords: words that a member texts to open a dialogue or to give a global command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from flows.engine.flow import Flow

if TYPE_CHECKING:
    from flows.engine.context import Context

_OPT_OUT_WORDS = "STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT"
CARRIER_WORDS = frozenset(f"{_OPT_OUT_WORDS} START YES UNSTOP HELP INFO".split())
"""Words that Twilio answers itself, without forwarding all of them. A keyword must not be one of
them: it could opt the member out of every text, receipts and one-time codes included."""


QUESTION = "?"


class Argument(Enum):
    """What may follow a keyword.

    `NUMBER`: an amount or a gift's number. `DATA`: an amount of mobile data in GB, or in MB if that
    is written behind it. `REFERENCE`: the number of an order, a receipt or a complaint, which may
    have letters and hyphens. `CODE`: a one-time code; without one the word counts as an answer, not
    as a keyword. `TEXT`: anything; but what is another keyword opens that one's dialogue ("TS RG"
    asks for an agent). `AMOUNT`: as `NUMBER`; free words may also have `understanding.ALL`, which
    `DATA` and `TRANSFER` may have too. `AMOUNT_TO`: as `AMOUNT`; behind it, as behind `DATA`, a
    space and a telephone number may follow. `REFERENCES`: as `REFERENCE`, or `understanding.ALL`.

    Nothing may follow the others, but free words may have more: with `TRANSFER` a telephone number,
    a space and an amount, each of which may be missing; with `FORGOTTEN` `understanding.FORGOTTEN`.
    """

    NONE = auto()
    NUMBER = auto()
    DATA = auto()
    REFERENCE = auto()
    REFERENCES = auto()
    CODE = auto()
    TEXT = auto()
    TRANSFER = auto()
    AMOUNT = auto()
    AMOUNT_TO = auto()
    FORGOTTEN = auto()


@dataclass(frozen=True)
class Keyword:
    """A keyword with its words in both languages.

    command: the value of `Heard.command`.
    flow: the dialogue that it opens; None for a command of the engine.
    argument: what may follow the word.
    zh, en: the words, separated by spaces. A word may be in both.
    carriers: words of the carriers that mean the same where one passes them on. Nothing advertises
        them: the member may hear from the carrier instead.
    hears_questions: a question with one of the words has the argument QUESTION, because the
        dialogue takes something back: "撤销？" asks how.
    when_asked: what a question with one of the words gives instead, because the keyword acts at
        once: the command of another keyword; "" if the words are to be understood ("RG?"); None if
        a question is no different.
    named_in: finds in free words what follows the keyword, where the database knows its names; ""
        if they name nothing, and then they are looked through for `argument`.
    topics: those of the words that also name a thing that people talk about. Behind a keyword with
        `Argument.TEXT` they are its words: "投诉 话费" is a complaint about phone credit.
    """

    command: str
    flow: Flow | None = None
    argument: Argument = Argument.NONE
    zh: str = ""
    en: str = ""
    carriers: str = ""
    hears_questions: bool = False
    when_asked: str | None = None
    named_in: Callable[[Context, str], str] | None = None
    topics: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self.zh.split(), *self.en.split()]))
