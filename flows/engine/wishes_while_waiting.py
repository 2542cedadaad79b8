"""The keyword of what a member asks for in own words while waiting for an agent by text.

The words are for the agent, who may be long in coming. So they are passed on, and the member is
told the keyword with which the hotline does at once what they ask for.
"""

from __future__ import annotations

from flows.engine import heard_wishes, waiting
from flows.engine.context import Context
from flows.engine.player import Player
from flows.engine.wish_arguments import argument_for
from flows.language import Does, Label
from flows.protocol import Heard

NAMED_CHARS_MAX = 60
"""Longer texts tell the agent more than a wish."""
Named = tuple[Label, str]
"""A wish, and the keyword that does it: 话费 and "HF 10"."""
_FOR_AGENTS = frozenset({Label.AGENT, Label.COMPLAINT, Label.SUGGESTION, Label.MENU})


def named_by(player: Player, context: Context, heard: Heard) -> Named | None:
    """What the words plainly ask for; None if that is nothing, or nothing that a keyword does. Who
    may have lost a phone is told also where the words are many, or not quite clear."""
    found = heard_wishes.read(heard)
    if found is None or found.does not in (Does.ACT, Does.ASK, Does.OFFER):
        return None
    wish = Label.LOST if Label.LOST in found.wishes else found.wishes[0]
    is_plain = found.does is not Does.OFFER and len(heard.text) <= NAMED_CHARS_MAX
    if wish is Label.STOP and waiting.speaks_of_call(heard.text):
        return None
    if wish in _FOR_AGENTS or not (is_plain or wish is Label.LOST):
        return None
    word = _word_for(player, context, wish)
    if not word:
        return None
    argument = argument_for(player, context, wish, heard.text)
    return wish, f"{word} {argument}" if argument.isdecimal() else word


def _word_for(player: Player, context: Context, wish: Label) -> str:
    """The first word of the keyword, in the language of the session."""
    flow = player.dialogues.by_wish.get(wish)
    opening = [each for each in player.dialogues.keywords if flow and each.flow is flow]
    words = getattr(opening[0], context.session.language).split() if opening else []
    return words[0] if words else ""
