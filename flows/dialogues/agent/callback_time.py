"""The time of a callback: the member names one, and may change it. It is within the next days and
while agents are there; another one is proposed instead."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from core.contact_centre import callbacks
from core.members import profiles
from core.programme import current_rules
from flows.dialogues.agent.callback import (
    CALLBACK,
    CANCEL_CALLBACK,
    booked,
    cancel_callback,
    facts_of_time,
    is_booked,
)
from flows.dialogues.agent.callback_choice import awaited_by_text, choose_time
from flows.dialogues.agent.callback_questions import (
    OFFERED,
    WORDS,
    TimeOffered,
    When,
    said_in,
)
from flows.dialogues.agent.callback_refused import cancels, wants_no_call
from flows.dialogues.agent.callback_words import (
    any_time,
    asked_at,
    asks,
    changed_to,
    corrects,
    only_time,
    wants_call,
    without_other_number,
)
from flows.engine import Context, Do, End, Flow
from flows.language import SaidTime, answers, changed_moment, moment_of
from flows.protocol import Frame

ELSEWHERE = "elsewhere"
"""The answer of whoever has named another number for the call."""
NIGHT_FROM_HOUR, NIGHT_UNTIL_HOUR = 23, 7
"""Between them a time is asked about: 凌晨3点 may have been meant for the afternoon."""


def continuation(context: Context, text: str) -> Frame | None:
    """The dialogue that takes words about the callback: "不用回电了", "change it to 3". A number
    alone is none: it may be a key that came late."""
    if cancels(text) or (is_booked(context) and wants_no_call(text)):
        return CANCEL_CALLBACK.start()
    if not is_booked(context):
        return None
    if changed_to(text) and (corrects(text) or answers.amount_of(text) is None):
        return CALLBACK_TIME.start(**{WORDS: text})
    return CALLBACK.start() if asks(text) else None


def asked(context: Context, text: str) -> Frame | None:
    """The dialogue of who asks to be called back at a time: "call me back at 3"; or only names one
    while an agent is to answer by text. Where agents write, it asks for the time of whoever names
    none: else an agent would write to who cannot read. Who waits for that agent tells them. Who
    wants the call on another number is told that there is one only, and asked for the time."""
    elsewhere = without_other_number(text, context.session.caller)
    if elsewhere is not None:
        return CALLBACK_TIME.start(**{WORDS: elsewhere, ELSEWHERE: True})
    if context.traits.agents_write and wants_call(text):
        is_awaited = is_booked(context) or awaited_by_text(context) is not None
        return None if is_awaited else CALLBACK_TIME.start()
    is_named = asked_at(text) is not None
    if not is_named and not text.strip().isdecimal() and only_time(text):
        is_named = awaited_by_text(context) is not None
    return CALLBACK_TIME.start(**{WORDS: text}) if is_named else None


def read_time(
    context: Context,
) -> Literal["ask", "fits", "nearest", "night", "instead", "unreachable"]:
    """Says what is wrong with a time that cannot be chosen. "night": most people are asleep then.
    "instead": it takes the place of an agent who is to answer by text. Of "as soon as possible" no
    time is named: nobody knows when an agent is free."""
    if not profiles.shows_number(context.session.caller):
        return "unreachable"
    words = context.answers.pop(WORDS, "")
    if context.answers.pop(ELSEWHERE, False):
        context.say("only_here")
    if any_time(words):
        context.answers["call_at"] = ""
        return "fits"
    said = said_in(words)
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
    return "instead" if awaited_by_text(context) is not None else "fits"


def say_only_here(context: Context) -> Literal["said"]:
    context.say("only_here")
    return "said"


def is_night(call_at: datetime) -> bool:
    hour = call_at.astimezone(current_rules().zone).hour
    return hour >= NIGHT_FROM_HOUR or hour < NIGHT_UNTIL_HOUR


def _wanted(context: Context, said: SaidTime, *, is_asked_anew: bool) -> datetime | None:
    """The moment that is meant; where a callback is changed, or a time that was offered, the day or
    hour of it is kept."""
    now = context.at.astimezone(current_rules().zone)
    offered = context.answers.pop(OFFERED, None)
    before = None if is_asked_anew else booked(context)
    changed = before.call_at if before is not None else None
    if offered is not None and not is_asked_anew:
        changed = datetime.fromisoformat(offered)
    return moment_of(said, now) if changed is None else changed_moment(said, changed, now)


OFFERED_ON = {"yes": "choose", "no": "when", "time": "start", "none": "drop"}

CALLBACK_TIME = Flow(
    "callback_time",
    Do(
        "start",
        read_time,
        says=["past", "too_far", "only_here"],
        on={
            "ask": "when",
            "fits": "choose",
            "nearest": "nearest",
            "night": "night",
            "instead": "instead",
            "unreachable": "unreachable",
        },
    ),
    When("when", on={"given": "start", "none": "drop", "elsewhere": "only_here"}),
    Do("only_here", say_only_here, says=["only_here"], on={"said": "when"}),
    TimeOffered("nearest", on={**OFFERED_ON, "asked": "nearest"}),
    TimeOffered("night", on={**OFFERED_ON, "asked": "night"}),
    TimeOffered("instead", on={**OFFERED_ON, "no": "kept", "none": "kept", "asked": "instead"}),
    Do(
        "drop",
        cancel_callback,
        effect=True,
        on={"cancelled": "dropped", "calling": "calling", "none": "dropped"},
    ),
    Do(
        "choose",
        choose_time,
        effect=True,
        on={"chosen": "chosen", "soon": "soon", "calling": "calling"},
    ),
    End("chosen"),
    End("soon"),
    End("kept"),
    End("dropped"),
    End("calling"),
    End("unreachable", refuses=True),
    members_only=False,
)
