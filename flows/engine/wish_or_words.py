"""Asks about a wish at a question that takes any words, such as that for a complaint, and behind a
keyword that they may follow.

Almost everything is an answer there. But who writes "my phone was stolen" may want the account to
be frozen, and must not have written a complaint instead; so the member is asked which of the two it
is.
"""

from __future__ import annotations

import re
from dataclasses import replace

from flows.engine import free_words, heard_wishes
from flows.engine.context import Context
from flows.engine.global_commands import open_dialogue
from flows.engine.keywords import Argument
from flows.engine.player import Player
from flows.engine.steps import Question, YesNo
from flows.language import Does, Label, Understanding, understanding
from flows.protocol import Heard, HeardKind

COSTLY_TO_MISS = frozenset({Label.AGENT, Label.LOST, Label.STOP})
_INTERJECTION = re.compile(
    r"(?:(?:no|nope|wait|hold on|hang on|hey|oh|sorry|actually|by the way"
    r"|one (?:sec|moment))\b[\s,.!]*)+"
    r"|(?:(?:等等|等一下|等下|等会儿?|哦|噢|对了|不对|不好意思|顺便问一?下)[\s,，.。!！]*)+",
    re.IGNORECASE,
)
"""Said ahead of a wish that comes to mind. Its "no" tells of nothing that went wrong."""
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
    if not isinstance(step, YesNo):
        return _wish_in(player, context, session.top.flow, heard)
    # What is asked for has been written already.
    found = _wish_in(player, context, session.top.flow, heard, is_written=True)
    is_answer = found is not None and step.hear(context, heard) in (step.yes, step.no)
    return None if is_answer else found


def ask_of_argument(player: Player, context: Context, heard: Heard) -> bool:
    """Opens the dialogue of a keyword with words behind it, "JY 我要查积分", at its question for
    them, and asks whether they answer that or express the wish. False if they express none, or the
    dialogue reads them back before it acts on them."""
    flow = player.dialogues.by_command.get(heard.command)
    if heard.kind is not HeardKind.COMMAND or flow is None:
        return False
    is_text = player.dialogues.arguments.get(flow.name) is Argument.TEXT
    if not is_text or any(player.dialogues.by_wish.get(each) is flow for each in _READ_BACK):
        return False
    words = replace(heard, kind=HeardKind.ENTERED, command="")
    found = _wish_in(player, context, flow.name, words)
    if found is None or found.scores[found.wishes[0]] < BEHIND_KEYWORD_MIN:
        return False
    before = len(context.said)
    open_dialogue(player, context, flow, "")
    step = player.step(context.session.top)
    if isinstance(step, Question) and step.takes_words:
        del context.said[before:]
        ask(player, context, words, found)
    return True


BEHIND_KEYWORD_MIN = 0.8
"""The least score of a wish behind a keyword, which says what the words are: "JY 短信写短点"."""
_READ_BACK = understanding.COSTLY
"""The wishes whose dialogues read back the words that they begin with."""


def _wish_in(
    player: Player, context: Context, asking: str, heard: Heard, *, is_written: bool = False
) -> Understanding | None:
    """What the words plainly ask for besides what the dialogue `asking` takes them for.
    is_written: it has what it asks for, and the words may only add to that."""
    heard = replace(heard, text=_INTERJECTION.sub("", heard.text.strip()))
    found = heard_wishes.read(heard)
    if found is None or not heard_wishes.is_followed(player, context, heard, found):
        return None
    if found.does not in (Does.ACT, Does.ASK):
        return None
    [wish] = found.wishes
    flow = player.dialogues.by_wish.get(wish)
    if flow is not None and player.dialogues.are_together(asking, flow.name):
        return None
    is_short = understanding.is_short(heard.text)
    is_meant = (wish in COSTLY_TO_MISS and is_short) or _is_name(heard.text)
    is_told = understanding.tells_grievance(heard.text) or understanding.wants_change(heard.text)
    is_clear = found.does is Does.ACT and is_short and not is_told
    if is_written or wish not in understanding.COSTLY:
        # "more gifts" is a suggestion, "my points" is none
        is_meant = is_meant or is_clear
    return found if is_meant else None


def ask(player: Player, context: Context, heard: Heard, found: Understanding) -> None:
    """Ask whether the words answer the question or express the wish."""
    question = player.dialogues.wish_or_words
    free_words.ask_back(player, context, heard, found, question, words=heard.text.strip())


def _is_name(text: str) -> bool:
    name = text.strip()
    if name.isascii():
        return len(name.split()) == 1
    return len(name) <= NAME_CHARS and not name.endswith("了")  # 积分少了 tells what went wrong
