"""Reporting a lost phone, which freezes the points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from core.members import cards, member_points, membership, profiles
from core.programme import local_day
from flows.dialogues.account.lost_words import may_be_anothers
from flows.dialogues.agent.flow import AGENT
from flows.dialogues.numbers.card import LOST_CARD
from flows.dialogues.numbers.wanted import names_card, to_number
from flows.engine import Call, Context, Do, End, Flow, Menu, YesNo
from flows.language import answers, simplified
from flows.protocol import Frame, Heard

CARD, EITHER = "card", "either"
_NUMBERS = re.compile(r"(?<!\d)1\d{10}(?!\d)")
_FREEZES_A_NUMBER = re.compile(
    r"(?:我|要|想|请|帮我|把|给|麻烦|这个|号码|手机号?)*(?:\+?86)?1\d{10}"
    r"(?:这个|的?号码?|手机)*(?:给我|要|已经|被)?(?:挂失|冻结|丢|掉|偷)(?:一下|了)*"
    r"|(?:我|要|想|请|帮我|麻烦)*(?:挂失|冻结|GS|LOST)"
    r"(?:一下|这个|号码|手机号?|[\s:：,，])*(?:\+?86)?1\d{10}"
    r"|(?:please |i want to |i need to )*(?:report|freeze|block)"
    r"(?: (?:as|the|my|number|phone|loss|of|for|lost))* (?:\+?86)?1\d{10}"
    r"(?: (?:as )?(?:lost|stolen))?",
    re.IGNORECASE,
)
LAST_DIGITS = 4
"""How many digits of the number are said."""
_NOT_LOST = re.compile(
    r"(?:\W|不是|不|没有|等等|等一?下|哎呀?|啊|哦|没事|算了|不用(?:挂失?)?|[别不]挂失?|了|"
    r"我的?|手机|电话|卡|号码?|它|其实|已经|又|刚刚?|现在|原来)*"
    r"(?:(?:在\w{1,8}?)?(?:找[到着回]|捡到|翻到)了?(?:来了)?|没有?丢|没有?被偷"
    r"|在(?:这儿?|家里?|包里|我这儿?|身上))"
    r"(?:\W|了|啊|呢|找到了?|算了|不用(?:挂失?)?|[别不]挂失?|谢谢)*"
    r"|(?:(?:no|nope|wait|oh|ok|actually|sorry|hold on|hang on|never ?mind|i|i'?ve|have|just|we"
    r"|it'?s|it is|it was|my phone|phone|my phone is|isn'?t|a|thanks"
    r"|don'?t|do not|report it|all good|it)[\s,.!]+)*"
    r"(?:found(?: it| my phone| the phone)?(?: (?:under|in|on|behind|at) (?:my |the )?\w+)?"
    r"|(?:not|isn'?t) lost|(?:right )?here|at home|(?:in|under|on) my \w+|mistake|false alarm)"
    r"(?:[\s,.!]+(?:now|again|thanks|thank you|sorry|already|after all"
    r"|(?:so )?(?:don'?t|do not) (?:report|freeze) (?:it|me)))*[\s.!]*",
    re.IGNORECASE,
)
_HOW_TO_LIFT = re.compile(
    r"(?:怎么|如何|怎样|咋|能不能|能|可以|还能|要|多久).{0,8}(?:恢复|解除|解挂|解冻|取消挂失|找回来)"
    r"|(?:恢复|解除|解挂|解冻)(?:要|得|需要)?(?:怎么|什么|多久|麻烦)"
    r"|积分(?:会|就|要|是不是|都|也|全|还)*(?:没|丢|少|清零|作废|在不在|在)(?:了|掉)*(?:吗|么|嘛|不|吧)*[?？]?$"
    r"|(?:do|will|would|can|could) (?:i (?:lose|keep)|my points (?:be )?(?:gone|lost|safe))"
    r"|what happens (?:to|with) (?:my|the) points|are my points safe"
    r"|\b(?:how|can|could|what).{0,24}\b(?:lift|undo|unfreeze|unblock|undone|reverse|restore|reactivate)",
    re.IGNORECASE,
)


def reply_to_freezing(text: str) -> answers.Reply | None:
    """The answer to "shall it be frozen?": whoever has found it wants nothing frozen."""
    found = _NOT_LOST.fullmatch(simplified(text.strip().replace("’", "'")))
    return answers.Reply.NO if found and not answers.is_left_open(text) else None


@dataclass(frozen=True, kw_only=True)
class LossConfirmation(YesNo):
    """Asks whether the account is to be frozen. How that is lifted is answered ("asked")."""

    def outcomes(self) -> frozenset[str]:
        return super().outcomes() | {"asked"}

    def fixed_options(self) -> list[str]:
        return [self.yes, self.no]

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return _HOW_TO_LIFT.search(simplified(heard.text)) is not None

    def hear(self, context: Context, heard: Heard) -> str | None:
        return "asked" if self.is_meant_for(context, heard) else super().hear(context, heard)


@dataclass(frozen=True, kw_only=True)
class WhoseMenu(Menu):
    """Takes numbers as well: an agent has all but the caller's own. With that one among them it is
    asked again which is meant."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        said = {number for each in _NUMBERS.findall(heard.text) if (number := to_number(each))}
        if not said:
            return super().hear(context, heard)
        if context.member.number not in said:
            return "other"
        return "own" if len(said) == 1 else None


def read_request(context: Context) -> Literal["phone", "card", "either"]:
    """What is lost. A card may also be that of the phone, unless the member has no other."""
    lost = context.answers.pop("argument", "")
    if lost == EITHER:
        card = cards.active(context.conn, context.member.member_id)
        return "either" if card else "phone"
    return "card" if lost == CARD else "phone"


def lost_in(context: Context, text: str) -> str:
    """What follows the keyword: that the card is lost, or that it may be."""
    is_card = names_card(text)
    return EITHER if is_card is None else CARD if is_card else ""


def look(context: Context) -> Literal["frozen", "open"]:
    """The question names the number: only that of the caller can be frozen here."""
    name_number(context)
    return "frozen" if context.member.status == "frozen" else "open"


def name_number(context: Context) -> Literal["named"]:
    number = context.member.number
    context.answers.update(own=profiles.masked(number), last=number[-LAST_DIGITS:])
    return "named"


def asked(context: Context, text: str) -> Frame | None:
    """The question whose phone is lost, for words by which it may be another's: they say so, or
    name another number to be frozen."""
    if context.caller is None:
        return None
    numbers = {to_number(each) for each in _NUMBERS.findall(text)} - {context.member.number}
    names_another = bool(numbers) and _FREEZES_A_NUMBER.fullmatch(text.strip()) is not None
    return LOST_WHOSE.start() if names_another or may_be_anothers(text) else None


def report_lost(context: Context) -> Literal["frozen"]:
    membership.freeze(context.conn, context.member.member_id)
    context.caller = member_points.caller(
        context.conn, context.session.caller, local_day(context.at)
    )
    return "frozen"


def tell_lifting(context: Context) -> Literal["told"]:
    context.say("lifting")
    return "told"


REPORT_LOST = Flow(
    "report_lost",
    Do("start", read_request, on={"phone": "look", "card": "card", "either": "which"}),
    Menu("which", on={"phone": "look", "card": "card"}),
    Call("card", LOST_CARD, then="over"),
    Do("look", look, on={"frozen": "already", "open": "confirm"}),
    LossConfirmation(
        "confirm",
        costly=True,
        keyed_whole=True,
        act="freeze",
        replies=reply_to_freezing,
        on={"yes": "freeze", "no": "cancelled", "asked": "tell"},
    ),
    Do("tell", tell_lifting, says=["lifting"], on={"told": "confirm"}),
    Do("freeze", report_lost, effect=True, on={"frozen": "frozen"}),
    End("frozen"),
    End("already"),
    End("cancelled"),
    End("over", silent=True),
)

LOST_WHOSE = Flow(
    "lost_whose",
    Do("name", name_number, on={"named": "whose"}),
    WhoseMenu("whose", on={"own": "own", "other": "other"}),
    Call("own", REPORT_LOST, then="over"),
    Call("other", AGENT, then="over"),
    End("over", silent=True),
)
"""Only the number that calls can be frozen here; another one is an agent's."""
