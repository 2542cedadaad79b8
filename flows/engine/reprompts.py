"""What is done about silence, and about an answer that makes no sense: two ladders, one shape.

Say it again; say it more simply; then help comes (the offer of an agent, or what the step names).
"""

from __future__ import annotations

from enum import IntEnum

from flows.engine.steps import Asking
from flows.protocol import Heard, Session


class Rung(IntEnum):
    AGAIN = 1
    SIMPLER = 2
    HELP = 3


def climb(session: Session, step: Asking, *, silent: bool) -> Rung:
    """One more try has failed: which rung that is."""
    if silent:
        session.silences += 1
    else:
        session.misses += 1
    tries = session.silences if silent else session.misses
    if tries >= step.rungs:
        return Rung.HELP
    return Rung.AGAIN if tries == 1 else Rung.SIMPLER


def reset(session: Session) -> None:
    session.silences = session.misses = 0


def sentence(step: Asking, heard: Heard, rung: Rung, *, silent: bool) -> str:
    """What is said before the question is asked again."""
    name = step.silence if silent else step.miss(heard)
    return f"engine-{name}" if rung is Rung.AGAIN else f"engine-{name}_again"
