"""Asks about a wish at a question that takes any words, such as that for a complaint.

Almost everything is an answer there. But who writes "my phone was stolen" may want the account to
be frozen, and must not have written a complaint instead; so the member is asked which of the two it
is.
"""

from __future__ import annotations

from flows.engine import free_words
from flows.engine.context import Context
from flows.engine.player import Player
from flows.engine.steps import Question, YesNo
from flows.language import Does, Label, Understanding, understanding
from flows.protocol import Heard, HeardKind

COSTLY_TO_MISS = frozenset({Label.AGENT, Label.LOST, Label.STOP})
NAME_CHARS = 4
"""Words that are not longer, or a single Latin word, only name a wish: 商户, SHOPS."""


def other_wish(player: Player, context: Context, heard: Heard) -> Understanding | None:
    """What the words may ask for, if they answer such a question and may mean something else."""
    session = context.session
    if session.resting or context.traits.spoken or heard.kind is not HeardKind.ENTERED:
        return None
    step = player.step(session.top)
    if not (isinstance(step, Question) and step.takes_words):
        return None
    found = free_words.read(heard)
    if found is None or not free_words.is_followed(player, heard, found):
        return None
    if found.does not in (Does.ACT, Does.ASK):
        return None
    [wish] = found.wishes
    flow = player.dialogues.by_wish.get(wish)
    is_under_way = flow is not None and player.dialogues.are_together(session.top.flow, flow.name)
    is_short = understanding.is_short(heard.text)
    is_meant = (wish in COSTLY_TO_MISS and is_short) or _is_name(heard.text)
    is_clear = found.does is Does.ACT and is_short and not understanding.tells_grievance(heard.text)
    if isinstance(step, YesNo):  # what is asked for has been written already
        if step.hear(context, heard) in (step.yes, step.no):
            return None
        is_meant = is_meant or is_clear
    elif wish not in understanding.COSTLY:  # "more gifts" is a suggestion, "my points" is none
        is_meant = is_meant or is_clear
    return found if is_meant and not is_under_way else None


def ask(player: Player, context: Context, heard: Heard, found: Understanding) -> None:
    """Ask whether the words answer the question or express the wish."""
    question = player.dialogues.wish_or_words
    free_words.ask_back(player, context, heard, found, question, words=heard.text.strip())


def _is_name(text: str) -> bool:
    name = text.strip()
    if name.isascii():
        return len(name.split()) == 1
    return len(name) <= NAME_CHARS and not name.endswith("了")  # 积分少了 tells what went wrong
