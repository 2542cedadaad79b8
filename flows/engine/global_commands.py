"""The commands that work at every question: back, main menu, agent, language, and keywords that
open another dialogue."""

from __future__ import annotations

from dataclasses import asdict

from flows.engine import builtin, reprompts
from flows.engine.context import Context
from flows.engine.flow import GAVE_UP, Flow
from flows.engine.player import Player
from flows.protocol import Frame, Heard, Session, copy_of


def obey(player: Player, context: Context, heard: Heard) -> None:
    """Carries out `heard.command`: one of the engine's own, or a keyword that opens a dialogue."""
    dialogues, session = player.dialogues, context.session
    reprompts.reset(session)
    match heard.command:
        case builtin.BACK:
            _back(player, context)
        case builtin.MAIN_MENU:
            _say_abandoned(player, context)
            _go_home(player, context)
        case builtin.AGENT if not context.traits.sessionless:
            _dismiss(session, dialogues.offer)  # asking for the agent accepts the offer
            if session.top.flow != dialogues.agent.name:
                session.stack.append(dialogues.agent.start(topic=player.topic(session)))
            player.advance(context)
        case builtin.CHINESE | builtin.ENGLISH as language:
            context.begin_effect()
            dialogues.set_language(context, language)
            context.said.append(context.words("engine-language"))
            if not session.resting:
                player.ask(context)
        case keyword:
            topic = player.topic(session)
            _say_abandoned(player, context)
            flow = dialogues.by_command[keyword]
            player.go_home(context, flow.start(argument=heard.text.strip(), topic=topic))


def guess(player: Player, context: Context, heard: Heard) -> bool:
    """Handles a word that is one typing error away from a keyword: asks whether the keyword was
    meant, or carries it out without asking if it is a command of the engine.

    False if the message has no such word; then nothing is done.
    """
    if not heard.guessed:
        return False
    dialogues, session = player.dialogues, context.session
    flow = dialogues.by_command.get(heard.command)
    if flow is None:
        obey(player, context, heard)
        return True
    reprompts.reset(session)
    _dismiss(session, dialogues.guess, dialogues.offer)
    begun = _begun(player, session)
    question = dialogues.guess.start(
        word=heard.guessed,
        meant=asdict(flow.start(argument=heard.argument, topic=player.topic(session))),
        home=asdict(dialogues.home(context).start()),
        begun=begun.flow if begun else "",
    )
    session.stack.append(question)
    player.advance(context)
    return True


def _back(player: Player, context: Context) -> None:
    session = context.session
    if session.resting:
        return player.ask(context)
    passing = player.dialogues.flows[session.top.flow].passing
    earlier = session.trail if passing else session.trail[:-1]
    if not earlier:
        _say_abandoned(player, context)
        return _go_home(player, context)
    session.trail, session.stack = earlier[:-1], copy_of(earlier[-1])
    player.ask(context)


def _go_home(player: Player, context: Context) -> None:
    """Go to the home menu. If an agent is waiting for the caller to enter something, return to the
    agent instead."""
    session, agent = context.session, player.dialogues.agent.name
    below = [n for n, frame in enumerate(session.stack[:-1]) if frame.flow == agent]
    if not below:
        session.parked = []  # a dropped session is not offered again
        return player.go_home(context)
    del session.stack[below[0] + 1 :]
    player.follow(context, GAVE_UP)
    player.advance(context)


def _dismiss(session: Session, *questions: Flow) -> None:
    """Removes questions of the engine from the stack, so that they do not pile up."""
    names = [flow.name for flow in questions]
    while session.top.flow in names:
        session.stack.pop()


def _begun(player: Player, session: Session) -> Frame | None:
    """The resumable dialogue that would be abandoned if the session went elsewhere; None if there
    is none."""
    flows = player.dialogues.flows
    begun = (frame for frame in session.stack if flows[frame.flow].resumable)
    return None if session.resting else next(begun, None)


def _say_abandoned(player: Player, context: Context) -> None:
    if begun := _begun(player, context.session):
        context.say_abandoned(begun.flow)
