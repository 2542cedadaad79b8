"""Reprompts: asking again after silence, or after an answer that is not understood.

The two are counted separately and handled alike: ask again, ask in simpler words, then offer an
agent (or follow the step's own `no_input` or `no_match` outcome).
"""

from __future__ import annotations

from enum import IntEnum

from flows.engine.context import Context
from flows.engine.steps import Question
from flows.language import answers
from flows.protocol import Heard, Session


class Reprompt(IntEnum):
    AGAIN = 1
    SIMPLER = 2
    HELP = 3


def next_reprompt(
    context: Context, step: Question, heard: Heard, *, silent: bool = False
) -> Reprompt:
    """Count one more silence or failed answer. Returns how to reprompt.

    A bare yes or no that answers nothing is not counted on a channel where machines write them:
    the next one would be taken for an answer to the offer of an agent."""
    session = context.session
    if context.traits.sessionless and answers.reply_of(heard.text) is not None:
        return Reprompt.AGAIN
    if silent:
        session.silences += 1
    else:
        session.misses += 1
    tries = session.silences if silent else session.misses
    if tries >= step.attempts_max:
        return Reprompt.HELP
    return Reprompt.AGAIN if tries == 1 else Reprompt.SIMPLER


def reset(session: Session) -> None:
    session.silences = session.misses = 0


def sentence(
    context: Context, step: Question, heard: Heard, level: Reprompt, *, silent: bool
) -> str:
    """The key of the sentence that is said before the question is asked again."""
    name = step.silence if silent else step.miss(context, heard)
    return f"engine-{name}" if level is Reprompt.AGAIN else f"engine-{name}_again"
