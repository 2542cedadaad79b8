"""Confirming by a one-time code: the three steps that every costly dialogue shares.

By text the code comes in the reply itself, to the number that has to send it back. On the phone it
is texted, to the number's own telephone: a caller's number can be forged, and what arrives there
cannot be read by who forged it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from core.members import (
    CODE,
    Act,
    CodeExpired,
    CodeLimit,
    CodeTooSoon,
    CodeWrong,
    one_time_codes,
)
from core.messaging import Topic, outbox
from core.programme import current_rules, shipped_rules
from flows.engine import Ask, Context, Do, End, Step

CODE_DIGITS = shipped_rules().security.code_digits
TOLD = ("name", "points", "left", "to")
ENDINGS = tuple(End(ending) for ending in ("expired", "too_soon", "too_many"))

FACTS = {
    "code": "8" * CODE_DIGITS,
    "code_minutes": 60,
    "digits_max": CODE_DIGITS,
    "tries": 2,
    "wait": 60,
}
"""Of the sentences of these steps: a dialogue that has them declares these facts too."""

Purpose = Callable[[Context], str]
"""What the code is bound to, in words of the machine's."""


def proof(context: Context, points: int) -> Literal["confirm", "code"]:
    """A text is confirmed by the code alone, which says all that a question would."""
    needed = context.traits.proofs.proofs_for(Act.SPEND, points)
    return "code" if needed == {CODE} else "confirm"


def needs_code(context: Context) -> Literal["yes", "no"]:
    """Whether a yes is not enough: the PIN has been asked for before."""
    needed = context.traits.proofs.proofs_for(Act.SPEND, context.answers["points"])
    return "yes" if CODE in needed else "no"


def code_steps(purpose: Purpose, *, then: str) -> tuple[Step, ...]:
    """From a yes to `then`: `prove`, where it may take a code, and the code itself."""
    return (
        Do("prove", needs_code, on={"yes": "send_code", "no": then}),
        Do(
            "send_code",
            _send(purpose),
            effect=True,
            says=["code_sent"],
            on={"sent": "code", "too_soon": "too_soon", "too_many": "too_many"},
        ),
        Ask(
            "code",
            digits_min=CODE_DIGITS,
            digits_max=CODE_DIGITS,
            secret=True,
            on={"given": "check_code"},
        ),
        Do(
            "check_code",
            _check(purpose),
            effect=True,
            says=["code_wrong"],
            on={"right": then, "wrong": "code", "expired": "expired"},
        ),
    )


def _send(purpose: Purpose) -> Callable[[Context], Literal["sent", "too_soon", "too_many"]]:
    def send_code(context: Context) -> Literal["sent", "too_soon", "too_many"]:
        # A question that was shown has fixed the key; where the code is the question, this does.
        context.answers.setdefault("action_key", context.services.ids.new())
        code = context.services.ids.digits(CODE_DIGITS)
        try:
            one_time_codes.issue(
                context.conn,
                member_id=context.member.member_id,
                purpose=_bound(context, purpose),
                at=context.at,
                code=code,
            )
        except CodeTooSoon as error:
            context.answers["wait"] = error.wait_seconds
            return "too_soon"
        except CodeLimit:
            return "too_many"
        minutes = current_rules().security.code_minutes
        context.say("code_sent", code=context.hide(code), code_minutes=minutes)
        if not context.traits.number_verified:
            _text(context, code)
        return "sent"

    return send_code


def _check(purpose: Purpose) -> Callable[[Context], Literal["right", "wrong", "expired"]]:
    def check_code(context: Context) -> Literal["right", "wrong", "expired"]:
        try:
            one_time_codes.check(
                context.conn,
                member_id=context.member.member_id,
                purpose=_bound(context, purpose),
                code=context.entered,
                at=context.at,
            )
        except CodeWrong as error:
            if error.tries_left == 0:
                return "expired"
            context.say("code_wrong", tries=error.tries_left)
            return "wrong"
        except CodeExpired:
            return "expired"
        return "right"

    return check_code


def _text(context: Context, code: str) -> None:
    """In the words that a text would have been answered with; the outbox wipes them when sent."""
    answers = context.answers
    payload = {
        "sentence": f"{context.session.top.flow}-code_sent",
        "facts": {name: answers[name] for name in TOLD if name in answers},
        "language": context.session.language,
        "code": code,
    }
    member_id, event_id = context.member.member_id, f"code:{context.message_key}"
    outbox.put(context.conn, member_id, Topic.CODE, event_id, payload, context.at)


def _bound(context: Context, purpose: Purpose) -> str:
    """This act, asked for this time."""
    return f"{purpose(context)} {context.answers['action_key']}"
