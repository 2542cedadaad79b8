"""Settings of the account: the PIN, reporting a lost phone."""

from __future__ import annotations

import re
from typing import Literal

from core.members import PIN as PIN_PROOF
from core.members import Act, PinLocked, member_points, membership, pins
from core.programme import local_day
from flows.dialogues.identify.flow import IDENTIFY
from flows.dialogues.identify.new_pin import (
    PIN_DIGITS,
    is_outdated,
    is_repeated,
    new_pin_steps,
)
from flows.engine import Argument, Call, Context, Dialogue, Do, End, Flow, Keyword, YesNo
from flows.language import Label, answers, simplified, understanding


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


def report_lost(context: Context) -> Literal["frozen"]:
    membership.freeze(context.conn, context.member.member_id)
    context.caller = member_points.caller(
        context.conn, context.session.caller, local_day(context.at)
    )
    return "frozen"


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

_NOT_LOST = re.compile(
    r"(?:\W|不是|不|等等|等一?下|哎呀?|啊|哦|没事|我的?|手机|电话|卡|号码?|它|其实|已经|又|刚刚?|现在|原来)*"
    r"(?:找[到着回]了?(?:来了)?|没有?丢|没有?被偷|在(?:这儿?|家里?|包里|我这儿?|身上))"
    r"(?:\W|了|啊|呢|不用(?:挂失)?|谢谢)*"
    r"|(?:(?:no|nope|wait|oh|ok|actually|sorry|hold on|hang on|never ?mind|i|i'?ve|have|just|we"
    r"|it'?s|it is|it was|my phone|phone|my phone is|isn'?t)[\s,.!]+)*"
    r"(?:found(?: it| my phone| the phone)?|(?:not|isn'?t) lost|here)(?:[\s,.!]+(?:now|again|thanks"
    r"|thank you|sorry|already|after all))*[\s.!]*",
    re.IGNORECASE,
)


def reply_to_freezing(text: str) -> answers.Reply | None:
    """The answer to "shall it be frozen?": whoever has found it wants nothing frozen."""
    found = _NOT_LOST.fullmatch(simplified(text.strip().replace("’", "'")))
    return answers.Reply.NO if found and not answers.is_left_open(text) else None


REPORT_LOST = Flow(
    "report_lost",
    YesNo(
        "confirm",
        costly=True,
        act="freeze",
        replies=reply_to_freezing,
        on={"yes": "freeze", "no": "cancelled"},
    ),
    Do("freeze", report_lost, effect=True, on={"frozen": "frozen"}),
    End("frozen"),
    End("cancelled"),
)


DIALOGUE = Dialogue(
    __package__,
    PIN,
    REPORT_LOST,
    keywords=[
        Keyword(
            "pin",
            PIN,
            argument=Argument.FORGOTTEN,
            zh="MM 密码 服务密码",
            en="PIN",
            topics="密码 服务密码 PIN",
        ),
        Keyword("lost", REPORT_LOST, zh="GS 挂失", en="LOST", when_asked=""),
    ],
    wishes={Label.PIN: PIN, Label.LOST: REPORT_LOST},
    facts={"digits_max": PIN_DIGITS},
)
