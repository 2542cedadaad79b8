"""A look-up that asks something itself, such as for the next page, in the middle of what it leaves
as it is: one rule for all of them.

An answer alone is said before the open question. A question of the look-up lies on top of the one
that is kept; that is asked again once the look-up is done, and takes its code at any time.
"""

from __future__ import annotations

from flows.engine.context import Context, LeftDialogue
from flows.engine.player import KEPT, Player
from flows.protocol import Session, copy_of


def is_possible(player: Player, context: Context, left: LeftDialogue) -> bool:
    """Whether what was left for a look-up can be kept beneath the question that this asks."""
    session = context.session
    is_asking = not session.resting and len(session.stack) > 1
    is_plain = not (context.declined or context.refused or context.has_effect)
    if not (left.glanced and is_asking and is_plain):
        return False
    return player.dialogues.flows[session.stack[1].flow].looks_up


def keep(player: Player, context: Context, left: LeftDialogue) -> None:
    """Puts the look-up on top of what was left, and says first that this is still open."""
    session, engines = context.session, {flow.name for flow in player.dialogues.questions}
    kept = [frame for frame in left.stack if frame.flow not in engines]
    kept[-1].answers[KEPT] = left.flow
    session.stack = [*kept, *session.stack[1:]]
    session.trail = [*left.trail, copy_of(session.stack)]
    context.said_first.append(player.still_open(context, left.flow))


def close(session: Session, place: int) -> None:
    """Ends the look-up on top of the dialogue at that place in the stack."""
    del session.stack[place + 1 :]
    session.top.answers.pop(KEPT, None)
