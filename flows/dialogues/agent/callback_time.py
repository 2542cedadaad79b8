"""The time of a callback: the member names one, and may change it. It is within the next days and
while agents are there; another one is proposed instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from core.contact_centre import HandoverRequest, callbacks, offers, requests
from core.members import NOBODY, masked, profiles
from core.programme import current_rules
from flows.dialogues.agent.callback import (
    CALLBACK,
    CANCEL_CALLBACK,
    booked,
    facts_of_time,
    is_booked,
)
from flows.dialogues.agent.callback_words import (
    asked_at,
    asks,
    cancels,
    changed_to,
    corrects,
    named_time,
    only_time,
    wants_no_call,
)
from flows.dialogues.agent.request import request_agent
from flows.engine import Context, Do, End, Flow, Menu, Question, YesNo
from flows.language import SaidTime, answers, changed_moment, keyed_time, moment_of
from flows.protocol import Expects, ExpectsKind, Frame, Heard

WORDS = "argument"
"""The answer with the words that name the time."""
NIGHT_FROM_HOUR, NIGHT_UNTIL_HOUR = 23, 7
"""Between them a time is asked about: 凌晨3点 may have been meant for the afternoon."""
KEYED_DIGITS = 4
SHOWN_DIGITS = 4
"""How many of its last digits tell which number is called, where it is heard."""


def continuation(context: Context, text: str) -> Frame | None:
    """The dialogue that takes words about the callback: "不用回电了", "change it to 3". A number
    alone is none: it may be a key that came late."""
    if cancels(text):
        return CANCEL_CALLBACK.start()
    if not is_booked(context):
        return None
    if wants_no_call(text):
        return CANCEL_CALLBACK.start()
    if changed_to(text) and (corrects(text) or answers.amount_of(text) is None):
        return CALLBACK_TIME.start(**{WORDS: text})
    return CALLBACK.start() if asks(text) else None


def asked(context: Context, text: str) -> Frame | None:
    """The dialogue of who asks to be called back at a time: "call me back at 3"; or only names one
    while an agent is to answer by text."""
    is_named = asked_at(text) is not None
    if not is_named and not text.strip().isdecimal() and only_time(text):
        is_named = _awaited_by_text(context) is not None
    return CALLBACK_TIME.start(**{WORDS: text}) if is_named else None


def _awaited_by_text(context: Context) -> HandoverRequest | None:
    """The request that an agent is to answer by text; None if there is none."""
    if not context.traits.agents_write:
        return None
    member_id = context.caller.member_id if context.caller else NOBODY
    return requests.find_open(context.conn, member_id, context.session.caller, "text", context.at)


def _said_in(text: str) -> SaidTime | None:
    said = keyed_time(text)
    if said is not None or text.strip().isdecimal():
        return said  # 77 is no time that has passed
    return asked_at(text) or changed_to(text) or named_time(text)


@dataclass(frozen=True, kw_only=True)
class OfferTime(Menu):
    """Takes a time as the wish for it."""

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return self._names_time(heard.text)

    def _names_time(self, text: str) -> bool:
        return not text.strip().isdecimal() and _said_in(text) is not None

    def hear(self, context: Context, heard: Heard) -> str | None:
        if self._names_time(heard.text):
            context.answers[WORDS] = heard.text
            return "time"
        context.answers[WORDS] = ""
        return super().hear(context, heard)


@dataclass(frozen=True, kw_only=True)
class When(Question):
    """Asks for a time, in words or keyed as 1530."""

    def expects(self, context: Context) -> Expects:
        return Expects(ExpectsKind.DIGITS, digits_max=KEYED_DIGITS, timeout_seconds=8, speech=True)

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return _said_in(heard.text) is not None

    def hear(self, context: Context, heard: Heard) -> str | None:
        if _said_in(heard.text) is None:
            return None
        context.answers[WORDS] = heard.text
        return "given"


def read_time(
    context: Context,
) -> Literal["ask", "fits", "nearest", "night", "instead", "unreachable"]:
    """Says what is wrong with a time that cannot be chosen. "night": most people are asleep then.
    "instead": it takes the place of an agent who is to answer by text."""
    if not profiles.shows_number(context.session.caller):
        return "unreachable"
    words = context.answers.pop(WORDS, "")
    said = _said_in(words)
    if said is None:
        return "ask"
    wanted = _wanted(context, said, is_asked_anew=asked_at(words) is not None)
    if wanted is None:
        context.say("past")
        return "ask"
    if callbacks.is_too_far(wanted, context.at):
        context.say("too_far", days=callbacks.DAYS_MAX)
        return "ask"
    call_at = callbacks.in_service_hours(wanted, not_before=said.after)
    hours = current_rules().agents
    context.answers.update(
        facts_of_time(call_at, context.at),
        call_at=call_at.isoformat(),
        from_hour=hours.from_hour,
        until_hour=hours.until_hour,
    )
    if call_at != wanted:
        return "nearest"
    if is_night(call_at):
        return "night"
    return "instead" if _awaited_by_text(context) is not None else "fits"


def is_night(call_at: datetime) -> bool:
    hour = call_at.astimezone(current_rules().zone).hour
    return hour >= NIGHT_FROM_HOUR or hour < NIGHT_UNTIL_HOUR


def _wanted(context: Context, said: SaidTime, *, is_asked_anew: bool) -> datetime | None:
    """The moment that is meant; where a callback is changed, the day or hour of it is kept."""
    now = context.at.astimezone(current_rules().zone)
    before = None if is_asked_anew else booked(context)
    if before is None or before.call_at is None:
        return moment_of(said, now)
    return changed_moment(said, before.call_at, now)


def choose_time(context: Context) -> Literal["chosen", "calling"]:
    """Asks for a callback at the time, or changes the time of the one that is asked for. Who waits
    for an answer by text waits no longer."""
    caller, number = context.caller, context.session.caller
    call_at = datetime.fromisoformat(context.answers["call_at"])
    context.answers.update(to=masked(number), last=number[-SHOWN_DIGITS:])
    if (awaited := _awaited_by_text(context)) is not None:
        offers.give_up(
            context.conn,
            member_id=caller.member_id if caller else NOBODY,
            handover_id=awaited.handover_id,
            how="abandoned",
            at=context.at,
        )
    before = booked(context)
    if before is None:
        request_agent(context, "callback", call_at=call_at)
        return "chosen"
    changed = callbacks.set_time(
        context.conn,
        member_id=caller.member_id if caller else NOBODY,
        handover_id=before.handover_id,
        call_at=call_at,
    )
    return "calling" if changed is None else "chosen"


CALLBACK_TIME = Flow(
    "callback_time",
    Do(
        "start",
        read_time,
        says=["past", "too_far"],
        on={
            "ask": "when",
            "fits": "choose",
            "nearest": "nearest",
            "night": "night",
            "instead": "instead",
            "unreachable": "unreachable",
        },
    ),
    When("when", on={"given": "start"}),
    YesNo("nearest", on={"yes": "choose", "no": "when"}),
    YesNo("night", on={"yes": "choose", "no": "when"}),
    YesNo("instead", on={"yes": "choose", "no": "kept"}),
    Do("choose", choose_time, effect=True, on={"chosen": "chosen", "calling": "calling"}),
    End("chosen"),
    End("kept"),
    End("calling"),
    End("unreachable", refuses=True),
    members_only=False,
)
