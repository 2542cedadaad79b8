"""Offers what words may have meant that were not understood, where nothing is begun."""

from __future__ import annotations

from dataclasses import replace

from flows.engine import free_words
from flows.engine.context import Context
from flows.engine.player import Player
from flows.engine.quoting import QUOTED_CHARS_MAX, quoted
from flows.engine.steps import Menu, YesNo
from flows.engine.under_way import begun_dialogue
from flows.language import Does, Understanding, answers
from flows.protocol import Heard


def offer(player: Player, context: Context, heard: Heard, found: Understanding | None) -> bool:
    """Says that the words were not understood, and offers the two likeliest wishes and an agent.
    False if there are none; then nothing is done."""
    session = context.session
    is_begun = begun_dialogue(player, session) is not None
    step = None if session.resting else player.step(session.top)
    is_at_menu = step is None or (isinstance(step, Menu) and not isinstance(step, YesNo))
    if is_begun or not is_at_menu or found is None or heard.is_doubtful:
        return False
    nearest = tuple(wish for wish in found.nearest if free_words.is_offered(player, wish))
    if not nearest or answers.amount_of(heard.text) is not None:
        return False
    context.said.append(context.words("engine-not_clear", {"words": _excerpt(context, heard.text)}))
    free_words.ask(player, context, heard, replace(found, does=Does.OFFER, wishes=nearest))
    return True


def _excerpt(context: Context, text: str) -> str:
    """The beginning of the words, for a reply that says what was not understood. "none" for
    words with a number, which may be secret, and for those that would make an English reply two
    segments."""
    is_plain = text.isascii() or context.session.language == "zh"
    if not is_plain or not text.isprintable() or any(map(str.isdigit, text)):
        return "none"
    return quoted(text) if len(text) <= QUOTED_CHARS_MAX else f"{_whole_words(quoted(text))}..."


def _whole_words(cut: str) -> str:
    """Without the last word, which may be half of one, where words stand apart."""
    whole, space, _ = cut.rpartition(" ")
    return whole if space else cut
