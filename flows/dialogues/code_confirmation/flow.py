"""Confirmation by a one-time code: steps that all dialogues that spend points share.

On SMS the code is in the reply, which only the owner of the number gets. On a call the code is
texted to the number, so a caller with a forged number does not get it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from core.conversation import ANSWERED
from core.members import (
    CODE,
    Act,
    CodeExpired,
    CodeReplaced,
    CodeWrong,
    one_time_codes,
)
from flows.dialogues.code_confirmation.questions import (
    CODE_DIGITS,
    Change,
    CodeEntry,
    CodeWait,
    Confirmation,
    Purpose,
    bound_to,
    minutes_left,
)
from flows.dialogues.code_confirmation.sending import (
    decline,
    sending,
    sending_again,
    telling,
)
from flows.engine import Context, Do, End, Step
from flows.protocol import Channel

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
    "earlier_for": {"zh": "换保温杯和茶具", "en": "Thermos and cups"},
    "tries": 2,
    "wait": 60,
}
"""The facts of these steps' sentences. A dialogue with these steps adds them to its own facts."""


TYPED = (Channel.SMS, Channel.USSD)
"""Where a wait for the next code says what the last one is for."""


def confirmation_for(context: Context, points: int) -> Literal["confirm", "code"]:
    """How spending that many points is confirmed. If the code is the only proof, the question is
    skipped: the message with the code says the same."""
    needed = context.traits.proofs.proofs_for(Act.SPEND, points)
    return "code" if needed == {CODE} else "confirm"


def needs_code(context: Context) -> Literal["yes", "no"]:
    """Whether a code is needed after the yes. The engine has already asked for the PIN."""
    needed = context.traits.proofs.proofs_for(Act.SPEND, context.answers["points"])
    return "yes" if CODE in needed else "no"


def confirming_steps(purpose: Purpose, *, act: str, then: str, change: Change) -> tuple[Step, ...]:
    """The steps from the question whether to spend points to the step `then`. `prove` decides
    whether a code is needed."""
    return (
        Confirmation(
            "confirm",
            act=act,
            change=change,
            on={"yes": "prove", "no": "cancelled"} | change.on,
        ),
        Do("prove", needs_code, on={"yes": "send_code", "no": then}),
        *code_entry_steps(purpose, then=then, read_back="confirm", change=change),
        Do("change", _change, says=["changing"], on={"told": change.ask}),
    )


def code_entry_steps(
    purpose: Purpose, *, then: str, read_back: str = "", change: Change | None = None
) -> tuple[Step, ...]:
    """The steps from `send_code` to the step `then`. A member who must wait for the code keeps what
    was chosen, and goes on with one key. read_back: the name of the sentence that says what the
    code confirms, where replies do not hold the code. change: to the step `change`, if there is
    something that words may change."""
    changed = change.on if change else {}
    return (
        Do(
            "send_code",
            sending(purpose, then),
            effect=True,
            says=["code_sent", "changed"] if change else ["code_sent"],
            on={
                "sent": "code",
                "too_soon": "too_soon",
                "too_many": "too_many",
                "no_texts": "texts_refused",
            },
        ),
        CodeWait(
            "too_soon",
            on={"go_on": "send_code", "drop": "cancelled", "code": "take_earlier"} | changed,
            yes="go_on",
            no="drop",
            change=change,
        ),
        Do(
            "take_earlier",
            _take_earlier,
            effect=True,
            refusals=["code_wrong", "code_replaced"],
            on={"taken": "too_soon", "wrong": "too_soon", "expired": "send_code"},
        ),
        CodeEntry(
            "code",
            digits_min=CODE_DIGITS,
            digits_max=CODE_DIGITS,
            secret=True,
            names_agent=True,
            purpose=purpose,
            change=change,
            on={
                "given": "check_code",
                "again": "send_again",
                "asked": "tell",
                "declined": "decline",
            }
            | changed,
        ),
        Do(
            "send_again",
            sending_again(purpose, then),
            effect=True,
            says=["code_sent"],
            refusals=["code_wait", "too_many", "texts_refused"],
            on={"asked": "code"},
        ),
        Do(
            "tell",
            telling(purpose, read_back),
            says=["code_sent", *filter(None, [read_back])],
            on={"told": "code", "expired": "expired"},
        ),
        Do("decline", decline, on={"declined": "cancelled"}),
        Do(
            "check_code",
            _check(purpose),
            effect=True,
            refusals=["code_wrong", "code_replaced"],
            on={"right": then, "wrong": "code", "expired": "expired"},
        ),
    )


def _change(context: Context) -> Literal["told"]:
    """Goes back to the question for what is confirmed."""
    context.say("changing")
    return "told"


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
                context.session.code_stack = []
                return "expired"
            minutes = minutes_left(context)
            context.say_refusal("code_wrong", tries=error.tries_left, code_minutes=minutes)
            return "wrong"
        except CodeReplaced:
            context.say_refusal("code_replaced")
            return "wrong"
        except CodeExpired:
            context.session.code_stack = []
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
    except CodeReplaced:
        context.say_refusal("code_replaced")
        return "wrong"
    except CodeExpired:
        context.session.code_stack = []
        return "expired"
    # The question that the code answers was left for another one, and is answered now.
    context.visited.append((context.channel, earlier[-1].flow, "code", ANSWERED))
    context.jump, context.session.code_stack = earlier, []
    return "taken"
