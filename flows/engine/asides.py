"""Answers what members ask beside the question of a dialogue: how long it takes, whether it can be
undone, what it costs. The dialogue declares what it answers, and the question is asked again.

What was just done answers as well, until something else is done: `Session.done` keeps the facts.
What a dialogue tells at all times, as the price of a gift, is answered wherever words are not the
answer themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flows.engine.context import Context
from flows.engine.flow import Said
from flows.engine.player import Player
from flows.engine.steps import Menu, Question, YesNo
from flows.engine.under_way import begun_dialogue, dismiss_questions
from flows.language import answers, understanding
from flows.protocol import Frame, Heard, HeardKind, Session

_UNSAID = re.compile(r"^(?:我的?|您的?|这个?|那个?)|\b(?:the|my|this|that|your|a|takes?)\b")


def answer_to(player: Player, context: Context, heard: Heard) -> Sequence[Said]:
    """What answers the words: of the dialogue under way, or of the one just done, and else what any
    dialogue tells at all times. Nothing if they ask nothing that is known."""
    if heard.kind is not HeardKind.ENTERED or heard.is_doubtful or heard.guessed:
        return ()
    step = player.step(context.session.top)
    takes_words = isinstance(step, Question) and step.takes_words and not context.traits.spoken
    if not context.session.resting and takes_words:  # where they are recorded, none are said to it
        return _told(player, context, heard) if _only_asks(heard.text) else ()
    if (own := _of_dialogue(player, context, heard)) is not None:
        return (own,)
    return _told(player, context, heard)


def _told(player: Player, context: Context, heard: Heard) -> Sequence[Said]:
    """What any dialogue tells at all times."""
    if heard.pictures is not None:
        return ()
    told = (tell(context, heard.text) for tell in player.dialogues.tells)
    return next(filter(None, told), ())


def _only_asks(text: str) -> bool:
    """Whether words in place of a complaint's, say, ask something, and do not tell what went wrong
    or should be otherwise."""
    is_told = understanding.tells_grievance(text) or understanding.wants_change(text)
    return answers.asks(text) and understanding.is_short(text) and not is_told


def _of_dialogue(player: Player, context: Context, heard: Heard) -> Said | None:
    asked = answers.aside_in(heard.text)
    if asked is None:
        return None
    session, begun = context.session, _asking(player, context.session)
    if asked.topic is answers.Topic.TOO_DEAR and isinstance(player.step(session.top), YesNo):
        return None  # it is a no
    if begun is not None:
        told = player.dialogues.flows[begun.flow].told_beside(context, begun.answers)
        name, facts = begun.flow, begun.answers
    elif _is_done_by(player, session) and _is_at_rest(player, context):
        told, name = session.done["told"], session.done["flow"]
        facts = told.get(asked.topic, {})
    else:
        return None
    if asked.topic not in told or not is_about(context, name, facts, asked.thing):
        return None
    return f"{name}-{asked.topic}", told[asked.topic]


def say(player: Player, context: Context, said: Sequence[Said]) -> None:
    """Says the answer, and asks the open question again."""
    context.said.extend(context.words(*each) for each in said)
    if not context.session.resting:
        dismiss_questions(player, context.session)
        player.ask(context)


def _asking(player: Player, session: Session) -> Frame | None:
    """The dialogue under way that answers what is asked beside its questions, if there is one; else
    one that was begun."""
    flows = player.dialogues.flows
    answering = (frame for frame in reversed(session.stack) if flows[frame.flow].asides)
    begun = begun_dialogue(player, session)
    return begun if session.resting else next(answering, begun)


def _is_done_by(player: Player, session: Session) -> bool:
    """Whether the member has done something in this session, which this release has too."""
    done = session.done
    return done.get("whose") == session.member_id and done["flow"] in player.dialogues.flows


def _is_at_rest(player: Player, context: Context) -> bool:
    """Whether no question is open but a menu."""
    step = player.step(context.session.top)
    return context.session.resting or (isinstance(step, Menu) and not isinstance(step, YesNo))


def is_about(context: Context, flow: str, facts: Mapping[str, Any], thing: str) -> bool:
    """Whether the question names nothing else than what the dialogue is about."""
    named = _UNSAID.sub("", thing).split()
    names = facts.get("name", "")
    every = names.values() if isinstance(names, dict) else [names]
    titles = [context.words(f"{flow}-title", {}), *map(str, every)]
    return all(word in " ".join(titles).lower() for word in named)
