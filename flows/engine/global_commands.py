"""The commands that work at every question: back, main menu, agent, language, and keywords that
open another dialogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from flows.engine import builtin, left_codes, moved_points, reprompts
from flows.engine.context import Context
from flows.engine.flow import GAVE_UP, Flow
from flows.engine.player import Player
from flows.engine.steps import Ask, Call, End, Menu, Question
from flows.engine.under_way import (
    begun_dialogue,
    dismiss_questions,
    is_under_way,
    leave_begun,
    opening,
)
from flows.language import Label, answers, understanding
from flows.protocol import Frame, Heard, HeardKind, Session, copy_of


def obey(player: Player, context: Context, heard: Heard) -> None:
    """Carries out `heard.command`: one of the engine's own, or a keyword that opens a dialogue."""
    dialogues, session = player.dialogues, context.session
    reprompts.reset(session)
    match heard.command:
        case builtin.BACK:
            _back(player, context)
        case builtin.MAIN_MENU:
            abandon(player, context)
        case builtin.HELP:
            _help(player, context)
        case builtin.AGENT if not context.traits.sessionless:
            begin_agent(player, context)
        case builtin.CHINESE | builtin.ENGLISH as language:
            context.begin_effect()
            dialogues.set_language(context, language)
            context.said_first.append(context.words("engine-language"))
            if not session.resting:
                player.ask(context)
        case keyword:
            open_dialogue(player, context, dialogues.by_command[keyword], heard.text.strip())


def abandon(player: Player, context: Context) -> None:
    """Leave what was begun, which is said, for the home menu."""
    leave_begun(player, context)
    _go_home(player, context)


def open_dialogue(player: Player, context: Context, flow: Flow, argument: str) -> None:
    """Begin a dialogue on top of the home menu. What was begun is abandoned, which is said, unless
    it is the same, or another choice of the same kind."""
    opened = opening(player, context.session, flow, argument)
    if not is_under_way(context.session, opened):
        leave_begun(player, context, flow)
    player.go_home(context, opened)


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
    dismiss_questions(player, session)
    begun = begun_dialogue(player, session)
    question = dialogues.guess.start(
        word=heard.guessed,
        meant=asdict(opening(player, session, flow, heard.argument)),
        home=asdict(dialogues.home(context).start()),
        begun=begun.flow if begun else "",
    )
    session.stack.append(question)
    player.advance(context)
    return True


def is_cancellation(player: Player, context: Context, heard: Heard) -> bool:
    """Whether the message is a "cancel" or "never mind" that is not the answer to the question. A
    plain "no" is one where digits are asked for, such as a code, and so is "cancel my order" where
    that is still to be confirmed."""
    if heard.kind is not HeardKind.ENTERED:
        return False
    session = context.session
    if _cancels_order_begun(player, session, heard):
        return True
    flow, step = player.dialogues.flows[session.top.flow], player.step(session.top)
    reply = answers.reply_of(heard.text)
    if not session.resting and step.takes_secret and answers.calls_off(heard.text):
        return True  # whatever is said behind it: nothing may be spent after "never mind"
    if reply is answers.Reply.NO and not session.resting and isinstance(step, Ask):
        return True
    if reply is not answers.Reply.CANCEL:
        return False
    if session.resting or not isinstance(step, Menu) or step.no not in step.on:
        return True
    # To an offer it is a no; to a question of which a no corrects something it is none.
    return not (
        step.replies is not None or flow.passing or isinstance(flow.steps[step.on[step.no]], End)
    )


def _cancels_order_begun(player: Player, session: Session, heard: Heard) -> bool:
    begun, redeem = begun_dialogue(player, session), player.dialogues.by_wish.get(Label.REDEEM)
    if begun is None or redeem is None or heard.is_doubtful or answers.asks(heard.text):
        return False
    is_order = player.dialogues.is_same_kind(begun.flow, redeem.name)
    return is_order and understanding.understand(heard.text).cancels is Label.ORDER


def cancel(player: Player, context: Context) -> None:
    """Leaves what was begun, and says so. Nothing that was begun has had an effect yet. Where
    nothing is, the request for an agent that is still awaited is taken back."""
    session = context.session
    left_codes.put_away(session)
    reprompts.reset(session)
    if begun_dialogue(player, session):
        leave_begun(player, context)
    elif session.resting or len(session.stack) == 1:
        agent = player.dialogues.by_undone.get(Label.AGENT)
        if agent is not None and _has_asked_for_agent(player, session) and agent.is_done(context):
            return player.go_home(context, agent.flow.start())
        moved_points.say_nothing_done(player, context, moved_points.NOTHING_BEGUN)
    else:
        moved_points.say_nothing_done(player, context, moved_points.LEFT)
    context.answered = True
    _go_home(player, context)


def _has_asked_for_agent(player: Player, session: Session) -> bool:
    """Whether the turn before this one has asked for an agent. Later a "no" is about other things,
    and would take back a call that the member waits for."""
    done = session.done
    if not done or done.get("turn", 0) < session.seq - 1:
        return False
    return player.dialogues.are_together(done["flow"], player.dialogues.agent.name)


def _back(player: Player, context: Context) -> None:
    session = context.session
    if session.resting:
        return player.ask(context)
    earlier = player.earlier(session)
    if not earlier:
        leave_begun(player, context)
        return _go_home(player, context)
    _ask_earlier(player, context, earlier)


def turn_back(player: Player, context: Context) -> bool:
    """Goes back to the page before the one that is read. Returns whether there is one."""
    earlier, top = player.earlier(context.session), context.session.top
    if not earlier or (earlier[-1][-1].flow, earlier[-1][-1].state) != (top.flow, top.state):
        return False
    _ask_earlier(player, context, earlier)
    return True


def turn_back_from_end(player: Player, context: Context) -> bool:
    """Goes back to the page before the last one, which has ended its dialogue just now. Returns
    whether there is one."""
    session = context.session
    earlier = session.trail if session.resting else player.earlier(session)
    if not earlier or not player.is_page(earlier[-1]):
        return False
    reprompts.reset(session)
    _ask_earlier(player, context, earlier)
    return True


def _ask_earlier(player: Player, context: Context, earlier: list[list[Frame]]) -> None:
    session = context.session
    session.trail, session.stack = earlier[:-1], copy_of(earlier[-1])
    player.ask(context)


def _go_home(player: Player, context: Context) -> None:
    """Go to the home menu. If an agent is waiting for the caller to enter something, return to the
    agent instead."""
    if not return_to_agent(player, context):
        context.session.parked = []  # a dropped session is not offered again
        player.go_home(context)


def return_to_agent(player: Player, context: Context) -> bool:
    """Leaves the dialogue that the agent's has called, and goes on with that. Returns whether there
    is one."""
    session = context.session
    place = _agent_in(player, session.stack[:-1])
    if place is None or not isinstance(player.step(session.stack[place]), Call):
        return False
    del session.stack[place + 1 :]
    player.follow(context, GAVE_UP)
    player.advance(context)
    return True


def begin_agent(player: Player, context: Context) -> None:
    """Begins the agent's dialogue. Asked for at a question of its own, or that it has led to, it
    begins anew: else each request would lie on top of the last one."""
    session, agent = context.session, player.dialogues.agent
    dismiss_questions(player, session)  # asking for the agent accepts the offer
    topic, place = player.topic(session), _agent_in(player, session.stack)
    if place is not None:
        del session.stack[place:]
    session.stack.append(agent.start(topic=topic))
    player.advance(context)


def _agent_in(player: Player, stack: Sequence[Frame]) -> int | None:
    """The place of the agent's dialogue in the stack; None if it is not in it."""
    flows, agent = [frame.flow for frame in stack], player.dialogues.agent.name
    return flows.index(agent) if agent in flows else None


def _help(player: Player, context: Context) -> None:
    """Says how to answer the question that is open, and how to reach a person or the menu; at home,
    the menu says all that."""
    session = context.session
    if session.resting or len(session.stack) == 1:
        return _go_home(player, context)
    if not player.allowed(context):
        return player.advance(context)
    step = player.step(session.top)
    assert isinstance(step, Question)
    key = "engine-help_choose" if step.options(context) else "engine-help"
    context.said.append(context.words(key))
    player.ask(context, simply=True)
