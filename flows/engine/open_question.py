"""The question that is open, and what a message means to it.

No question is open while the session rests, is over, or has not begun.
"""

from __future__ import annotations

from dataclasses import replace

from flows.engine import builtin, kept_beneath, loop_guard
from flows.engine.context import Context
from flows.engine.player import KEPT, Player
from flows.engine.reply import note_heard, pages_of
from flows.engine.steps import Ask, Question, Queue, ServiceMenu, YesNo
from flows.engine.under_way import begun_dialogue, dismiss_questions
from flows.engine.yes_no import YES_KEY
from flows.language import Does, Label, Understanding, answers
from flows.protocol import Frame, Heard, HeardKind, Session, traits_of

SURE_MIN = 0.8
"""The least score of a look-up that leaves a question which is about to be confirmed."""


def find(player: Player, session: Session) -> Question | None:
    """The open question; None if there is none."""
    if session.over or session.resting or not session.stack:
        return None
    step = player.step(session.top)
    assert isinstance(step, Question)
    return step


def is_queue(player: Player, session: Session) -> bool:
    """Whether the caller waits in the queue, or is connected to an agent."""
    return isinstance(find(player, session), Queue)


def asks_to_confirm(player: Player, session: Session) -> bool:
    """Whether it asks the member to confirm what costs something."""
    step = player.step(session.top)
    return not session.resting and isinstance(step, YesNo) and step.costly


def named_instead(player: Player, context: Context, heard: Heard) -> Frame | None:
    """The dialogue that the words name, as by the name of a gift, where they answer neither the
    question that confirms something nor mean anything else."""
    step = find(player, context.session)
    if step is None or heard.kind is not HeardKind.ENTERED or heard.is_doubtful:
        return None
    if not (step.outlives_look_ups or asks_to_confirm(player, context.session)):
        return None
    wanted = answers.changed_to(heard.text) or heard.text
    return player.dialogues.continuation(context, wanted)


def close_settled(player: Player, context: Context, heard: Heard) -> None:
    """Closes a question that only asks more about what is done, where the words do not answer it:
    they are taken as if nothing were open."""
    step = find(player, context.session)
    is_said = heard.kind is HeardKind.ENTERED and not heard.is_doubtful
    if step is not None and step.settled and is_said and step.hear(context, heard) is None:
        player.rest_at_home(context)


def is_unseen(player: Player, context: Context, heard: Heard) -> bool:
    """Whether the message would confirm what costs something by an option that the screen which is
    read does not show: it is on another screen of the same reply."""
    session = context.session
    step = find(player, session)
    if not isinstance(step, YesNo) or not step.costly or session.last is None:
        return False
    if not context.traits.limits.ussd_screens or heard.kind is not HeardKind.ENTERED:
        return False
    if step.hear(context, heard) != step.yes:
        return False
    screen = pages_of(session.last)[session.last.page].split("\n")
    return not any(
        option.key == YES_KEY and option.text in screen for option in session.last.options
    )


def outweighs(player: Player, session: Session, heard: Heard, found: Understanding) -> bool:
    """Whether it asks the member to confirm what costs something, or for a secret such as a code,
    and the words may be an answer to it rather than a look-up, which would leave it: "I'm happy
    with that", "am I sure?"; or they only doubt it, "too expensive", which is no complaint."""
    step = find(player, session)
    if step is None or not (step.takes_secret or asks_to_confirm(player, session)):
        return False
    if answers.is_doubt(heard.text):
        return True
    if step.is_secret_said(heard):
        return True
    is_sure = found.does is not Does.ACT or found.scores[found.wishes[0]] >= SURE_MIN
    return not is_sure and found.wishes[0] is not Label.AGENT


def interpret(player: Player, session: Session, heard: Heard) -> Heard:
    """Let the open question reinterpret the message: a command may be an answer to it."""
    step = player.step(session.top)
    return step.interpret(heard) if isinstance(step, Question) and not session.resting else heard


def or_command(player: Player, session: Session, heard: Heard) -> Heard:
    """The command that repeats the reply, also more slowly or in simpler words, or goes back, where
    the message asks for that in words."""
    if heard.kind is not HeardKind.ENTERED or heard.is_doubtful:
        return heard
    step = find(player, session)
    is_asked = step is not None and not isinstance(step, ServiceMenu)
    if session.last is None:  # what was said is forgotten: the menu says what there is
        is_lost = answers.asks_to_repeat(heard.text) or answers.is_puzzled(heard.text)
        command = builtin.HELP if is_lost else ""
    elif traits_of(session.channel).spoken and answers.asks_to_slow_down(heard.text):
        command = builtin.SLOWER
    elif answers.asks_to_repeat(heard.text):
        command = "repeat"
    elif answers.is_puzzled(heard.text) or (is_asked and answers.asks_how(heard.text)):
        command = builtin.SIMPLER
    else:
        command = builtin.BACK if answers.asks_to_go_back(heard.text) else ""
    if not command:
        return heard
    return replace(heard, kind=HeardKind.COMMAND, command=command, text="", typed=heard.text)


def return_to_entry(player: Player, session: Session, heard: Heard) -> None:
    """Closes the question of the engine's own, such as the offer of an agent, or of a look-up, if
    the digits answer the question beneath it: a code that comes late."""
    if heard.kind is not HeardKind.ENTERED or heard.is_doubtful or find(player, session) is None:
        return
    engines = {flow.name for flow in player.dialogues.questions}
    kept = next((place for place, each in enumerate(session.stack) if KEPT in each.answers), None)
    if kept is not None and _takes_digits(player, session.stack[kept], heard):
        return kept_beneath.close(session, kept)
    beneath = next((each for each in reversed(session.stack) if each.flow not in engines), None)
    is_beneath = beneath is not None and beneath is not session.top
    if beneath is not None and is_beneath and _takes_digits(player, beneath, heard):
        dismiss_questions(player, session)


def _takes_digits(player: Player, frame: Frame, heard: Heard) -> bool:
    step = player.step(frame)
    return isinstance(step, Ask) and step.takes_digits(heard.text)


def is_meant(player: Player, context: Context, heard: Heard) -> bool:
    """Whether the words are about the open question, whatever else they may mean elsewhere."""
    step = find(player, context.session)
    is_said = heard.kind is HeardKind.ENTERED and not heard.is_doubtful
    return is_said and step is not None and step.is_meant_for(context, heard)


def note(player: Player, context: Context, heard: Heard) -> None:
    """Note the message in the transcript of the session, hidden if it answers a secret."""
    step = player.step(context.session.top) if context.session.stack else None
    note_heard(context, heard, secret=step is not None and step.takes_secret)


def outcome(player: Player, context: Context, heard: Heard) -> str | None:
    """What the message answers; None if it answers nothing, or no question is open."""
    session = context.session
    if session.resting or is_silence(heard) or heard.is_doubtful:
        return None
    is_offer = session.top.flow == player.dialogues.offer.name
    if is_offer and loop_guard.was_not_understood(context, heard):
        return None
    step = player.step(session.top)
    assert isinstance(step, Question)
    return step.hear(context, heard)


def objection(player: Player, context: Context, heard: Heard) -> Frame | None:
    """The dialogue that takes words which correct or contradict what was said last, if no question
    of a dialogue is open."""
    is_free = _is_free(player, context, heard)
    return player.dialogues.objection(context, heard.text) if is_free else None


def answer_to_text(player: Player, context: Context, heard: Heard) -> Frame | None:
    """The dialogue that takes the message, if no question of a dialogue is open and it answers
    a text that the hotline has sent, or goes on with what the member has just done. At an open menu
    of services, or where the engine has asked what was meant, a number is none: it picks an
    option."""
    if not _is_free(player, context, heard):
        return None
    dialogues, text = player.dialogues, heard.text
    return dialogues.answer_to_text(context, text) or dialogues.continuation(context, text)


def _is_free(player: Player, context: Context, heard: Heard) -> bool:
    """Whether words may be about what was done or said last."""
    session, dialogues = context.session, player.dialogues
    is_meant = session.top.flow in {flow.name for flow in dialogues.questions}
    is_asked_back = is_meant and begun_dialogue(player, session) is None
    is_at_menu = is_asked_back or isinstance(player.step(session.top), ServiceMenu)
    is_free = session.resting or (is_at_menu and not heard.text.strip().isdecimal())
    return heard.kind is HeardKind.ENTERED and is_free and not heard.is_doubtful


def asked_anywhere(player: Player, context: Context, heard: Heard) -> Frame | None:
    """The dialogue that the words ask for at whatever question, if none is open that takes any
    words. Keys and digits ask for nothing, and may be a secret."""
    if heard.kind is not HeardKind.ENTERED or heard.is_doubtful:
        return None
    if not any(map(str.isalpha, heard.text)):
        return None
    step = find(player, context.session)
    if step is not None and step.takes_words:
        return None
    return player.dialogues.asked_anywhere(context, heard.text)


def is_silence(heard: Heard) -> bool:
    return heard.kind is HeardKind.SILENCE or (
        heard.kind is HeardKind.ENTERED and not heard.text.strip()
    )
