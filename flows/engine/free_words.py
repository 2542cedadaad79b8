"""Carries out what a member asks for in words of their own, at a question that they do not answer.

A look-up, an agent, the menu and the language begin at once. A costly dialogue begins as well, at a
question of its own. Where the words are not clear enough the member is asked back, or offered the
two likeliest and an agent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from flows.engine import builtin, unclear
from flows.engine.context import Context
from flows.engine.flow import Flow
from flows.engine.global_commands import abandon, obey, open_dialogue
from flows.engine.keywords import QUESTION, Argument
from flows.engine.own_words import WORDS_MAX
from flows.engine.player import Player
from flows.engine.quoting import QUOTED_CHARS_MAX, quoted
from flows.engine.steps import Menu, YesNo
from flows.engine.under_way import begun_dialogue, dismiss_questions, is_asking, opening
from flows.language import Does, Label, Understanding, answers, understanding
from flows.protocol import Heard, HeardKind

COMMANDS: Mapping[Label, str] = {Label.AGENT: builtin.AGENT, Label.MENU: builtin.MAIN_MENU}
"""Wishes that are commands of the engine."""
MOST = 0.5
"""The score of a wish that is likelier than all others together."""


def read(heard: Heard) -> Understanding | None:
    """What the words of `heard` may mean; None if it is no text, typed or spoken."""
    if heard.kind is not HeardKind.ENTERED:
        return None
    return understanding.understand(heard.text, heard.confidence)


def is_followed(player: Player, heard: Heard, found: Understanding) -> bool:
    """Whether `heard` asks for something that can be done, or is answered by others. Words beside a
    picture count if a dialogue does what they ask for: "my receipt" says what the picture is."""
    is_one_wish = found.does in (Does.ACT, Does.UNDO, Does.ASK)
    if found.does is Does.OFFER and heard.guessed:
        return False  # the keyword that was mistyped is nearer than either of two wishes
    if not is_one_wish and answers.amount_of(heard.text) is not None:
        return False  # "500 points" answers a question; "redeem 10 yuan of credit" is a wish
    if answers.option_of(heard.text) is not None:
        return False  # "the second one" picks, also where there is no second one
    is_clear = found.does is not Does.NONE or found.wishes or found.refused
    is_caption = heard.pictures is not None and not _can_begin(player, found)
    return bool(is_clear) and not is_caption


def takes_back(player: Player, context: Context, heard: Heard) -> bool:
    """Whether the words say, where nothing is begun, that something is not wanted which may have
    been done: "我不投诉了" is no "cancel" then."""
    if heard.is_doubtful or begun_dialogue(player, context.session) is not None:
        return False
    if answers.reply_of(heard.text) is not answers.Reply.CANCEL:
        return False
    found = read(heard)
    undo = player.dialogues.by_undone.get(found.refused) if found and found.refused else None
    return undo is not None and undo.is_done(context)


def offer_nearest(
    player: Player, context: Context, heard: Heard, found: Understanding | None
) -> bool:
    """For words that were not understood where nothing is begun: says so, and offers the two
    likeliest wishes and an agent. False if there are none; then nothing is done."""
    session = context.session
    is_begun = begun_dialogue(player, session) is not None
    step = None if session.resting else player.step(session.top)
    is_at_menu = step is None or (isinstance(step, Menu) and not isinstance(step, YesNo))
    if is_begun or not is_at_menu or found is None or heard.is_doubtful:
        return False
    nearest = tuple(wish for wish in found.nearest if _is_offered(player, wish))
    if not nearest or answers.amount_of(heard.text) is not None:
        return False
    context.said.append(context.words("engine-not_clear", {"words": _excerpt(context, heard.text)}))
    _ask(player, context, heard, replace(found, does=Does.OFFER, wishes=nearest))
    return True


def _whole_words(cut: str) -> str:
    """Without the last word, which may be half of one, where words stand apart."""
    whole, space, _ = cut.rpartition(" ")
    return whole if space else cut


def _excerpt(context: Context, text: str) -> str:
    """The beginning of the words, for a reply that says what was not understood. "none" for
    words with a number, which may be secret, and for those that would make an English reply two
    segments."""
    is_plain = text.isascii() or context.session.language == "zh"
    if not is_plain or not text.isprintable() or any(map(str.isdigit, text)):
        return "none"
    return quoted(text) if len(text) <= QUOTED_CHARS_MAX else f"{_whole_words(quoted(text))}..."


def _can_begin(player: Player, found: Understanding) -> bool:
    return any(_is_offered(player, wish) for wish in found.wishes)


def _is_offered(player: Player, wish: Label) -> bool:
    """Whether the hotline does what the wish asks for; it answers the others "not offered yet"."""
    return wish in player.dialogues.by_wish or wish in COMMANDS


def follow(player: Player, context: Context, heard: Heard, found: Understanding) -> None:
    """Do what was understood of `heard`."""
    match found.does:
        case Does.ASK if _asks_itself(player, heard, found):
            _begin(player, context, heard, found.wishes[0])
        case Does.ACT:
            _begin(player, context, heard, found.wishes[0])
        case Does.UNDO:
            _undo(player, context, heard, found)
        case Does.ASK | Does.OFFER:
            _ask_of_offered(player, context, heard, found)
        case Does.NONE if found.refused is not None:
            _stand_down(player, context, found.refused)
        case Does.NONE:
            _say(player, context, f"engine-{found.wishes[0]}", refuses=True)


def _asks_itself(player: Player, heard: Heard, found: Understanding) -> bool:
    """Whether the dialogue of the wish reads back what was said, which asks whether it is meant."""
    flow = player.dialogues.by_wish.get(found.wishes[0])
    reads_back = flow is not None and player.dialogues.arguments.get(flow.name) is Argument.TEXT
    return reads_back and found.is_only_spoken and not heard.is_doubtful


def _begin(player: Player, context: Context, heard: Heard, wish: Label) -> None:
    flow = player.dialogues.by_wish.get(wish)
    if wish in COMMANDS:
        command = replace(heard, kind=HeardKind.COMMAND, command=COMMANDS[wish], text="")
        return obey(player, context, command)
    if flow is None:
        return _say(player, context, "engine-not_offered", refuses=True)
    argument = _argument(player, context, wish, heard.text)
    if is_asking(player, context, flow, argument):
        dismiss_questions(player, context.session)
        player.ask(context)
    else:
        open_dialogue(player, context, flow, argument)


def _undo(player: Player, context: Context, heard: Heard, found: Understanding) -> None:
    """Begin the dialogue that takes back what the wish has done."""
    flow = player.dialogues.by_undone[found.wishes[0]].flow
    argument = QUESTION if found.asks_how else _argument_of(player, flow, heard.text)
    if not argument and context.session.top.flow == flow.name:
        player.ask(context)  # it is under way: the list of complaints does not begin again
    else:
        open_dialogue(player, context, flow, argument)


def _stand_down(player: Player, context: Context, wish: Label) -> None:
    """The member does not want what they name. If they were about to do it, it is abandoned; if
    nothing is begun, it may be what they have done before."""
    flow, undo = player.dialogues.by_wish.get(wish), player.dialogues.by_undone.get(wish)
    begun = begun_dialogue(player, context.session)
    if begun is not None and flow is not None and begun.flow == flow.name:
        abandon(player, context)
    elif begun is None and undo is not None and undo.is_done(context):
        open_dialogue(player, context, undo.flow, "")
    else:
        _say(player, context, "engine-not_wished")


def _ask_of_offered(player: Player, context: Context, heard: Heard, found: Understanding) -> None:
    """Ask, but not about a wish that would be answered "not offered yet" once it is picked."""
    if found.cancels:
        context.said.append(context.words("engine-cancelling"))
    offered = tuple(wish for wish in found.wishes if _is_offered(player, wish))
    is_clearly_other = found.wishes[0] not in offered and found.scores[found.wishes[0]] >= MOST
    if is_clearly_other or not offered:
        return _say(player, context, "engine-not_offered", refuses=True)
    if offered != found.wishes:
        found = replace(found, does=Does.ASK, wishes=offered)
    _ask(player, context, heard, found)


def _ask(player: Player, context: Context, heard: Heard, found: Understanding) -> None:
    """Ask whether the wish is meant, or which of two."""
    dialogues = player.dialogues
    question = dialogues.ask_wish if found.does is Does.ASK else dialogues.offer_wishes
    ask_back(player, context, heard, found, question, unclear=unclear.count(context, heard))


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
    begun = begun_dialogue(player, session)
    frame = question.start(
        wish=found.wishes[0],
        wishes=[wish.value for wish in found.wishes],
        opens={wish.value: _opened(player, context, heard, wish) for wish in found.wishes},
        home=asdict(dialogues.home(context).start()),
        begun=begun.flow if begun else "",
        **facts,
    )
    session.stack.append(frame)
    player.advance(context)


def _opened(player: Player, context: Context, heard: Heard, wish: Label) -> dict[str, Any] | None:
    """The dialogue of the wish, as JSON; None if it has none."""
    flow = player.dialogues.by_wish.get(wish)
    if flow is None:
        return None
    argument = _argument(player, context, wish, heard.text)
    return asdict(opening(player, context.session, flow, argument))


def _argument(player: Player, context: Context, wish: Label, text: str) -> str:
    """What of the words would follow the keyword of the dialogue: an amount, a reference; all of
    them where a costly dialogue takes words, which it reads back. One that is not costly would act
    on them unasked."""
    flow = player.dialogues.by_wish[wish]
    is_text = player.dialogues.arguments.get(flow.name) is Argument.TEXT
    if is_text and wish in understanding.COSTLY:
        return text.strip()[:WORDS_MAX]
    named_in = player.dialogues.named_in.get(flow.name)
    named = named_in(context, text) if named_in is not None else ""
    return named or _argument_of(player, flow, text)


def _argument_of(player: Player, flow: Flow, text: str) -> str:
    """What of the words would follow the keyword of a dialogue that does not take them all."""
    match player.dialogues.arguments.get(flow.name):
        case Argument.NUMBER:
            return understanding.number_in(text)
        case Argument.AMOUNT:
            return understanding.amount_in(text)
        case Argument.DATA:
            return understanding.gigabytes_in(text)
        case Argument.TRANSFER:
            return understanding.transfer_in(text)
        case Argument.FORGOTTEN:
            return understanding.FORGOTTEN if understanding.is_forgotten(text) else ""
        case Argument.REFERENCE:
            return understanding.reference_in(text)
        case Argument.REFERENCES:
            return understanding.references_in(text)
    return ""


def _say(player: Player, context: Context, sentence: str, *, refuses: bool = False) -> None:
    """Say the sentence. The open question is asked again.

    refuses: the wish is not served here, so how to reach a person is said too."""
    context.said.append(context.words(sentence))
    if refuses:
        context.say_how_to_reach_a_person()
    if not context.session.resting:
        player.ask(context)
