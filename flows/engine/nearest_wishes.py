"""Offers what words may have meant that were not understood, where nothing is begun."""

from __future__ import annotations

from dataclasses import replace

from flows.engine import free_words, heard_wishes
from flows.engine.context import Context
from flows.engine.player import Player
from flows.engine.quoting import excerpt
from flows.engine.steps import Menu, YesNo
from flows.engine.under_way import begun_dialogue
from flows.language import Does, Understanding, answers, understanding
from flows.protocol import Heard


def offer(player: Player, context: Context, heard: Heard, found: Understanding | None) -> bool:
    """Says that the words were not understood, and offers the two likeliest wishes and an agent.
    False if there are none; then nothing is done."""
    session = context.session
    is_begun = begun_dialogue(player, session) is not None
    step = None if session.resting else player.step(session.top)
    is_at_menu = step is None or (isinstance(step, Menu) and not isinstance(step, YesNo))
    if is_begun or not is_at_menu or found is None:
        return False
    nearest = tuple(wish for wish in found.nearest if heard_wishes.is_offered(player, wish))
    if understanding.only_cancels(heard.text):
        return False  # it is about what was done here, and names nothing to be offered
    if not nearest or answers.amount_of(heard.text) is not None:
        return False
    say_not_clear(context, heard)
    free_words.ask(player, context, heard, replace(found, does=Does.OFFER, wishes=nearest))
    return True


def say_not_clear(context: Context, heard: Heard) -> None:
    """Says which words were not understood."""
    text = heard.text
    is_plain = text.isascii() or context.session.language == "zh"  # else it takes two segments
    words = excerpt(text) if is_plain else ""
    context.said.append(context.words("engine-not_clear", {"excerpt": words or "none"}))
