"""Carries out what a member says not to want: what they were about to do, or have done before."""

from __future__ import annotations

import re

from flows.engine import moved_points, open_question
from flows.engine.context import Context
from flows.engine.dialogue import Undo
from flows.engine.flow import Flow
from flows.engine.global_commands import abandon, open_dialogue
from flows.engine.keywords import QUESTION
from flows.engine.player import Player
from flows.engine.steps import ServiceMenu
from flows.engine.under_way import begun_dialogue, dismiss_questions
from flows.engine.wish_arguments import argument_of
from flows.language import Label, Understanding, answers
from flows.protocol import Heard


def undo(player: Player, context: Context, heard: Heard, found: Understanding) -> None:
    """Begin the dialogue that takes back what the wish has done."""
    flow = player.dialogues.by_undone[found.wishes[0]].flow
    argument = QUESTION if found.asks_how else argument_of(player, flow, heard.text)
    if not argument and context.session.top.flow == flow.name:
        player.ask(context)  # it is under way: the list of complaints does not begin again
    else:
        open_dialogue(player, context, flow, argument)


def named_undo(player: Player, context: Context, heard: Heard) -> Flow | None:
    """The dialogue that takes back what a "cancel" names, where nothing is begun: 不退了; or what
    was done last, of which "I changed my mind" is said."""
    session = context.session
    if heard.is_doubtful or begun_dialogue(player, session) is not None:
        return None
    last = player.dialogues.undo_of.get(session.done.get("flow", ""))
    is_free = session.resting or isinstance(player.step(session.top), ServiceMenu)
    if is_free and last and answers.regrets(heard.text) and last.is_done(context):
        return last.flow
    if not session.resting and len(session.stack) > 1:
        return None
    said = (answers.reply_of(each) for each in re.split(r"[,，。.!！;；]+", heard.text) if each)
    if not any(each is answers.Reply.CANCEL for each in said):
        return None
    every = player.dialogues.by_undone.values()
    named = (each for each in every if each.named and each.named.search(heard.text.lower()))
    return next((each.flow for each in named if each.is_done(context)), None)


def stand_down(player: Player, context: Context, heard: Heard, wish: Label) -> None:
    """The member does not want what they name. If they were about to do it, it is abandoned; if
    nothing is begun or about to be confirmed, and they name it, it may be what they have done
    before: "don't report" names no complaint. What else is begun stays open, which is said; any
    other question is left with what it asked about."""
    flow, undo = player.dialogues.by_wish.get(wish), player.dialogues.by_undone.get(wish)
    session, begun = context.session, begun_dialogue(player, context.session)
    if begun is not None and flow is not None and begun.flow == flow.name:
        abandon(player, context)
    elif begun is None and undo is not None and _is_undone(player, context, heard, undo):
        open_dialogue(player, context, undo.flow, "")
    elif begun is not None:
        dismiss_questions(player, session)
        title = {"title": context.words(f"{begun.flow}-title")}
        context.said.append(context.words("engine-still_open", title))
        player.ask(context)
    elif not session.resting and player.step(session.top).takes_secret:
        player.ask(context)  # "I didn't forget it" at the PIN refuses nothing
    else:
        moved_points.say_nothing_done(player, context, moved_points.NOT_WISHED, wish)
        if not session.resting:
            abandon(player, context)


def _is_undone(player: Player, context: Context, heard: Heard, undo: Undo) -> bool:
    is_named = undo.named is None or undo.named.search(heard.text.lower()) is not None
    is_asked = open_question.asks_to_confirm(player, context.session)
    return is_named and not is_asked and undo.is_done(context)
