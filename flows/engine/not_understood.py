"""Answers a message that nobody understood, and silence: asks back, asks again, or offers an
agent.

Pictures that come alone are acknowledged. The loop guard is asked first, so that two machines do
not answer each other for ever.
"""

from __future__ import annotations

from core.contact_centre import Received
from flows.engine import global_commands, loop_guard, nearest_wishes, pictures, reprompts, unclear
from flows.engine.context import Context
from flows.engine.open_question import is_silence
from flows.engine.own_words import WORDS_MAX
from flows.engine.player import Player
from flows.engine.steps import Menu, Question
from flows.language import Understanding
from flows.protocol import Heard


def answer(
    player: Player, context: Context, heard: Heard, found: Understanding | None
) -> str | None:
    """Asks again. found: what its words may mean. None, or what the loop guard returns if it does
    not ask."""
    if heard.pictures is Received.KEPT:
        return pictures.acknowledge(player, context)
    ending = loop_guard.not_understood(context, heard)
    if ending is not None:
        return ending
    if heard.pictures is not None:
        return f"engine-pictures_{heard.pictures}"
    if context.session.resting:
        if not _guess(player, context, heard, found):
            _ask_at_rest(player, context, heard)
        return None
    step = player.step(context.session.top)
    assert isinstance(step, Question)
    if heard.cleared:  # correcting an entry does not count as a failed answer
        player.ask(context)
    elif is_silence(heard):
        _reprompt(player, context, step, heard, silent=True)
    elif not _guess(player, context, heard, found):
        _reprompt(player, context, step, heard, silent=False)
    return None


def is_too_long(context: Context, heard: Heard) -> bool:
    """Whether a text is longer than any that is kept: no part of it must be taken for all."""
    return context.traits.sessionless and len(heard.typed) > WORDS_MAX


def refuse_too_long(player: Player, context: Context, heard: Heard) -> str | None:
    """Says how long a text may be; what was asked stays open. Returns what answer() does."""
    ending = loop_guard.leads_nowhere(context, heard)
    if ending is None:
        context.said.append(context.words("engine-too_long", {"most": WORDS_MAX}))
        context.say_how_to_reach_a_person()
        if not context.session.resting:
            player.ask(context)
    return ending


def _guess(player: Player, context: Context, heard: Heard, found: Understanding | None) -> bool:
    """Asks about what the words may mean. False if nothing is likely, or at the last try, which
    offers an agent. Words at an entry of digits are not counted as not understood: they may be
    a name."""
    if global_commands.guess(player, context, heard):
        return True
    session = context.session
    step = player.step(session.top)
    tries_left = not isinstance(step, Question) or session.misses + 1 < step.attempts_max
    if tries_left and nearest_wishes.offer(player, context, heard, found):
        session.misses += 1
        return True
    if session.resting or (isinstance(step, Menu) and not step.takes_secret):
        unclear.count(context, heard)
    return False


def _ask_at_rest(player: Player, context: Context, heard: Heard) -> None:
    """No question was open: says what was not understood, and how to reach a person or the menu;
    then asks the home menu, and offers an agent at the last of several misses in a row. A number
    may be meant for the menu; on a screen whatever is entered leads there."""
    step = player.step(context.session.top)
    assert isinstance(step, Question)
    level = reprompts.next_reprompt(context, step, heard)
    if level is reprompts.Reprompt.HELP:
        return _offer_agent(player, context)
    if context.traits.sessionless:
        nearest_wishes.say_not_clear(context, heard)
        if level is reprompts.Reprompt.AGAIN and any(map(str.isalpha, heard.text)):
            return context.said.append(context.words("engine-help"))
    player.begin_asking(context)


def _reprompt(
    player: Player, context: Context, step: Question, heard: Heard, *, silent: bool
) -> None:
    level = reprompts.next_reprompt(context, step, heard, silent=silent)
    if level < reprompts.Reprompt.HELP:
        context.names_ways_out = True
        if not silent and (reminder := step.reminder(context, heard)):
            return player.ask(context, reminding=reminder)
        key = reprompts.sentence(context, step, heard, level, silent=silent)
        context.said.append(context.words(key))
        return player.ask(context, simply=level is reprompts.Reprompt.SIMPLER)
    if silent and reprompts.is_put_through(context):
        reprompts.reset(context.session)
        return global_commands.begin_agent(player, context)
    outcome = "no_input" if silent else "no_match"
    if outcome not in step.on:
        return _offer_agent(player, context)
    reprompts.reset(context.session)
    player.follow(context, outcome)
    player.advance(context)


def _offer_agent(player: Player, context: Context) -> None:
    """Where the agent's dialogue asks something it goes on without: an agent is asked for."""
    reprompts.reset(context.session)
    if global_commands.return_to_agent(player, context):
        return
    context.session.resting = False
    context.session.stack.append(player.dialogues.offer.start())
    player.advance(context)
