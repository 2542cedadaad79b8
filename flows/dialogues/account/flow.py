"""Settings of the account: the PIN, reporting a lost phone, marketing texts."""

from __future__ import annotations

import re
from typing import Literal

from core.members import PIN as PIN_PROOF
from core.members import Act, PinLocked, changes, member_points, membership, pins
from core.programme import local_day
from flows.dialogues.identify.flow import IDENTIFY
from flows.dialogues.identify.new_pin import PIN_DIGITS, is_repeated, new_pin_steps
from flows.engine import Argument, Call, Context, Dialogue, Do, End, Flow, Keyword, YesNo
from flows.language import Label, answers, understanding

_TO_KEEP = re.compile(
    "(?:不|别|不要|先别)退订?了?|继续(?:接?收|发送?|订阅)?吧?|保留吧?"
    "|(?:continue|carry on|go on|keep)(?: (?:them|it|sending))?",
    re.IGNORECASE,
)


def must_identify(context: Context) -> Literal["yes", "no"]:
    """Whether the member must be identified first. Without a PIN, the number is the only proof of
    identity: it is enough where the network vouches for it. The sender of a text can be forged."""
    context.answers[understanding.FORGOTTEN] = context.answers.pop("argument", "")
    return "yes" if context.member.has_pin or not context.traits.number_verified else "no"


def change_pin(context: Context) -> Literal["set", "differs", "locked"]:
    """Sets the new PIN. One that was locked meanwhile, by wrong tries on another channel, no longer
    identifies the caller: what it has proved is asked for again, by a code."""
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


def stop_marketing(context: Context) -> Literal["stopped"]:
    changes.refuse_marketing(context.conn, context.member.member_id)
    return "stopped"


PIN = Flow(
    "pin",
    Do("start", must_identify, on={"yes": "old", "no": "new"}),
    Call(
        "old",
        IDENTIFY,
        give=[understanding.FORGOTTEN],
        on={"sure": "new", "chosen": "set_now"},
        then="over",
    ),
    *new_pin_steps(change_pin, on={"set": "set_now", "locked": "old"}),
    End("set_now"),
    End("over", silent=True),
    act=Act.LOOK,
)
"""Whoever has forgotten the old PIN, or cannot be identified without one, has chosen a new one when
they come back from the identification."""

REPORT_LOST = Flow(
    "report_lost",
    YesNo("confirm", costly=True, act="freeze", on={"yes": "freeze", "no": "cancelled"}),
    Do("freeze", report_lost, effect=True, on={"frozen": "frozen"}),
    End("frozen"),
    End("cancelled"),
)


def reply_to_refusing(text: str) -> answers.Reply | None:
    """The answer to "shall the texts stop?": who wants to go on wants to receive them."""
    is_to_keep = _TO_KEEP.fullmatch(text.strip(" 。.!！")) is not None
    return answers.Reply.NO if is_to_keep else None


def subscribe(context: Context) -> Literal["subscribed"]:
    changes.accept_marketing(context.conn, context.member.member_id)
    return "subscribed"


def look_up_marketing(context: Context) -> Literal["on", "off"]:
    is_on = context.member.marketing_ok and not context.session.texts_blocked
    return "on" if is_on else "off"


STOP_MARKETING = Flow(
    "stop_marketing",
    Do("stop", stop_marketing, effect=True, on={"stopped": "stopped"}),
    End("stopped"),
    act=Act.SPEAK,  # whatever the membership is, nobody has to receive advertising
)

SUBSCRIBE = Flow(
    "subscribe",
    Do("start", subscribe, effect=True, on={"subscribed": "subscribed"}),
    End("subscribed"),
    act=Act.LOOK,
)

MARKETING = Flow(
    "marketing",
    Do("look", look_up_marketing, on={"on": "refuse", "off": "accept"}),
    YesNo(
        "refuse",
        spoken_choice=True,
        replies=reply_to_refusing,
        on={"yes": "stop", "no": "unchanged"},
    ),
    YesNo("accept", spoken_choice=True, on={"yes": "subscribe", "no": "unchanged"}),
    Call("stop", STOP_MARKETING, then="over"),
    Call("subscribe", SUBSCRIBE, then="over"),
    End("unchanged"),
    End("over", silent=True),
    act=Act.LOOK,
)
"""The menu's entry: says whether marketing texts are on, and offers the other."""

DIALOGUE = Dialogue(
    __package__,
    PIN,
    REPORT_LOST,
    STOP_MARKETING,
    SUBSCRIBE,
    MARKETING,
    keywords=[
        Keyword(
            "pin",
            PIN,
            argument=Argument.FORGOTTEN,
            zh="MM 密码 服务密码",
            en="PIN",
            topics="密码 服务密码 PIN",
        ),
        Keyword("lost", REPORT_LOST, zh="GS 挂失", en="LOST"),
        Keyword("stop_marketing", STOP_MARKETING, zh="R TD 退订", en="R", when_asked="marketing"),
        Keyword(
            "subscribe",
            SUBSCRIBE,
            zh="DY 订阅",
            en="SUBSCRIBE DY",
            carriers="START UNSTOP",
            when_asked="marketing",
        ),
        Keyword(
            "marketing",
            MARKETING,
            zh="推广短信",
            en="MARKETING",
            topics="推广短信 MARKETING",
        ),
    ],
    wishes={
        Label.PIN: PIN,
        Label.LOST: REPORT_LOST,
        Label.STOP: STOP_MARKETING,
        Label.SUBSCRIBE: SUBSCRIBE,
    },
    facts={"digits_max": PIN_DIGITS},
)
