"""Whoever asks for a moment where something costly or a code is asked for refuses nothing: the
question stays open, which is said."""

from __future__ import annotations

from flows.engine import reprompts
from flows.engine.context import Context
from flows.engine.open_question import find
from flows.engine.player import Player
from flows.engine.steps import Question
from flows.language import answers
from flows.protocol import Heard, HeardKind


def is_asked_for(player: Player, context: Context, heard: Heard) -> bool:
    """Whether the words ask for a moment at such a question."""
    step = find(player, context.session)
    if heard.kind is not HeardKind.ENTERED or heard.is_doubtful or not _waits(context, step):
        return False
    return answers.small_talk_of(heard.text) is answers.SmallTalk.WAIT


def grant(player: Player, context: Context) -> None:
    """Says that there is time, and asks the question again."""
    reprompts.reset(context.session)
    step = find(player, context.session)
    assert step is not None
    key, facts = step.while_waiting(context)
    context.said.append(context.words(key, facts))
    player.ask(context)


def _waits(context: Context, step: Question | None) -> bool:
    return step is not None and step.while_waiting(context)[0] != ""
