"""What of a member's own words would follow the keyword of the dialogue that they ask for."""

from __future__ import annotations

from flows.engine.context import Context
from flows.engine.flow import Flow
from flows.engine.keywords import Argument
from flows.engine.own_words import WORDS_MAX
from flows.engine.player import Player
from flows.language import Label, answers, understanding


def argument_for(player: Player, context: Context, wish: Label, text: str) -> str:
    """What of the words would follow the keyword of the dialogue: an amount, a reference; all of
    them where a costly dialogue takes words, which it reads back. One that is not costly would act
    on them unasked. What is refused is none of it: "not the cup"."""
    flow = player.dialogues.by_wish[wish]
    is_text = player.dialogues.arguments.get(flow.name) is Argument.TEXT
    if is_text and wish in understanding.COSTLY:
        return text.strip()[:WORDS_MAX]
    if answers.refused_in(text):
        return ""
    named_in = player.dialogues.named_in.get(flow.name)
    named = named_in(context, text) if named_in is not None else ""
    return named or argument_of(player, flow, text)


def argument_of(player: Player, flow: Flow, text: str) -> str:
    """What of the words would follow the keyword of a dialogue that does not take them all."""
    match player.dialogues.arguments.get(flow.name):
        case Argument.NUMBER:
            return understanding.number_in(text)
        case Argument.AMOUNT:
            return understanding.amount_in(text)
        case Argument.AMOUNT_TO:
            return understanding.yuan_in(text)
        case Argument.DATA:
            return understanding.gigabytes_in(text)
        case Argument.TRANSFER:
            return understanding.request_in(text)
        case Argument.FORGOTTEN:
            return understanding.FORGOTTEN if understanding.is_forgotten(text) else ""
        case Argument.REFERENCE:
            return understanding.reference_in(text)
        case Argument.REFERENCES:
            return understanding.references_in(text)
    return ""
