"""Confirmation by a one-time code: steps that all dialogues that spend points share.

On SMS the code is in the reply, which only the owner of the number gets. On a call the code is
texted to the number, so a caller with a forged number does not get it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from core.conversation import ANSWERED
from core.members import (
    BLANK,
    CODE,
    Act,
    CodeExpired,
    CodeLimit,
    CodeReference,
    CodeTooSoon,
    CodeWrong,
    one_time_codes,
)
from core.messaging import Topic, outbox
from core.programme import current_rules
from flows.dialogues.code_confirmation.questions import (
    CODE_DIGITS,
    CodeEntry,
    CodeWait,
    Purpose,
    bound_to,
    has_earlier_code,
    minutes_left,
    open_code,
)
from flows.engine import Context, Do, End, Step
from flows.protocol import copy_of

CODE_TEXT_FACTS = ("name", "points", "left", "to", "partner_points", "gets")
ENDINGS = (
    End("expired", refuses=True),
    End("too_many", refuses=True),
    End("texts_refused", refuses=True),
)

FACTS = {
    "code": "8" * CODE_DIGITS,
    "code_minutes": 60,
    "digits_max": CODE_DIGITS,
    "earlier": "taken",
    "tries": 2,
    "wait": 60,
}
"""The facts of these steps' sentences. A dialogue with these steps adds them to its own facts."""


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
            _send(purpose, then),
            effect=True,
            says=["code_sent"],
            on={
                "sent": "code",
                "too_soon": "too_soon",
                "too_many": "too_many",
                "no_texts": "texts_refused",
            },
        ),
        CodeWait(
            "too_soon",
            on={"go_on": "send_code", "drop": "cancelled", "code": "take_earlier"},
            yes="go_on",
            no="drop",
        ),
        Do(
            "take_earlier",
            _take_earlier,
            effect=True,
            refusals=["code_wrong"],
            on={"taken": "too_soon", "wrong": "too_soon", "expired": "send_code"},
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


Sent = Literal["sent", "too_soon", "too_many", "no_texts"]


def _send(purpose: Purpose, then: str) -> Callable[[Context], Sent]:
    def send_code(context: Context) -> Sent:
        if context.session.texts_blocked and not context.traits.replies_to_number:
            return "no_texts"
        # The step that asks for confirmation makes the key; where it was skipped, make it here.
        context.answers.setdefault("action_key", context.services.ids.new())
        code = context.services.ids.digits(CODE_DIGITS)
        code_purpose = bound_to(context, context.session.top, purpose)
        try:
            reference = one_time_codes.issue(
                context.conn,
                member_id=context.member.member_id,
                purpose=code_purpose,
                at=context.at,
                code=code,
                sealer=context.services.sealer,
            )
        except CodeTooSoon as error:
            if (sent := open_code(context, code_purpose)) is not None:
                _say_sent(context, sent.reference, sent.expires_at, code_purpose, then)
                return "sent"
            earlier = "taken" if has_earlier_code(context) else "none"
            context.answers["earlier"] = earlier
            context.answers["wait"] = error.wait_seconds
            context.answers["wait_until"] = context.at.timestamp() + error.wait_seconds
            return "too_soon"
        except CodeLimit:
            return "too_many"
        minutes = current_rules().security.code_minutes
        expires_at = context.at + timedelta(minutes=minutes)
        _say_sent(context, reference, expires_at, code_purpose, then)
        if not context.traits.replies_to_number:
            _put_text(context, reference)
        return "sent"

    return send_code


def _say_sent(
    context: Context,
    reference: CodeReference,
    expires_at: datetime,
    purpose: one_time_codes.Purpose,
    then: str,
) -> None:
    """Says that the code was sent; on SMS, with the code. The session keeps what it was sent for,
    at the step `then`, to which the code leads."""
    context.code = reference
    context.answers["code_issued"] = {
        "reference": list(reference),
        "until": expires_at.timestamp(),
        "purpose": [purpose.kind, purpose.request, purpose.unproven],
    }
    *below, asking = copy_of(context.session.stack)
    asking.state = then
    context.session.code_stack = [*below, asking]
    context.say("code_sent", code=BLANK, code_minutes=minutes_left(context))


def _check(purpose: Purpose) -> Callable[[Context], Literal["right", "wrong", "expired"]]:
    def check_code(context: Context) -> Literal["right", "wrong", "expired"]:
        try:
            one_time_codes.check(
                context.conn,
                member_id=context.member.member_id,
                purpose=bound_to(context, context.session.top, purpose),
                code=context.entered,
                at=context.at,
            )
        except CodeWrong as error:
            if error.tries_left == 0:
                return "expired"
            minutes = minutes_left(context)
            context.say_refusal("code_wrong", tries=error.tries_left, code_minutes=minutes)
            return "wrong"
        except CodeExpired:
            return "expired"
        context.session.code_stack = []
        return "right"

    return check_code


def _take_earlier(context: Context) -> Literal["taken", "wrong", "expired"]:
    """Goes on with what the code confirms that was sent before: it was said what that is."""
    earlier = context.session.code_stack
    kind, request, unproven = earlier[-1].answers["code_issued"]["purpose"]
    try:
        one_time_codes.check(
            context.conn,
            member_id=context.member.member_id,
            purpose=one_time_codes.Purpose(kind, request, unproven),
            code=context.entered,
            at=context.at,
        )
    except CodeWrong as error:
        if error.tries_left == 0:
            context.session.code_stack = []
            return "expired"
        minutes = minutes_left(context, earlier[-1])
        context.say_refusal("code_wrong", tries=error.tries_left, code_minutes=minutes)
        return "wrong"
    except CodeExpired:
        context.session.code_stack = []
        return "expired"
    # The question that the code answers was left for another one, and is answered now.
    context.visited.append((context.channel, earlier[-1].flow, "code", ANSWERED))
    context.jump, context.session.code_stack = earlier, []
    return "taken"


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
