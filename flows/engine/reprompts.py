"""What is done about silence, and about an answer that makes no sense: two ladders, one shape.

Say it again; say it more simply; then help comes (the offer of an agent, or what the step names).
"""

from __future__ import annotations

from enum import IntEnum

from flows.engine.steps import Question
from flows.protocol import Heard, Session


class Reprompt(IntEnum):
    AGAIN = 1
    SIMPLER = 2
    HELP = 3


def next_reprompt(session: Session, step: Question, *, silent: bool) -> Reprompt:
    """One more try has failed: which rung that is."""
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


def sentence(step: Question, heard: Heard, rung: Reprompt, *, silent: bool) -> str:
    """What is said before the question is asked again."""
    name = step.silence if silent else step.miss(heard)
    return f"engine-{name}" if rung is Reprompt.AGAIN else f"engine-{name}_again"
