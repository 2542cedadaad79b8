"""Reprompts: asking again after silence, or after an answer that is not understood.

The two are counted separately and handled alike: ask again, ask in simpler words, then offer an
agent (or follow the step's own `no_input` or `no_match` outcome).
"""

from __future__ import annotations

from enum import IntEnum

from core.contact_centre import requests
from core.members import profiles
from core.programme import local_day
from flows.engine.context import Context
from flows.engine.steps import Question
from flows.protocol import Heard, Session

SENIOR_SILENCES_MAX = 2
"""After so many silences in a row an older caller is put through to an agent."""


class Reprompt(IntEnum):
    AGAIN = 1
    SIMPLER = 2
    HELP = 3


def next_reprompt(
    context: Context, step: Question, heard: Heard, *, silent: bool = False
) -> Reprompt:
    """Count one more silence or failed answer. Returns how to reprompt."""
    session = context.session
    if silent:
        session.silences += 1
    else:
        session.misses += 1
    tries = session.silences if silent else session.misses
    if tries >= step.attempts_max or (silent and is_put_through(context)):
        return Reprompt.HELP
    return Reprompt.AGAIN if tries == 1 else Reprompt.SIMPLER


def is_put_through(context: Context) -> bool:
    """Whether silence has lasted so long that an older caller is put through to an agent: once in
    a call, or a line on which nobody is would never end."""
    caller, session = context.caller, context.session
    return (
        context.traits.queues_callers
        and caller is not None
        and session.silences >= SENIOR_SILENCES_MAX
        and profiles.is_senior(caller, local_day(context.at))
        and not requests.is_made_in(context.conn, session.session_id)
    )


def reset(session: Session) -> None:
    session.silences = session.misses = 0


def sentence(
    context: Context, step: Question, heard: Heard, level: Reprompt, *, silent: bool
) -> str:
    """The key of the sentence that is said before the question is asked again."""
    name = step.silence if silent else step.miss(context, heard)
    return f"engine-{name}" if level is Reprompt.AGAIN else f"engine-{name}_again"
