"""What a member may ask for at any question: back, main menu, agent, language, another dialogue."""

from __future__ import annotations

from dataclasses import asdict

from flows.engine import reprompts
from flows.engine.context import Context
from flows.engine.flow import GAVE_UP, Flow
from flows.engine.player import Player
from flows.protocol import Frame, Heard, Session, copy_of

LANGUAGE_COMMANDS = ("zh", "en")


def obey(player: Player, context: Context, heard: Heard) -> None:
    dialogues, session = player.dialogues, context.session
    reprompts.reset(session)
    match heard.command:
        case "back":
            _back(player, context)
        case "main":
            _say_abandoned(player, context)
            _go_home(player, context)
        case "agent" if not context.traits.sessionless:
            _put_away(session, dialogues.offer)  # taken by the agent's own key
            if session.top.flow != dialogues.agent.name:
                session.stack.append(dialogues.agent.start(topic=player.topic(session)))
            player.advance(context)
        case language if language in LANGUAGE_COMMANDS:
            context.once()
            dialogues.speak(context, language)
            context.said.append(context.words("engine-language"))
            if not session.resting:
                player.ask(context)
        case keyword:
            topic = player.topic(session)
            _say_abandoned(player, context)
            flow = dialogues.by_keyword[keyword]
            player.go_home(context, flow.start(argument=heard.text.strip(), topic=topic))


def guess(player: Player, context: Context, heard: Heard) -> bool:
    """A word that is one typing error from a keyword: ask whether that was meant."""
    if not heard.guessed:
        return False
    dialogues, session = player.dialogues, context.session
    flow = dialogues.by_keyword.get(heard.command)
    if flow is None:
        obey(player, context, heard)
        return True
    reprompts.reset(session)
    _put_away(session, dialogues.guess, dialogues.offer)
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
    """Or to the agent who has sent the caller to key something, and waits."""
    session, agent = context.session, player.dialogues.agent.name
    below = [n for n, frame in enumerate(session.stack[:-1]) if frame.flow == agent]
    if not below:
        session.parked = []  # whoever goes home begins afresh
        return player.go_home(context)
    del session.stack[below[0] + 1 :]
    player.follow(context, GAVE_UP)
    player.advance(context)


def _put_away(session: Session, *asides: Flow) -> None:
    """A question of ours that another one takes the place of: not one upon the other."""
    names = [flow.name for flow in asides]
    while session.top.flow in names:
        session.stack.pop()


def _begun(player: Player, session: Session) -> Frame | None:
    """What would be lost if the session went elsewhere."""
    flows = player.dialogues.flows
    begun = (frame for frame in session.stack if flows[frame.flow].resumable)
    return None if session.resting else next(begun, None)


def _say_abandoned(player: Player, context: Context) -> None:
    if begun := _begun(player, context.session):
        context.say_abandoned(begun.flow)
