"""Confirmation by a one-time code: steps that all dialogues that spend points share.

On SMS the code is in the reply, which only the owner of the number gets. On a call the code is
texted to the number, so a caller with a forged number does not get it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from core.members import (
    BLANK,
    CODE,
    PIN,
    Act,
    CodeExpired,
    CodeLimit,
    CodeReference,
    CodeTooSoon,
    CodeWrong,
    one_time_codes,
)
from core.messaging import Topic, outbox
from core.programme import current_rules, shipped_rules
from flows.engine import Ask, Context, Do, End, Menu, Step
from flows.protocol import Frame

CODE_DIGITS = shipped_rules().security.code_digits
CODE_TEXT_FACTS = ("name", "points", "left", "to")
ENDINGS = (End("expired", refuses=True), End("too_many", refuses=True))

FACTS = {
    "code": "8" * CODE_DIGITS,
    "code_minutes": 60,
    "digits_max": CODE_DIGITS,
    "tries": 2,
    "wait": 60,
}
"""The facts of these steps' sentences. A dialogue with these steps adds them to its own facts."""

Answers = Mapping[str, Any]
Purpose = Callable[[Answers], str]
"""Returns a text that identifies what the code confirms, from the dialogue's answers. A code is
accepted only for the purpose that it was issued for."""


@dataclass(frozen=True, kw_only=True)
class CodeEntry(Ask):
    """Asks for the code, as long as it is valid."""

    purpose: Purpose

    def is_open(self, context: Context, frame: Frame) -> bool:
        member_id, purpose = context.member.member_id, _bound_to(context, frame, self.purpose)
        return one_time_codes.is_valid(
            context.conn, member_id=member_id, purpose=purpose, at=context.at
        )

    def recall(self, context: Context) -> None:
        """Says the code again, where replies hold it, and what it confirms."""
        issued = context.answers.get("code_issued")  # None: asked by the release before this one
        if issued is None or not context.traits.replies_to_number:
            return
        member_id, code_id = issued["reference"]
        context.code = (member_id, code_id)
        context.say("code_sent", code_minutes=_minutes_left(context), code=BLANK)


class CodeWait(Menu):
    """Asks for a key once the wait for the next code is over. Who repeats the wish after it gets
    the code."""

    def is_open(self, context: Context, frame: Frame) -> bool:
        return context.at.timestamp() < float(frame.answers.get("wait_until", 0))

    def recall(self, context: Context) -> None:
        """Says the rest of the wait."""
        left = float(context.answers["wait_until"]) - context.at.timestamp()
        context.answers["wait"] = max(1, math.ceil(left))


def confirmation_for(context: Context, points: int) -> Literal["confirm", "code"]:
    """How spending that many points is confirmed. If the code is the only proof, the question is
    skipped: the message with the code says the same."""
    needed = context.traits.proofs.proofs_for(Act.SPEND, points)
    return "code" if needed == {CODE} else "confirm"


def needs_code(context: Context) -> Literal["yes", "no"]:
    """Whether a code is needed after the yes. The engine has already asked for the PIN."""
    needed = context.traits.proofs.proofs_for(Act.SPEND, context.answers["points"])
    return "yes" if CODE in needed else "no"


def code_steps(purpose: Purpose, *, then: str) -> tuple[Step, ...]:
    """The steps from a yes to the step `then`. `prove` decides whether a code is needed."""
    return (
        Do("prove", needs_code, on={"yes": "send_code", "no": then}),
        *code_entry_steps(purpose, then=then),
    )


def code_entry_steps(purpose: Purpose, *, then: str) -> tuple[Step, ...]:
    """The steps from `send_code` to the step `then`. A member who must wait for the code keeps what
    was chosen, and goes on with one key."""
    return (
        Do(
            "send_code",
            _send(purpose),
            effect=True,
            says=["code_sent"],
            on={"sent": "code", "too_soon": "too_soon", "too_many": "too_many"},
        ),
        CodeWait(
            "too_soon",
            on={"go_on": "send_code", "drop": "cancelled"},
            yes="go_on",
            no="drop",
        ),
        CodeEntry(
            "code",
            digits_min=CODE_DIGITS,
            digits_max=CODE_DIGITS,
            secret=True,
            purpose=purpose,
            on={"given": "check_code"},
        ),
        Do(
            "check_code",
            _check(purpose),
            effect=True,
            refusals=["code_wrong"],
            on={"right": then, "wrong": "code", "expired": "expired"},
        ),
    )


def _send(purpose: Purpose) -> Callable[[Context], Literal["sent", "too_soon", "too_many"]]:
    def send_code(context: Context) -> Literal["sent", "too_soon", "too_many"]:
        # The step that asks for confirmation makes the key; where it was skipped, make it here.
        context.answers.setdefault("action_key", context.services.ids.new())
        code = context.services.ids.digits(CODE_DIGITS)
        try:
            context.code = one_time_codes.issue(
                context.conn,
                member_id=context.member.member_id,
                purpose=_bound_to(context, context.session.top, purpose),
                at=context.at,
                code=code,
                sealer=context.services.sealer,
            )
        except CodeTooSoon as error:
            context.answers["wait"] = error.wait_seconds
            context.answers["wait_until"] = context.at.timestamp() + error.wait_seconds
            return "too_soon"
        except CodeLimit:
            return "too_many"
        minutes = current_rules().security.code_minutes
        until = (context.at + timedelta(minutes=minutes)).timestamp()
        context.answers["code_issued"] = {"reference": list(context.code), "until": until}
        context.say("code_sent", code=BLANK, code_minutes=minutes)
        if not context.traits.replies_to_number:
            _put_text(context, context.code)
        return "sent"

    return send_code


def _check(purpose: Purpose) -> Callable[[Context], Literal["right", "wrong", "expired"]]:
    def check_code(context: Context) -> Literal["right", "wrong", "expired"]:
        try:
            one_time_codes.check(
                context.conn,
                member_id=context.member.member_id,
                purpose=_bound_to(context, context.session.top, purpose),
                code=context.entered,
                at=context.at,
            )
        except CodeWrong as error:
            if error.tries_left == 0:
                return "expired"
            minutes = _minutes_left(context)
            context.say_refusal("code_wrong", tries=error.tries_left, code_minutes=minutes)
            return "wrong"
        except CodeExpired:
            return "expired"
        return "right"

    return check_code


def _minutes_left(context: Context) -> int:
    """How long the open code is still valid, rounded down; at least 1."""
    issued = context.answers.get("code_issued")  # None: asked by the release before this one
    until = issued["until"] if issued else context.at.timestamp()
    return max(1, int((until - context.at.timestamp()) // 60))


def _put_text(context: Context, code: CodeReference) -> None:
    """Puts the text with the code into the outbox, with the sentence that the reply has on SMS. The
    code is put into its words when it is sent."""
    answers = context.answers
    payload = {
        "sentence": f"{context.session.top.flow}-code_sent",
        "facts": {name: answers[name] for name in CODE_TEXT_FACTS if name in answers},
        "language": context.session.language,
        "code": code,
    }
    member_id, event_id = context.member.member_id, f"code:{context.message_key}"
    outbox.put(context.conn, member_id, Topic.CODE, event_id, payload, context.at)


def _bound_to(context: Context, frame: Frame, purpose: Purpose) -> one_time_codes.Purpose:
    """The purpose in this run of the dialogue. A code of an earlier run does not match it."""
    request = f"{purpose(frame.answers)} {frame.answers['action_key']}"
    has_proved = context.traits.replies_to_number or PIN in context.session.proofs
    return one_time_codes.Purpose(frame.flow, request, unproven=not has_proved)
