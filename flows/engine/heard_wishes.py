"""Reads what a member asks for in words of their own, and whether that is to be followed at the
question that is open."""

from __future__ import annotations

from collections.abc import Mapping

from flows.engine import builtin, nameless_cancel, other_departments
from flows.engine.context import Context
from flows.engine.keywords import Argument
from flows.engine.player import Player
from flows.engine.under_way import begun_dialogue
from flows.language import Does, Label, Understanding, answers, understanding
from flows.protocol import Heard, HeardKind

COMMANDS: Mapping[Label, str] = {Label.AGENT: builtin.AGENT, Label.MENU: builtin.MAIN_MENU}
"""Wishes that are commands of the engine."""
LIKELY_MIN = 0.05
"""The least score of a wish that leads words away from what is begun."""


def read(heard: Heard) -> Understanding | None:
    """What the words of `heard` may mean; None if it is no text, typed or spoken, or only turns a
    page: "more" wishes for nothing by itself."""
    if heard.kind is not HeardKind.ENTERED or answers.page_of(heard.text) is not None:
        return None
    return understanding.understand(heard.text, heard.confidence)


def is_followed(player: Player, context: Context, heard: Heard, found: Understanding) -> bool:
    """Whether `heard` asks for something that can be done, or is answered by others. Words beside a
    picture count if a dialogue does what they ask for: "my receipt" says what the picture is."""
    is_one_wish = found.does in (Does.ACT, Does.UNDO, Does.ASK)
    if found.does is Does.OFFER and heard.guessed:
        return False  # the keyword that was mistyped is nearer than either of two wishes
    if found.wishes and _is_mistyped(player, heard, found.wishes[0]):
        return False  # it is asked about, and keeps the words behind it
    if not is_one_wish and answers.amount_of(heard.text) is not None:
        return False  # "500 points" answers a question; "redeem 10 yuan of credit" is a wish
    receiver, _, _ = understanding.transfer_in(heard.text).partition(" ")
    if answers.option_of(heard.text) is not None and not receiver:
        return False  # "the second one" picks, also where there is no second one
    if found.does is not Does.NONE and _is_of_question(player, context, heard, found):
        return False
    if nameless_cancel.only_cancels(player, context, heard, found):
        return False
    if found.does is Does.NONE and found.wishes:
        is_theirs = other_departments.is_theirs(player, context, heard, found)
        return is_theirs and heard.pictures is None
    is_clear = found.does is not Does.NONE or found.refused
    is_caption = heard.pictures is not None and not _can_begin(player, found)
    return bool(is_clear) and not is_caption


def _is_mistyped(player: Player, heard: Heard, wish: Label) -> bool:
    """Whether the message begins with the mistyped keyword of the wish, and words for it."""
    flow = player.dialogues.by_command.get(heard.command) if heard.guessed else None
    if flow is None or not heard.argument:
        return False
    takes_words = player.dialogues.arguments.get(flow.name) is Argument.TEXT
    return takes_words and flow is player.dialogues.by_wish.get(wish)


def _is_of_question(player: Player, context: Context, heard: Heard, found: Understanding) -> bool:
    """Whether the words are about what is begun: "how many can I give?", or "receipt 4471", which
    has an entry and names nothing that is done here."""
    begun = begun_dialogue(player, context.session)
    if begun is None:
        return False
    offered = [wish for wish in found.wishes if is_offered(player, wish)]
    if not offered:
        return any(map(str.isdigit, heard.text))
    likely = [wish for wish in offered if found.scores[wish] >= LIKELY_MIN] or offered
    flows = [player.dialogues.by_wish.get(wish) for wish in likely]
    is_sure = found.does in (Does.ACT, Does.UNDO)
    return not is_sure and all(flow is not None and flow.name == begun.flow for flow in flows)


def takes_back(player: Player, context: Context, heard: Heard) -> bool:
    """Whether the words say, where nothing is begun, that something is not wanted which may have
    been done: "我不投诉了" is no "cancel" then."""
    if heard.is_doubtful or begun_dialogue(player, context.session) is not None:
        return False
    if answers.reply_of(heard.text) is not answers.Reply.CANCEL:
        return False
    found = read(heard)
    if found is None:
        return False
    wish = found.wishes[0] if found.does is Does.UNDO else found.refused
    undo = player.dialogues.by_undone.get(wish) if wish else None
    return undo is not None and undo.is_done(context)


def _can_begin(player: Player, found: Understanding) -> bool:
    return any(is_offered(player, wish) for wish in found.wishes)


def is_offered(player: Player, wish: Label) -> bool:
    """Whether the hotline does what the wish asks for; it answers the others "not offered yet"."""
    return wish in player.dialogues.by_wish or wish in COMMANDS
