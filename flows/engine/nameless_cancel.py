"""Words that cancel and do not name what, which sound like the end of the membership."""

from __future__ import annotations

from flows.engine.context import Context
from flows.engine.player import Player
from flows.engine.steps import ServiceMenu
from flows.language import Label, Understanding, understanding
from flows.protocol import Heard


def only_cancels(player: Player, context: Context, heard: Heard, found: Understanding) -> bool:
    """Whether words that sound like the end of the membership only cancel, and name nothing: "can I
    cancel it?". At a question, other than a menu of services, "how do I stop" is about that too."""
    session = context.session
    is_asked = not session.resting and not isinstance(player.step(session.top), ServiceMenu)
    ending = {Label.LEAVE, Label.STOP} if is_asked else {Label.LEAVE}
    is_ending = not ending.isdisjoint(found.wishes)
    return is_ending and understanding.only_cancels(heard.text, or_quits=is_asked)
