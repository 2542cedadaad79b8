"""The questions for the time of a callback. Each takes a time in words; some also that no call is
wanted."""

from __future__ import annotations

from dataclasses import dataclass

from flows.dialogues.agent.callback_refused import cancels, wants_no_call
from flows.dialogues.agent.callback_words import (
    any_time,
    asked_at,
    asks,
    changed_to,
    finds_unsuited,
    named_time,
    names_later,
    names_other_telephone,
)
from flows.engine import Context, Menu, Question, YesNo
from flows.language import SaidTime, answers, keyed_time
from flows.protocol import Expects, ExpectsKind, Heard

WORDS = "argument"
"""The answer with the words that name the time."""
OFFERED = "offered"
"""The answer with the time that those words change."""
KEYED_DIGITS = 4


def said_in(text: str) -> SaidTime | None:
    said = keyed_time(text)
    if said is not None or text.strip().isdecimal():
        return said  # 77 is no time that has passed
    if any_time(text):
        return SaidTime(minutes_from_now=0)
    return asked_at(text) or changed_to(text) or named_time(text)


@dataclass(frozen=True, kw_only=True)
class OfferTime(Menu):
    """Takes a time as the wish for it; one that names no day leads to the question for it. No call
    is wanted by "never mind", too ("dropped")."""

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return self._names_time(heard.text) or self._drops(heard.text)

    def _names_time(self, text: str) -> bool:
        is_time = said_in(text) is not None or names_later(text)
        return not text.strip().isdecimal() and is_time

    def _drops(self, text: str) -> bool:
        return _wants_none(text) or answers.reply_of(text) is answers.Reply.CANCEL

    def fixed_options(self) -> list[str]:
        return [each for each in super().fixed_options() if each != "dropped"]

    def hear(self, context: Context, heard: Heard) -> str | None:
        if self._names_time(heard.text):
            context.answers[WORDS] = heard.text
            return "time"
        if self._drops(heard.text):
            return "dropped"
        context.answers[WORDS] = ""
        return super().hear(context, heard)


@dataclass(frozen=True, kw_only=True)
class When(Question):
    """Asks for a time, in words or keyed as 1530. "elsewhere": the call is wanted on another
    telephone."""

    def expects(self, context: Context) -> Expects:
        return Expects(ExpectsKind.DIGITS, digits_max=KEYED_DIGITS, timeout_seconds=8, speech=True)

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        text = heard.text
        is_answer = _wants_none(text) or said_in(text) is not None
        return is_answer or names_other_telephone(text) or finds_unsuited(text)

    def hear(self, context: Context, heard: Heard) -> str | None:
        if _wants_none(heard.text):
            return "none"
        if names_other_telephone(heard.text):
            return "elsewhere"
        if finds_unsuited(heard.text) or said_in(heard.text) is None:
            return None
        context.answers[WORDS] = heard.text
        return "given"


@dataclass(frozen=True, kw_only=True)
class TimeOffered(YesNo):
    """Asks whether a time is meant. Words may name another one instead, which keeps what they do
    not name of it ("time"), find it too early or too late, which asks for another ("time"), say
    that no call is wanted ("none"), or ask when it comes, which the question says ("asked")."""

    def outcomes(self) -> frozenset[str]:
        return super().outcomes() | {"time", "none", "asked"}

    def fixed_options(self) -> list[str]:
        return [self.yes, self.no]

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        text = heard.text
        is_about_it = asks(text) or finds_unsuited(text)
        return _wants_none(text) or is_about_it or self._names_other(context, heard)

    def _names_other(self, context: Context, heard: Heard) -> bool:
        text = heard.text.strip()
        if text.isdecimal() and len(text) < KEYED_DIGITS:
            return False  # the key of an option that is not there
        is_reply = super().hear(context, heard) is not None
        return not is_reply and not heard.is_doubtful and changed_to(text) is not None

    def hear(self, context: Context, heard: Heard) -> str | None:
        if _wants_none(heard.text):
            return "none"
        if finds_unsuited(heard.text):
            context.answers[WORDS] = ""
            return "time"
        if asks(heard.text):
            return "asked"
        if self._names_other(context, heard):
            context.answers.update({WORDS: heard.text, OFFERED: context.answers["call_at"]})
            return "time"
        return super().hear(context, heard)


def _wants_none(text: str) -> bool:
    return cancels(text) or wants_no_call(text)
