"""Confirmation by a one-time code: steps that all dialogues that spend points share.

On SMS the code is in the reply, which only the owner of the number gets. On a call the code is
texted to the number, so a caller with a forged number does not get it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from core.members import CODE, Act
from flows.dialogues.code_confirmation.changing import (
    CODE_DIGITS,
    OFFERED,
    Change,
    Confirmation,
    Offered,
    take_offered,
)
from flows.dialogues.code_confirmation.checking import checking, taking_earlier
from flows.dialogues.code_confirmation.questions import (
    CodeEntry,
    CodeWait,
    Purpose,
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
    "line": "mobile",
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


def confirming_steps(
    purpose: Purpose,
    *,
    act: str,
    then: str,
    change: Change,
    more: Mapping[str, str] | None = None,
) -> tuple[Step, ...]:
    """The steps from the question whether to spend points to the step `then`. `prove` decides
    whether a code is needed. more: options of the question behind yes and no, and where they
    lead."""
    others = dict(more or {})
    return (
        Confirmation(
            "confirm",
            act=act,
            change=change,
            more=tuple(others),
            on={"yes": "prove", "no": "cancelled"} | others | change.on,
        ),
        Do("prove", needs_code, on={"yes": "send_code", "no": then}),
        *code_entry_steps(purpose, then=then, read_back="confirm", change=change),
        Do("change", _change, says=["changing"], on={"told": change.ask}),
    )


def code_entry_steps(
    purpose: Purpose,
    *,
    then: str,
    read_back: str = "",
    change: Change | None = None,
    declines: Callable[[str], bool] | None = None,
) -> tuple[Step, ...]:
    """The steps from `send_code` to the step `then`. A member who must wait for the code keeps what
    was chosen, and goes on with one key. read_back: the name of the sentence that says what the
    code confirms, where replies do not hold the code. change: to the step `change`, if there is
    something that words may change. declines: whether words do not
    want what it is for."""
    changed = change.on if change else {}
    offered = {"offered": OFFERED} if change else {}
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
            taking_earlier("weigh" if change else "send_code"),
            effect=True,
            refusals=["code_wrong", "code_replaced"],
            on={"right": "too_soon", "wrong": "too_soon", "expired": "send_code"},
        ),
        CodeEntry(
            "code",
            digits_min=CODE_DIGITS,
            digits_max=CODE_DIGITS,
            secret=True,
            names_agent=True,
            purpose=purpose,
            change=change,
            declines=declines,
            on={
                "given": "check_code",
                "again": "send_again",
                "asked": "tell",
                "declined": "decline",
            }
            | changed
            | offered,
        ),
        *(offering_steps(change) if change else ()),
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
            checking(purpose),
            effect=True,
            refusals=["code_wrong", "code_replaced"],
            on={"right": then, "wrong": "code", "expired": "expired"},
        ),
    )


def offering_steps(change: Change) -> tuple[Step, ...]:
    """The steps that ask about a number in place of the code."""
    return (
        Offered(OFFERED, on={"yes": "swap", "no": "code"}),
        Do("swap", take_offered, on={"changed": change.weigh}),
    )


def _change(context: Context) -> Literal["told"]:
    """Goes back to the question for what is confirmed."""
    context.say("changing")
    return "told"
