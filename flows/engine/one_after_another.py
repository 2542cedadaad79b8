"""Several things that one message asks a dialogue for, such as two gifts or receivers: the first is
done now, and the dialogue goes on with the next in the reply that says that it is done."""

from __future__ import annotations

from flows.engine.context import Context
from flows.engine.under_way import IS_NEXT, REQUEST
from flows.language import understanding
from flows.protocol import Frame

_AFTER = "is_after"
"""The answer of what waits beneath."""


def take_first(context: Context, state: str) -> bool:
    """Leaves the first in the argument, and puts the others beneath, to be begun at the step
    `state`. Returns whether there are others."""
    first, _, others = context.answers.get("argument", "").partition(understanding.THEN)
    if not others:
        return False
    context.answers["argument"] = context.answers[REQUEST] = first
    later = {"argument": others, REQUEST: others, _AFTER: True}
    context.session.stack.insert(-1, Frame(context.session.top.flow, state, later))
    return True


def go_on(context: Context) -> None:
    """Of what comes after another one, asks in the same reply."""
    if context.answers.pop(_AFTER, False):
        context.answered, context.answers[IS_NEXT] = False, True


def waiting(context: Context) -> tuple[str, list[str]]:
    """The flow of what comes after what is under way, and its arguments, the next one first."""
    stack = [] if context.session.resting else context.session.stack
    for frame in stack:
        if _AFTER in frame.answers:
            return frame.flow, str(frame.answers["argument"]).split(understanding.THEN)
    return "", []
