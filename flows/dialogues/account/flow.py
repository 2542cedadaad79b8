"""Settings of the account: the PIN, reporting a lost phone, marketing texts."""

from __future__ import annotations

from typing import Literal

from core.members import Act, PinLocked, changes, member_points, membership, pins
from core.programme import local_day
from flows.dialogues.identify.flow import IDENTIFY, PIN_DIGITS
from flows.engine import Ask, Call, Context, Dialogue, Do, End, Flow, Keyword, YesNo
from flows.language import Label


def has_pin(context: Context) -> Literal["yes", "no", "no_and_not_sure"]:
    """Whether the member has a PIN. Without one, the number is the only proof of identity; on a
    channel where it can be forged the answer is "no_and_not_sure", because a forger could set the
    PIN that protects the points from then on."""
    if context.member.has_pin:
        return "yes"
    return "no" if context.traits.number_verified else "no_and_not_sure"


def check_new_pin(context: Context) -> Literal["fine", "weak"]:
    """Refuses a weak PIN. Until the PIN is repeated, the session has only its slow hash."""
    if pins.weakness(context.entered, context.member.number):
        context.say("weak")
        return "weak"
    context.answers["first"] = pins.hashed(context.entered)
    return "fine"


def set_pin(context: Context) -> Literal["set", "differs", "locked"]:
    if not pins.matches(context.answers.pop("first"), context.entered):
        context.say("differs")
        return "differs"
    try:
        pins.choose(context.conn, context.member, context.entered, context.at)
    except PinLocked:
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
    Do("start", has_pin, on={"yes": "old", "no": "new", "no_and_not_sure": "by_text"}),
    Call("old", IDENTIFY, on={"sure": "new"}, then="over"),
    Ask("new", digits_min=PIN_DIGITS, digits_max=PIN_DIGITS, secret=True, on={"given": "weigh"}),
    Do("weigh", check_new_pin, says=["weak"], on={"fine": "again", "weak": "new"}),
    Ask("again", digits_min=PIN_DIGITS, digits_max=PIN_DIGITS, secret=True, on={"given": "set"}),
    Do(
        "set",
        set_pin,
        effect=True,
        says=["differs"],
        on={"set": "set_now", "differs": "new", "locked": "locked"},
    ),
    End("set_now"),
    End("by_text"),
    End("locked"),
    End("over", silent=True),
    act=Act.LOOK,
)

REPORT_LOST = Flow(
    "report_lost",
    YesNo("confirm", costly=True, act="freeze", on={"yes": "freeze", "no": "cancelled"}),
    Do("freeze", report_lost, effect=True, on={"frozen": "frozen"}),
    End("frozen"),
    End("cancelled"),
)


def subscribe(context: Context) -> Literal["subscribed"]:
    changes.accept_marketing(context.conn, context.member.member_id)
    return "subscribed"


def look_up_marketing(context: Context) -> Literal["on", "off"]:
    return "on" if context.member.marketing_ok else "off"


STOP_MARKETING = Flow(
    "stop_marketing",
    Do("stop", stop_marketing, effect=True, on={"stopped": "stopped"}),
    End("stopped"),
    act=Act.LOOK,
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
    YesNo("refuse", on={"yes": "stop", "no": "unchanged"}),
    YesNo("accept", on={"yes": "subscribe", "no": "unchanged"}),
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
        Keyword("pin", PIN, zh="MM 密码 服务密码", en="PIN", topics="密码 服务密码 PIN"),
        Keyword("lost", REPORT_LOST, zh="GS 挂失", en="LOST"),
        Keyword("stop_marketing", STOP_MARKETING, zh="R TD 退订", en="R"),
        Keyword("subscribe", SUBSCRIBE, zh="DY 订阅", en="DY"),
    ],
    wishes={
        Label.PIN: PIN,
        Label.LOST: REPORT_LOST,
        Label.STOP: STOP_MARKETING,
        Label.SUBSCRIBE: SUBSCRIBE,
    },
    facts={"digits_max": PIN_DIGITS},
)
