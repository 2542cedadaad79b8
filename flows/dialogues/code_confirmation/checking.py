"""Checking an entered code: the one that is asked for, or the one that was sent before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from core.conversation import ANSWERED
from core.members import CodeExpired, CodeReplaced, CodeWrong, one_time_codes
from flows.dialogues.code_confirmation.questions import (
    AFTER_EARLIER,
    Purpose,
    bound_to,
    minutes_left,
)
from flows.engine import Context
from flows.protocol import Frame

Verdict = Literal["right", "wrong", "expired"]


def checking(purpose: Purpose) -> Callable[[Context], Verdict]:
    def check_code(context: Context) -> Verdict:
        asking = context.session.top
        verdict = _check(context, bound_to(context, asking, purpose), asking)
        if verdict == "right":
            context.session.code_stack = []
        return verdict

    return check_code


def taking_earlier(then: str) -> Callable[[Context], Verdict]:
    """then: the step from which what waited goes on behind what the code confirms."""

    def take_earlier(context: Context) -> Verdict:
        """Goes on with what the code confirms that was sent before: it was said what that is."""
        home, *earlier = context.session.code_stack
        kind, request, unproven = earlier[-1].answers["code_issued"]["purpose"]
        verdict = _check(context, one_time_codes.Purpose(kind, request, unproven), earlier[-1])
        if verdict != "right":
            return verdict
        # The question that the code answers was left for another one, and is answered now.
        context.visited.append((context.channel, earlier[-1].flow, "code", ANSWERED))
        waiting = context.session.top
        later = Frame(waiting.flow, then, {**waiting.answers, AFTER_EARLIER: True})
        context.jump, context.session.code_stack = [home, later, *earlier], []
        return "right"

    return take_earlier


def _check(context: Context, purpose: one_time_codes.Purpose, asking: Frame) -> Verdict:
    """Checks the entry as the code for `purpose`, which the dialogue `asking` has asked for. Says
    why it is wrong."""
    try:
        one_time_codes.check(
            context.conn,
            member_id=context.member.member_id,
            purpose=purpose,
            code=context.entered,
            at=context.at,
        )
    except CodeWrong as error:
        if error.tries_left == 0:
            context.session.code_stack = []
            return "expired"
        minutes = minutes_left(context, asking)
        context.say_refusal("code_wrong", tries=error.tries_left, code_minutes=minutes)
        return "wrong"
    except CodeReplaced:
        context.say_refusal("code_replaced")
        return "wrong"
    except CodeExpired:
        context.session.code_stack = []
        return "expired"
    return "right"
