"""What a message leads to: a command, the answer to the open question, a wish in own words, small
talk, or none of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from core.conversation import ANSWERED
from core.members import Act
from flows.engine import (
    asides,
    changed_mind,
    corrected_requests,
    free_words,
    global_commands,
    heard_wishes,
    left_codes,
    loop_guard,
    moved_points,
    not_understood,
    not_wanted,
    open_question,
    pauses,
    reprompts,
    small_talk,
    under_way,
    urgent_words,
    whole_wishes,
    wish_or_words,
)
from flows.engine.context import Context
from flows.engine.player import Player
from flows.engine.steps import (
    NEXT_PAGE,
    NO_NEXT,
    NO_PREVIOUS,
    NONE_WANTED,
    PREVIOUS_PAGE,
    SHORTER,
)
from flows.language import SmallTalk, Understanding, answers
from flows.protocol import Frame, Heard, HeardKind

SAID_OF_LIST = {
    NO_NEXT: "engine-no_next",
    NO_PREVIOUS: "engine-no_previous",
    SHORTER: "engine-shorter_list",
}
"""What is said before the list that is shown again."""
Say = Callable[[Player, Context], None]
Follow = Callable[[Player, Context, Heard, Understanding], None]


def respond(player: Player, context: Context, heard: Heard) -> str | None:
    """Carries out the message. None, or what the loop guard returns if the message is not to be
    answered as usual."""
    session = context.session
    if open_question.is_queue(player, session) and heard.kind is not HeardKind.LEFT_QUEUE:
        return None  # keys go to the queue's own address: this came late, or by mistake
    if not_understood.is_too_long(context, heard):
        return not_understood.refuse_too_long(player, context, heard)
    if (urgent := urgent_words.find(heard)) is not None:
        loop_guard.understood(session)
        urgent_words.answer(player, context, urgent)
        return None
    open_question.close_settled(player, context, heard)
    if open_question.is_meant(player, context, heard):
        return _answer_question(player, context, heard)
    if left_codes.answer(player, context, heard):
        return None
    if pauses.is_asked_for(player, context, heard):
        return _answer_beside(player, context, heard, pauses.grant)
    if (corrected := corrected_requests.find(player, context, heard)) is not None:
        begun, said = corrected
        take = partial(corrected_requests.take, begun=begun, said=said)
        return _answer_beside(player, context, heard, take)
    if (frame := open_question.objection(player, context, heard)) is not None:
        return _answer_beside(player, context, heard, partial(_begin_at_home, frame=frame))
    instead = changed_mind.interpret(player, context, heard)
    context.declined, heard = instead is not heard, instead
    if moved_points.is_wanted_back(player, context, heard):
        tell = partial(moved_points.tell, text=heard.typed or heard.text)
        return _answer_beside(player, context, heard, tell)
    if heard.kind is HeardKind.COMMAND:
        loop_guard.understood(session)
        if not wish_or_words.ask_of_argument(player, context, heard):
            global_commands.obey(player, context, heard)
    elif small_talk.is_goodbye(player, context, heard):
        return _be_polite(player, context, heard, SmallTalk.GOODBYE)
    elif (frame := open_question.asked_anywhere(player, context, heard)) is not None:
        loop_guard.understood(session)
        reprompts.reset(session)
        opened = player.dialogues.flows[frame.flow]
        spends = opened.act is Act.SPEND  # it may be the same order for another number
        under_way.leave_begun(player, context, opened if spends else None)
        player.go_home(context, frame)
    elif (flow := not_wanted.named_undo(player, context, heard)) is not None:
        loop_guard.understood(session)
        global_commands.open_dialogue(player, context, flow, "")
    elif heard_wishes.takes_back(player, context, heard):
        return _answer_words(player, context, heard)
    elif global_commands.is_cancellation(player, context, heard):
        return _cancel(player, context, heard)
    elif not session.resting and not player.allowed(context):
        player.advance(context)
    elif said := asides.answer_to(player, context, heard):
        return _answer_beside(player, context, heard, partial(asides.say, said=said))
    elif (found := wish_or_words.other_wish(player, context, heard)) is not None:
        return _follow_free_words(player, context, heard, found, wish_or_words.ask)
    elif (found := whole_wishes.over_option(player, context, heard)) is not None:
        return _follow_free_words(player, context, heard, found, free_words.follow)
    elif (outcome := open_question.outcome(player, context, heard)) is not None:
        loop_guard.understood(session)
        _follow(player, context, outcome)
        if context.has_effect:
            loop_guard.had_effect(session)
    elif (frame := open_question.answer_to_text(player, context, heard)) is not None:
        loop_guard.understood(session)
        player.go_home(context, frame)
    elif answers.page_of(heard.text) is answers.Page.PREVIOUS and (
        global_commands.turn_back_from_end(player, context)
    ):
        loop_guard.understood(session)
    else:
        return _answer_words(player, context, heard)
    return None


def _answer_question(player: Player, context: Context, heard: Heard) -> str | None:
    """Follows words that are about the open question. Returns what respond() does: a machine may
    write the same for ever."""
    ending = loop_guard.leads_nowhere(context, heard)
    if ending is not None:
        return ending
    outcome = open_question.outcome(player, context, heard)
    if outcome is None or not player.allowed(context):
        player.advance(context)
    else:
        _follow(player, context, outcome)
    return None


def _answer_beside(player: Player, context: Context, heard: Heard, say: Say) -> str | None:
    """Answers a question that was asked beside the open one. Returns what respond() does."""
    ending = loop_guard.in_own_words(context, heard)
    if ending is None:
        loop_guard.understood(context.session)
        reprompts.reset(context.session)
        say(player, context)
    return ending


def _cancel(player: Player, context: Context, heard: Heard) -> str | None:
    """Leaves what was begun. A machine may text "cancel" for ever where nothing is begun."""
    session = context.session
    if session.resting and (ending := loop_guard.leads_nowhere(context, heard)) is not None:
        return ending
    if not session.resting:
        loop_guard.understood(session)
    is_free = session.resting or len(session.stack) == 1
    frame = player.dialogues.continuation(context, heard.text) if is_free else None
    frame = frame or moved_points.regretted(player, context, heard.text)
    if frame is not None:  # it names what is to be cancelled, as a call, or means what was done
        player.go_home(context, frame)
    else:
        global_commands.cancel(player, context)
    return None


def _answer_words(player: Player, context: Context, heard: Heard) -> str | None:
    """Answers words that answer no question: small talk, a wish, or neither. Returns what
    respond() does."""
    found = heard_wishes.read(heard)
    is_declined = context.declined  # "never mind, show my points": what is asked is no more
    if found is not None and not is_declined:
        outweighed = open_question.outweighs(player, context.session, heard, found)
        found = None if outweighed else found
    if (kind := small_talk.heard_as(heard, found, at_rest=context.session.resting)) is not None:
        return _be_polite(player, context, heard, kind)
    if (frame := open_question.named_instead(player, context, heard)) is not None:
        return _answer_beside(player, context, heard, partial(_open_instead, frame=frame))
    if found is None or not heard_wishes.is_followed(player, context, heard, found):
        return not_understood.answer(player, context, heard, found)
    return _follow_free_words(player, context, heard, found, free_words.follow)


def _begin_at_home(player: Player, context: Context, frame: Frame) -> None:
    player.go_home(context, frame)


def _open_instead(player: Player, context: Context, frame: Frame) -> None:
    """Leaves what is confirmed for what the words name. The code that was sent is void."""
    if under_way.is_under_way(context.session, frame):
        return player.ask_again(context)
    left_codes.put_away(context.session)
    under_way.leave_begun(player, context, player.dialogues.flows[frame.flow])
    context.declined = True
    player.go_home(context, frame)


def _follow_free_words(
    player: Player, context: Context, heard: Heard, found: Understanding, follow: Follow
) -> str | None:
    """Carries out a wish. None, or what the loop guard returns if it is not carried out."""
    ending = loop_guard.in_own_words(context, heard)
    if ending is None:
        loop_guard.understood(context.session)
        reprompts.reset(context.session)
        context.in_words = True
        if context.declined:  # "no, I meant ...": the code that was sent is not wanted any more
            left_codes.put_away(context.session)
        follow(player, context, heard, found)
    return ending


def _be_polite(player: Player, context: Context, heard: Heard, kind: SmallTalk) -> str | None:
    """None, or what the loop guard returns: two machines may thank each other for ever."""
    ending = loop_guard.leads_nowhere(context, heard)
    if ending is None:
        small_talk.answer(player, context, kind)
    return ending


def _follow(player: Player, context: Context, outcome: str) -> None:
    reprompts.reset(context.session)
    if outcome == PREVIOUS_PAGE:
        if global_commands.turn_back(player, context):
            return
        outcome = NO_PREVIOUS
    if outcome == NONE_WANTED:
        return global_commands.cancel(player, context)
    if outcome in SAID_OF_LIST:
        context.said.append(context.words(SAID_OF_LIST[outcome]))
    if outcome in (NEXT_PAGE, *SAID_OF_LIST):
        return player.ask(context)
    context.count_visit(ANSWERED)
    under_way.note_answer(player, context.session)
    player.follow(context, outcome)
    player.advance(context)
