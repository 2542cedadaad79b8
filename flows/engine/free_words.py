"""Carries out what a member asks for in words of their own, at a question that they do not answer.

A look-up, an agent, the menu and the language begin at once. A costly dialogue begins as well, at a
question of its own. Where the words are not clear enough the member is asked back, or offered the
two likeliest and an agent.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from flows.engine import (
    authorization,
    heard_wishes,
    not_wanted,
    unclear,
)
from flows.engine.context import Context
from flows.engine.flow import Flow
from flows.engine.global_commands import obey, open_dialogue
from flows.engine.keywords import Argument
from flows.engine.player import Player
from flows.engine.under_way import (
    LOOK_UPS,
    begun_dialogue,
    dismiss_questions,
    is_asking,
    opening,
)
from flows.engine.wish_arguments import argument_for
from flows.language import Does, Label, Topic, Understanding, answers, understanding
from flows.protocol import Frame, Heard, HeardKind, Session

MOST = 0.5
"""The score of a wish that is likelier than all others together."""


def follow(player: Player, context: Context, heard: Heard, found: Understanding) -> None:
    """Do what was understood of `heard`. Of several wishes that it names none is dropped: what
    is only looked up is answered first, else all are offered."""
    is_wish = found.does in (Does.ACT, Does.ASK, Does.OFFER)
    if is_wish and (named := understanding.wishes_in(heard.text)):
        if _looks_up_first(player, context, heard, replace(found, wishes=tuple(named))):
            return
        found = replace(found, does=Does.OFFER, wishes=tuple(named))
    match found.does:
        case Does.ASK if _asks_itself(player, heard, found):
            _begin(player, context, heard, found.wishes[0])
        case Does.ASK if (flow := _asking(player, context, heard, found.wishes[0])) is not None:
            _open(player, context, flow, "")
        case Does.ACT if _is_only_asked(player, context, found.wishes[0]):
            _ask_of_offered(player, context, heard, replace(found, does=Does.ASK))
        case Does.ACT:
            _begin(player, context, heard, found.wishes[0])
        case Does.UNDO:
            not_wanted.undo(player, context, heard, found)
        case Does.ASK | Does.OFFER:
            _ask_of_offered(player, context, heard, found)
        case Does.NONE if found.refused is not None:
            not_wanted.stand_down(player, context, heard, found.refused)
        case Does.NONE:
            _say(player, context, f"engine-{found.wishes[0]}", refuses=True)


def _looks_up_first(player: Player, context: Context, heard: Heard, found: Understanding) -> bool:
    """Of several wishes, answers those at the beginning that are only looked up, and asks about the
    others. False if the first needs more than an answer; then nothing is done."""
    if heard.is_doubtful or begun_dialogue(player, context.session) is not None:
        return False
    left = list(found.wishes)
    while left and _is_answered(context, player.dialogues.by_wish.get(left[0])):
        if len(left) < len(found.wishes):
            _go_on_beside(context)
        _begin(player, context, heard, left.pop(0))
    if len(left) == len(found.wishes):
        return False
    if left:
        _go_on_beside(context)
        does = Does.ASK if len(left) == 1 else Does.OFFER
        ask(player, context, heard, replace(found, does=does, wishes=tuple(left)))
    return True


def _go_on_beside(context: Context) -> None:
    """What comes next is said, or asked, beside the answer before it. The question of the menu
    comes after all."""
    session = context.session
    if not session.resting and len(session.stack) == 1:
        context.said.pop()
    context.answered = False


def _is_answered(context: Context, flow: Flow | None) -> bool:
    """Whether the dialogue only looks something up, and the caller need not be identified first."""
    if flow is None:
        return False
    return flow.act in LOOK_UPS and authorization.check(context, flow) is None


def _asks_itself(player: Player, heard: Heard, found: Understanding) -> bool:
    """Whether the dialogue of the wish reads back what was said, which asks whether it is meant."""
    flow = player.dialogues.by_wish.get(found.wishes[0])
    reads_back = flow is not None and player.dialogues.arguments.get(flow.name) is Argument.TEXT
    is_told = found.cancels is None and not answers.asks(heard.text)
    return reads_back and (found.is_only_spoken or is_told) and not heard.is_doubtful


def _asking(player: Player, context: Context, heard: Heard, wish: Label) -> Flow | None:
    """The dialogue whose own question asks about the wish; None if it has none, or something is
    begun, which the question would leave."""
    if heard.is_doubtful or begun_dialogue(player, context.session) is not None:
        return None
    return player.dialogues.by_asked.get(wish)


def _is_only_asked(player: Player, context: Context, wish: Label) -> bool:
    """Whether the wish only opens a question, and something is begun, which that would leave."""
    flow = player.dialogues.by_wish.get(wish)
    is_question = flow is not None and flow is player.dialogues.by_asked.get(wish)
    return is_question and begun_dialogue(player, context.session) is not None


def _begin(player: Player, context: Context, heard: Heard, wish: Label) -> None:
    flow = player.dialogues.by_wish.get(wish)
    if wish in heard_wishes.COMMANDS:
        command = replace(
            heard, kind=HeardKind.COMMAND, command=heard_wishes.COMMANDS[wish], text=""
        )
        return obey(player, context, command)
    if flow is None:
        return _say(player, context, "engine-not_offered", refuses=True)
    _open(player, context, flow, argument_for(player, context, wish, heard.text))


def _open(player: Player, context: Context, flow: Flow, argument: str) -> None:
    if is_asking(player, context, flow, argument):
        dismiss_questions(player, context.session)
        player.ask_again(context)
    else:
        open_dialogue(player, context, flow, argument)


def _ask_of_offered(player: Player, context: Context, heard: Heard, found: Understanding) -> None:
    """Ask, but not about a wish that would be answered "not offered yet" once it is picked."""
    if found.cancels is not None:
        context.said.append(context.words(_said_of_undoing(player, found.cancels)))
    offered = tuple(wish for wish in found.wishes if heard_wishes.is_offered(player, wish))
    is_clearly_other = found.wishes[0] not in offered and found.scores[found.wishes[0]] >= MOST
    if is_clearly_other or not offered:
        return _say(player, context, "engine-not_offered", refuses=True)
    if offered != found.wishes:
        found = replace(found, does=Does.ASK, wishes=offered)
    ask(player, context, heard, found)


def _said_of_undoing(player: Player, wish: Label) -> str:
    """The sentence on whether what the wish has done can be undone. An agent undoes an order."""
    flow = player.dialogues.by_wish[wish]
    return "engine-cancelling" if wish is Label.ORDER else f"{flow.name}-{Topic.CAN_UNDO}"


def ask(player: Player, context: Context, heard: Heard, found: Understanding) -> None:
    """Ask whether the wish is meant, or which of two."""
    dialogues = player.dialogues
    if found.does is Does.ASK:
        facts = {unclear.IF_DENIED: unclear.words_of(context, heard)}
        return ask_back(player, context, heard, found, dialogues.ask_wish, **facts)
    facts = {unclear.COUNTED: unclear.count(context, heard)}
    ask_back(player, context, heard, found, dialogues.offer_wishes, **facts)


def ask_back(
    player: Player,
    context: Context,
    heard: Heard,
    found: Understanding,
    question: Flow,
    **facts: Any,
) -> None:
    """Ask `question` about the wishes, on top of what was begun. facts: more answers for it."""
    session, dialogues = context.session, player.dialogues
    dismiss_questions(player, session)
    begun = begun_dialogue(player, session) or _waits_for_secret(player, session)
    frame = question.start(
        wish=found.wishes[0],
        wishes=[wish.value for wish in found.wishes],
        opens={wish.value: _opened(player, context, heard, wish) for wish in found.wishes},
        home=asdict(dialogues.home(context).start()),
        begun=begun.flow if begun else "",
        looked_up=[wish.value for wish in found.wishes if _looks_up(player, wish)],
        **facts,
    )
    session.stack.append(frame)
    player.advance(context)


def _waits_for_secret(player: Player, session: Session) -> Frame | None:
    """The dialogue for which a PIN is entered: it is not lost without a word."""
    if session.resting or not player.step(session.top).takes_secret:
        return None
    flows = player.dialogues.flows
    return next((each for each in reversed(session.stack) if not flows[each.flow].passing), None)


def _looks_up(player: Player, wish: Label) -> bool:
    flow = player.dialogues.by_wish.get(wish)
    return flow is not None and flow.looks_up


def _opened(player: Player, context: Context, heard: Heard, wish: Label) -> dict[str, Any] | None:
    """The dialogue of the wish, as JSON; None if it has none."""
    flow = player.dialogues.by_wish.get(wish)
    if flow is None:
        return None
    words = understanding.wishes_in(heard.text).get(wish, heard.text)
    argument = argument_for(player, context, wish, words)
    return asdict(opening(player, context.session, flow, argument))


def _say(player: Player, context: Context, sentence: str, *, refuses: bool = False) -> None:
    """Say the sentence. The open question is asked again.

    refuses: the wish is not served here, so how to reach a person is said too."""
    context.said.append(context.words(sentence))
    if refuses:
        context.say_how_to_reach_a_person()
    if not context.session.resting:
        player.ask(context)
