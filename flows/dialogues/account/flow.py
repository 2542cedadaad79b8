"""Settings of the account: the PIN, reporting a lost phone."""

from __future__ import annotations

from typing import Literal

from core.members import PIN as PIN_PROOF
from core.members import Act, PinLocked, pins
from flows.dialogues.account.lost import LOST_WHOSE, REPORT_LOST, lost_in
from flows.dialogues.identify.flow import IDENTIFY
from flows.dialogues.identify.new_pin import (
    PIN_DIGITS,
    is_outdated,
    is_repeated,
    new_pin_steps,
)
from flows.engine import Argument, Call, Context, Dialogue, Do, End, Flow, Keyword
from flows.language import Label, understanding


def must_identify(context: Context) -> Literal["yes", "no"]:
    """Whether the member must be identified first. Without a PIN, the number is the only proof of
    identity: it is enough where the network vouches for it. The sender of a text can be forged."""
    context.answers[understanding.FORGOTTEN] = context.answers.pop("argument", "")
    return "yes" if context.member.has_pin or not context.traits.number_verified else "no"


def change_pin(context: Context) -> Literal["set", "differs", "locked", "outdated"]:
    """Sets the new PIN. One that was locked meanwhile, by wrong tries on another channel, no longer
    identifies the caller: what it has proved is asked for again, by a code."""
    if is_outdated(context):
        return "outdated"
    if not is_repeated(context):
        return "differs"
    try:
        pins.choose(context.conn, context.member, context.entered, context.at)
    except PinLocked:
        context.session.proofs = [each for each in context.session.proofs if each != PIN_PROOF]
        context.answers.setdefault(understanding.FORGOTTEN, "")  # missing in older sessions
        return "locked"
    return "set"


PIN = Flow(
    "pin",
    Do("start", must_identify, on={"yes": "old", "no": "note"}),
    Call(
        "old",
        IDENTIFY,
        give=[understanding.FORGOTTEN],
        on={"sure": "note", "chosen": "set_now"},
        then="over",
    ),
    *new_pin_steps(change_pin, on={"set": "set_now", "locked": "old"}),
    End("set_now"),
    End("over", silent=True),
    act=Act.LOOK,
)
"""Whoever has forgotten the old PIN, or cannot be identified without one, has chosen a new one when
they come back from the identification."""

DIALOGUE = Dialogue(
    __package__,
    PIN,
    REPORT_LOST,
    LOST_WHOSE,
    entry_points=[LOST_WHOSE],
    keywords=[
        Keyword(
            "pin",
            PIN,
            argument=Argument.FORGOTTEN,
            zh="MM 密码 服务密码",
            en="PIN",
            topics="密码 服务密码 PIN",
        ),
        Keyword("lost", REPORT_LOST, zh="GS 挂失", en="LOST", when_asked="", named_in=lost_in),
    ],
    wishes={Label.PIN: PIN, Label.LOST: REPORT_LOST},
    facts={"digits_max": PIN_DIGITS, "last": "0001", "own": "138****0001"},
    defaults={"last": "", "own": ""},
)
