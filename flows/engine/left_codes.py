"""One-time codes that were sent for something that the member has left.

Whoever enters one is told what became of it. It costs no try of another code.
"""

from __future__ import annotations

from typing import Any

from core.members import one_time_codes
from core.programme import current_rules
from flows.engine.context import Context
from flows.engine.digit_entries import digits_of
from flows.engine.flow import DROPPED
from flows.engine.player import Player
from flows.engine.questions import Question
from flows.protocol import Frame, Heard, HeardKind, Session

ISSUED = "code_issued"
"""The answer of a dialogue with what a code was sent for."""
LEFT_MAX = 5


def put_away(session: Session) -> None:
    """The code that was sent last is no longer taken: what it confirms has been left."""
    if issued := _issued(session.code_stack):
        left = {**issued, "flow": session.code_stack[-1].flow}
        session.left_codes = [*session.left_codes, left][-LEFT_MAX:]
    session.code_stack = []


def take_up(session: Session, reference: tuple[int, int]) -> None:
    """The code is asked for again: it has been sent for the same."""
    codes = session.left_codes
    session.left_codes = [each for each in codes if each["reference"] != list(reference)]


def cancelled(session: Session) -> list[tuple[int, int]]:
    """The codes of what was left, which hold up no other."""
    return [(each["reference"][0], each["reference"][1]) for each in session.left_codes]


def was_sent_for(stack: list[Frame]) -> bool:
    """Whether a code was sent for a dialogue of this stack."""
    return any(ISSUED in frame.answers for frame in stack)


def is_taken(player: Player, context: Context) -> bool:
    """Whether the open question takes the code that was sent before, for something else."""
    session = context.session
    step = player.step(session.top) if session.stack and not session.resting else None
    return isinstance(step, Question) and step.takes_earlier_code(context)


def settle(player: Player, context: Context) -> None:
    """Says that what a code was sent for was abandoned, where the reply neither takes the code nor
    goes on with it."""
    session = context.session
    issued = _issued(session.code_stack)
    if issued is None or _is_under_way(session, issued):
        return
    if is_taken(player, context):
        return
    flow = session.code_stack[-1].flow
    if not _is_valid(context, issued):
        session.code_stack = []
        return
    put_away(session)
    own = f"{flow}-{DROPPED}"
    if context.has_words(own):
        return context.said_first.append(context.words(own, {}))
    dropped = context.words("engine-dropped", {"title": context.words(f"{flow}-title")})
    if dropped not in context.said_first:
        context.said_first.append(dropped)


def answer(player: Player, context: Context, heard: Heard) -> bool:
    """Answers such a code with what became of it. False if it is none."""
    session = context.session
    entry = digits_of(heard.text)
    is_entry = heard.kind is HeardKind.ENTERED and not heard.is_doubtful and entry.isdecimal()
    if not session.left_codes or not is_entry or len(entry) != current_rules().security.code_digits:
        return False
    flow = next((each["flow"] for each in session.left_codes if _is(context, each, entry)), None)
    if flow is None:
        return False
    context.hide(entry)
    context.said.append(
        context.words("engine-left_code", {"title": context.words(f"{flow}-title")})
    )
    context.say_how_to_reach_a_person()
    if not session.resting:
        player.ask(context)
    return True


def _is(context: Context, left: dict[str, Any], entry: str) -> bool:
    if not _is_valid(context, left):
        return False
    context.begin_effect()
    member_id, code_id = left["reference"]
    return one_time_codes.is_code(context.conn, (member_id, code_id), code=entry, at=context.at)


def _is_valid(context: Context, issued: dict[str, Any]) -> bool:
    return bool(context.at.timestamp() < issued["until"])


def _is_under_way(session: Session, issued: dict[str, Any]) -> bool:
    """Whether a dialogue on the stack, or of the session that dropped, goes on with the code."""
    return any(
        frame.answers.get(ISSUED, {}).get("reference") == issued["reference"]
        for frame in [*session.stack, *session.parked]
    )


def _issued(stack: list[Frame]) -> dict[str, Any] | None:
    return stack[-1].answers.get(ISSUED) if stack else None
