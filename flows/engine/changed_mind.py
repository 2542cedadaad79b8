"""A message that refuses what is asked and says what is wanted instead: "算了 换话费吧", "no, 10
yuan". What is wanted is carried out as if it had been said alone."""

from __future__ import annotations

from dataclasses import replace

from flows.engine import heard_wishes, open_question
from flows.engine.context import Context
from flows.engine.player import Player
from flows.engine.steps import YesNo
from flows.language import Does, answers
from flows.protocol import Heard, HeardKind, copy_of


def interpret(player: Player, context: Context, heard: Heard) -> Heard:
    """The message without the refusal, if what follows it is a wish, or answers the open question
    with a choice. A yes behind a no answers nothing."""
    if heard.kind is not HeardKind.ENTERED or heard.is_doubtful:
        return heard
    step = open_question.find(player, context.session)
    wanted = answers.changed_to(heard.text)
    if not wanted or (step is not None and step.takes_words):
        return heard
    instead = replace(heard, text=wanted)
    is_choice = step is not None and not isinstance(step, YesNo) and not step.takes_secret
    if _is_wish(player, instead) or (is_choice and _answers(player, context, instead)):
        return instead
    return heard


def _is_wish(player: Player, heard: Heard) -> bool:
    found = heard_wishes.read(heard)
    if found is None or not (found.does is Does.ACT or found.is_only_spoken):
        return False
    return heard_wishes.is_offered(player, found.wishes[0])


def _answers(player: Player, context: Context, heard: Heard) -> bool:
    """Whether it answers the open question. Changes nothing."""
    session = context.session
    stack = copy_of(session.stack)
    outcome = open_question.outcome(player, context, heard)
    session.stack = stack
    return outcome is not None
