"""Whoever says that they do not want to live is answered before anything else, with where there is
help, and is offered a person. Nothing that they were about to do goes on by itself."""

from __future__ import annotations

import re

from flows.engine.context import Context
from flows.engine.player import Player
from flows.language import simplified, understanding
from flows.protocol import Heard, HeardKind

_SAID = re.compile(
    "不想活|活不下去|活着没意思|不如死了|死了算了|不活了|寻死|自杀|轻生|结束(?:我的?|自己的?)生命"
    "|想死(?!你|他|她|我了|您)"
    r"|\b(?:kill(?:ing)? myself|suicid\w*|end(?:ing)? (?:my life|it all)"
    r"|(?:do not|don'?t) (?:want|wanna) (?:to )?(?:live|be alive)|(?:want to|wanna) die"
    r"|better off dead|no reason to live)\b"
)


def is_said(heard: Heard) -> bool:
    """A longer text tells of something else beside it, such as a complaint, which people read."""
    said = simplified(heard.text.lower().replace("’", "'"))
    is_words = heard.kind is HeardKind.ENTERED and understanding.is_short(said)
    return is_words and _SAID.search(said) is not None


def answer(player: Player, context: Context) -> None:
    """By text, where the words of the reply are all there is, nothing is asked."""
    context.said.append(context.words("engine-distress"))
    if context.traits.sessionless:
        context.answered = True
        return context.say_how_to_reach_a_person()
    context.session.resting = False
    context.session.stack.append(player.dialogues.offer.start())
    player.advance(context)
