"""Whoever does not want to live, is in danger, is defrauded, or has lost somebody, is answered
before anything else, and is offered a person. Nothing that they were about to do goes on by itself.
"""

from __future__ import annotations

from flows.engine import left_codes, reprompts
from flows.engine.context import Context
from flows.engine.player import Player
from flows.language import Urgent, urgent_in
from flows.protocol import Heard, HeardKind


def find(heard: Heard) -> Urgent | None:
    return urgent_in(heard.text) if heard.kind is HeardKind.ENTERED else None


def answer(player: Player, context: Context, urgent: Urgent) -> None:
    """By text the words of the reply are all there is: nothing is asked, and no menu shown."""
    context.said.append(sentence(context, urgent))
    session = context.session
    reprompts.reset(session)
    if context.traits.sessionless:
        context.answered = True
        context.say_how_to_reach_a_person()
        left_codes.put_away(session)
        session.stack, session.trail = [player.dialogues.home(context).start()], []
        session.resting, session.parked = True, []
        return
    session.resting = False
    session.stack.append(player.dialogues.offer.start())
    player.advance(context)


def sentence(context: Context, urgent: Urgent) -> str:
    return context.words(f"engine-{urgent}")
