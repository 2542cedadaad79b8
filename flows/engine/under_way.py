"""The dialogue that is under way: whether a message repeats its request, and what is said where a
message leaves it."""

from __future__ import annotations

from functools import partial

from core.members import Act
from flows.engine import authorization, kept_beneath, left_codes
from flows.engine.context import Context, LeftDialogue
from flows.engine.flow import DROPPED, Flow
from flows.engine.player import Player
from flows.engine.steps import Question, Record, ServiceMenu, YesNo
from flows.protocol import Frame, Heard, HeardKind, Session

LOOK_UPS = (Act.LOOK, Act.LOOK_CLOSELY)
REQUEST = "request"
"""The answer that tells which request a dialogue carries out: the argument of its keyword. An
action sets it where the member has picked from a list what the argument could have named."""

IS_NEXT = "is_next"
"""The answer of a dialogue that tells that another one of the same message is done already."""
_ANSWERED = "is_answered"
"""The answer of a dialogue that tells that the member has answered a question of it."""


def note_answer(player: Player, session: Session) -> None:
    """Notes that the member has answered a question of the dialogues under way, or of one that they
    have begun."""
    for frame in player.dialogues.unfinished(session.stack):
        frame.answers[_ANSWERED] = True


def is_begun_by_member(player: Player, session: Session) -> bool:
    """Whether a resumable dialogue is under way that the member has answered a question of, or
    asked for with what it needs. Whoever only looked at its first question has begun nothing."""
    return any(
        frame.answers.get(_ANSWERED) or frame.answers.get(REQUEST)
        for frame in player.dialogues.unfinished(session.stack)
    )


def repeats_request(player: Player, context: Context, heard: Heard) -> bool:
    """Whether the message is the keyword of the dialogue under way, with the same argument, and
    the dialogue's question can still be answered. A member who texts a request twice means it once:
    beginning anew would invalidate the one-time code of the first reply.
    """
    flow = player.dialogues.by_command.get(heard.command)
    if heard.kind is not HeardKind.COMMAND or flow is None:
        return False
    return is_asking(player, context, flow, heard.text.strip())


def is_asking(player: Player, context: Context, flow: Flow, argument: str) -> bool:
    """Whether that dialogue is under way with that request, and its question can still be
    answered."""
    session = context.session
    if not is_under_way(session, opening(player, session, flow, argument)):
        return False
    return _can_be_answered(player, context, session.stack)


def dismiss_questions(player: Player, session: Session) -> bool:
    """Removes the offer of an agent and the question about a mistyped keyword from the top of the
    stack, so that they do not pile up. Returns whether there was one."""
    before = len(session.stack)
    while _is_engines(player, session.top):
        session.stack.pop()
    return len(session.stack) < before


def _is_engines(player: Player, frame: Frame) -> bool:
    return frame.flow in {flow.name for flow in player.dialogues.questions}


def opening(player: Player, session: Session, flow: Flow, argument: str) -> Frame:
    """The dialogue of a keyword with what follows it; `argument` is used up by the first step,
    and REQUEST keeps it."""
    return flow.start(argument=argument, topic=player.topic(session), **{REQUEST: argument})


def is_under_way(session: Session, opened: Frame) -> bool:
    """Whether the session is in a dialogue that does what `opened` would do."""
    return any(
        frame.flow == opened.flow and frame.answers.get(REQUEST) == opened.answers[REQUEST]
        for frame in session.stack
    )


def begun_dialogue(player: Player, session: Session) -> Frame | None:
    """The resumable dialogue that would be abandoned if the session went elsewhere; None if there
    is none."""
    return None if session.resting else next(iter(player.dialogues.unfinished(session.stack)), None)


def leave_begun(player: Player, context: Context, opened: Flow | None = None) -> None:
    glanced = opened is not None and _is_glance(player, context, opened)
    if begun := begun_dialogue(player, context.session):
        replaced = opened is not None and (
            player.dialogues.is_same_kind(begun.flow, opened.name)
            or (begun.flow == opened.name and _is_unanswered(begun))
        )
        context.leave(begun.flow, replaced=replaced, glanced=glanced)
    elif glanced:
        context.leave(_asked(player, context.session.stack).flow, replaced=True, glanced=True)


def settle_left(player: Player, context: Context) -> None:
    """Says that the unfinished dialogue that the message has left was abandoned; or goes on with
    it, where the wish that it was left for has been refused: a refusal loses nothing."""
    session, left = context.session, context.left
    if left is None:
        return
    is_told = left.glanced and context.answered and not context.has_effect
    goes_on = not context.declined and (context.refused or is_told)
    is_open = _can_be_answered(player, context, left.stack)
    if is_open and kept_beneath.is_possible(player, context, left):
        return kept_beneath.keep(player, context, left)
    if not (goes_on and is_open):
        is_given_up = not left.replaced or left_codes.was_sent_for(left.stack)
        if is_given_up and not left_codes.is_taken(player, context):
            title = {"title": context.words(f"{left.flow}-title")}
            context.said_first.append(context.words(_dropped(player, context, left), title))
        return
    if not session.resting:
        context.said.pop()  # the question of the menu, which what is still open takes the place of
    session.stack, session.trail, session.resting = left.stack, left.trail, False
    dismiss_questions(player, session)
    context.said.append(player.still_open(context, left.flow))
    if left.glanced:
        player.ask(context)
    else:
        player.ask_again(context)


def _dropped(player: Player, context: Context, left: LeftDialogue) -> str:
    """The sentence that says so: the dialogue's own where words of the member are lost with it."""
    own = f"{left.flow}-{DROPPED}"
    if not context.has_words(own):
        begun = [frame for frame in left.stack if frame.flow == left.flow]
        # After an order, "your redemption was canceled" would be taken to mean that.
        if any(IS_NEXT in frame.answers for frame in begun):
            return "engine-dropped_next"
        only_asked = bool(context.session.done) and all(map(_is_unanswered, begun))
        return "engine-left" if only_asked else "engine-dropped"
    return own if all(map(partial(_has_words, player), left.stack)) else "engine-left"


def _is_unanswered(frame: Frame) -> bool:
    return not (frame.answers.get(_ANSWERED) or frame.answers.get(REQUEST))


def _has_words(player: Player, frame: Frame) -> bool:
    """Whether the member has said what the dialogue asks for, if it asks for their own words."""
    steps = player.dialogues.flows[frame.flow].steps.values()
    saved = [step.save for step in steps if isinstance(step, Record)]
    names = ["argument", *saved, *(f"{name}_url" for name in saved)]
    return not saved or any(frame.answers.get(name) for name in names)


def _is_glance(player: Player, context: Context, opened: Flow) -> bool:
    """Whether the dialogue is opened only to look something up, which leaves what is under way as
    it is: at a code that is still valid, and wherever it is asked for in words."""
    session = context.session
    in_words = context.in_words and opened.act in (Act.SPEAK, *LOOK_UPS)
    if session.resting or not (opened.looks_up or in_words):
        return False
    asked = _asked(player, session.stack)
    step, flow = player.step(asked), player.dialogues.flows[asked.flow]
    if not isinstance(step, Question) or isinstance(step, ServiceMenu):
        return False
    is_costly = flow.act is Act.SPEND or (isinstance(step, YesNo) and step.costly)
    is_begun = begun_dialogue(player, session) is not None
    if context.in_words:
        return is_costly or is_begun or isinstance(step, Record)
    return step.outlives_look_ups


def _can_be_answered(player: Player, context: Context, stack: list[Frame]) -> bool:
    """Whether the innermost question of the stack that a dialogue has asked is still open, and the
    caller may still answer it."""
    asked = _asked(player, stack)
    step, flow = player.step(asked), player.dialogues.flows[asked.flow]
    is_allowed = authorization.check(context, flow) is None
    return is_allowed and isinstance(step, Question) and step.is_open(context, asked)


def _asked(player: Player, stack: list[Frame]) -> Frame:
    """The innermost dialogue that is none of the engine's own questions."""
    return next(each for each in reversed(stack) if not _is_engines(player, each))
