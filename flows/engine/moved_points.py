"""What is answered to whoever wants back what has moved points: what it was, and whether it can
come back. Right after it nobody is told that nothing was done; later, or at a question of the
engine's, a "cancel" is about something else, and only words that name the act are about it.

`Session.moved` keeps the last such act; the dialogue that did it has the sentence MOVED.
"""

from __future__ import annotations

import re

from flows.engine import asides, reprompts
from flows.engine.context import Context
from flows.engine.flow import MOVED
from flows.engine.player import Player
from flows.engine.steps import Menu, ServiceMenu, YesNo
from flows.engine.under_way import LOOK_UPS, begun_dialogue
from flows.language import Label, Topic, answers
from flows.protocol import Frame, Heard, HeardKind

_NAMES_WHAT_MOVED = re.compile(
    "[送转赠换兑充]|积分|话费|流量|礼品|人|号"
    r"|\b(?:sen[dt]|gave|give|gift|transfer\w*|redeem\w*|redemption|top\w*|points?|credit|data"
    r"|order\w*|person|number|him|her|them|me|myself)\b"
)
NOTHING_BEGUN, NOT_WISHED = "engine-nothing_begun", "engine-not_wished"
LEFT = "engine-left"
"""What is said where nothing was done, or a menu is left."""


def is_wanted_back(player: Player, context: Context, heard: Heard) -> bool:
    """Whether the message wants back what has moved points in this session, where no question is
    open that it may answer. What can be withdrawn and was filed since is nearer."""
    moved = context.session.moved
    if not _is_known(player, context) or not _is_free(player, context):
        return False
    can_withdraw = [each for each in player.dialogues.by_undone.values() if each.is_done(context)]
    if can_withdraw and not moved["is_last"]:
        return False
    if heard.kind is HeardKind.COMMAND:
        return not can_withdraw and not heard.text and _withdraws(player, heard)
    if heard.kind is not HeardKind.ENTERED or heard.is_doubtful or heard.pictures is not None:
        return False
    asked = answers.aside_in(heard.text)
    can_undo = asked is not None and asked.topic is Topic.CAN_UNDO
    if asked and can_undo and asides.is_about(context, moved["flow"], moved["facts"], asked.thing):
        return True
    return answers.takes_back(heard.text) and _is_about_moved(context, heard.text)


def tell(player: Player, context: Context, text: str) -> None:
    """Begins the dialogue that can cancel what was done; or says what it was, which answers the
    question whether it can be, and goes back to the menu."""
    reprompts.reset(context.session)
    frame = None if answers.asks(text) else player.dialogues.cancelling(context)
    if frame is not None:
        return player.go_home(context, frame)
    _say(player, context)
    context.answered = True
    player.go_home(context)


def regretted(player: Player, context: Context, text: str) -> Frame | None:
    """The dialogue that can cancel what was done, for whoever does not want it any more."""
    is_possible = _is_known(player, context) and _is_free(player, context)
    is_meant = is_possible and answers.regrets(text) and _is_about_moved(context, text)
    return player.dialogues.cancelling(context) if is_meant else None


def _is_about_moved(context: Context, text: str) -> bool:
    """Whether words that want something back are about what has moved points, and not about what
    was done or asked since."""
    return _is_fresh(context) or _NAMES_WHAT_MOVED.search(text.casefold()) is not None


def _is_fresh(context: Context) -> bool:
    """Whether the turn before this one has moved points."""
    session = context.session
    return bool(session.moved["is_last"]) and session.moved.get("turn", 0) >= session.seq - 1


def say_nothing_done(
    player: Player, context: Context, key: str, refused: Label | None = None
) -> None:
    """Says the sentence `key`; or, where points have moved just now, what was done. refused: a wish
    that is not wanted: if it is another one, it is only left."""
    if _asks_about_words(player, context):
        return context.said.append(context.words(NOT_WISHED))
    if not _is_known(player, context) or not _is_free(player, context):
        return context.said.append(context.words(key))
    flow = player.dialogues.by_wish.get(refused) if refused is not None else None
    if flow is not None and flow.name != context.session.moved["flow"]:
        context.said.append(context.words(LEFT))
    elif flow is None and not _is_fresh(context):
        context.said.append(context.words(key))
    else:
        _say(player, context)


def _asks_about_words(player: Player, context: Context) -> bool:
    """Whether the engine asks what words meant, which is what a "cancel" is about."""
    session, dialogues = context.session, player.dialogues
    asking = {dialogues.ask_wish.name, dialogues.offer_wishes.name, dialogues.guess.name}
    return not session.resting and session.top.flow in asking


def _say(player: Player, context: Context) -> None:
    """What was done; or, where it has been undone since, that."""
    moved = context.session.moved
    key, facts = player.dialogues.undone(context) or (f"{moved['flow']}-{MOVED}", moved["facts"])
    context.said.append(context.words(key, facts))
    context.say_how_to_reach_a_person()


def _is_known(player: Player, context: Context) -> bool:
    """Whether the caller has moved points in this session, by what this release has too."""
    session = context.session
    is_theirs = session.moved.get("whose") == session.member_id
    return is_theirs and session.moved["flow"] in player.dialogues.flows


def _is_free(player: Player, context: Context) -> bool:
    """Whether nothing is begun, and no question open but a menu, a list that is looked up, or what
    the engine asks about words that it has not understood."""
    session, dialogues = context.session, player.dialogues
    if any(frame.flow == dialogues.agent.name for frame in session.stack):
        return False
    if begun_dialogue(player, session) is not None:
        return False
    step, act = player.step(session.top), dialogues.flows[session.top.flow].act
    is_list = isinstance(step, Menu) and not isinstance(step, YesNo) and act in LOOK_UPS
    is_menu = isinstance(step, ServiceMenu) or is_list
    is_engines = session.top.flow in {flow.name for flow in dialogues.questions}
    return session.resting or is_menu or is_engines


def _withdraws(player: Player, heard: Heard) -> bool:
    """Whether it is the bare keyword that withdraws something, and does nothing else: LEAVE is a
    notice, which it takes back as well."""
    dialogues = player.dialogues
    flow = dialogues.by_command.get(heard.command)
    return any(
        flow is undo.flow and flow is not dialogues.by_wish.get(wish)
        for wish, undo in dialogues.by_undone.items()
    )
