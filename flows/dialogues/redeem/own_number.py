"""Whose number gets phone credit and data: the member's own, and no other. Who asks, or wants them
for somebody else, is told so; nothing is redeemed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.members import BadNumber, number_of, profiles
from flows.dialogues.redeem.prices import open_kind
from flows.engine import Context, Said
from flows.language import simplified, understanding

CHARS_MAX = 60
"""A longer text says more than for whom it is."""
LAST_DIGITS = 4
_PERSON_ZH = (
    "(?:我|我们)?(?:家)?(?:的)?(?:老婆|老公|爱人|媳妇|妻子|丈夫|对象|男朋友|女朋友|女儿|儿子|闺女|孩子|小孩|妈|爸|爷爷|奶奶|外公|外婆"
    "|姥姥|姥爷|弟|妹|哥|姐|孙子|孙女|父母|父亲|母亲|岳母|岳父|公公|婆婆|叔|舅|姑|姨|朋友|同学|同事|家人|家里人|亲戚|邻居"
    "|他|她|别人|其他人|他人|另一个人)"
)
_PERSON_EN = (
    r"(?:wife|husband|son|daughter|mom|mum|mother|dad|father|brother|sister|(?:boy|girl)?friend"
    r"|partner|parents?|kids?|child|children|grand\w+|uncle|aunt|cousin|family|roommate"
    r"|coll?eague|coworker|neighbou?r)"
)
_FOR_OTHERS = re.compile(
    f"(?:给|帮|替|为|送)(?:我)?{_PERSON_ZH}"
    rf"|{_PERSON_ZH}的?(?:手机|电话|号)"
    "|(?:别的|其他的?|其它的?|另外?一?个|另外的?|别个)(?:手机|电话)?号"
    rf"|\b(?:for|to|on|onto) (?:my|his|her|their|an?|the)? ?(?:\w+ )?{_PERSON_EN}\b"
    rf"|\b(?:get|give|buy|send|top up|recharge) (?:my|his|her) {_PERSON_EN}\b"
    rf"|\bmy {_PERSON_EN}'?s\b|\b(?:for|to) (?:him|her|them)\b"
    r"|\b(?:someone|somebody|anyone|anybody) else|\b(?:another|different|other) (?:\w+ )?"
    r"(?:phone|number|person)"
)
_WHICH = re.compile(
    "(?:哪个|哪一个|什么|谁的?)(?:手机|电话)?号|[充换加]到哪|(?:给|到)谁|(?:本机|我的?手机|自己的?号)[^,，]{0,6}吗"
    r"|\b(?:which|what|whose) (?:phone )?(?:number|phone)\b|\bwho (?:is|gets|does) (?:it|this)\b"
)
_KINDS = {
    "data": re.compile(r"流量|\bdata\b|\d ?(?:个?gb?|gigs?)(?![a-z])"),
    "credit": re.compile(
        r"话费|充值?|缴费|交费|\bcredit\b|\btop(?:ping)? ?up\b|\brecharge\b|\bairtime\b"
    ),
}
_GETS = re.compile(
    r"[充换兑买领加要]|[交缴]费?|\b(?:get|gets|top|redeem|buy|add|send|give|recharge|want|need|use|go|goes"
    r"|put|exchange|load|for \+?\d{7,})\b"
)
_OTHERWISE = re.compile(
    "投诉|[充换送]了|没[有到收让]|不要|别[给帮充换]|为什么|昨天|上次|刚才|(?:送|转|赠)[^,，。]{0,8}积?分|积分[^,，。]{0,4}(?:送|转|赠)"
    r"|\b(?:did|didn'?t|was|why|never|don'?t|complain|yesterday|got|sent)\b|\bpoints? to\b"
)
"""Behind these the words tell of what was done, refuse it, or give points."""


def tell(context: Context, text: str) -> Sequence[Said]:
    """That it goes to the member's own number, if the words ask or want otherwise."""
    said = simplified(text.casefold().replace("’", "'"))
    is_other = _OTHERWISE.search(said) or understanding.tells_grievance(text)
    if context.caller is None or len(text) > CHARS_MAX or is_other:
        return ()
    begun = open_kind(context).removeprefix("gift")
    if not begun and not _GETS.search(said):
        return ()
    kind = next((each for each, words in _KINDS.items() if words.search(said)), begun)
    if not kind or not (_is_for_others(context, said, text) or (begun and _WHICH.search(said))):
        return ()
    number = context.member.number
    facts = {
        "kind": kind,
        "is_open": "yes" if begun else "no",
        "to": profiles.masked(number),
        "last": number[-LAST_DIGITS:],
    }
    return [("redeem_gift-own_number", facts)]


def _is_for_others(context: Context, said: str, text: str) -> bool:
    """Whether the words name somebody else, or another number than the member's."""
    receiver = understanding.transfer_in(text).partition(" ")[0]
    if receiver:
        return _number(receiver) not in ("", context.member.number)
    return _FOR_OTHERS.search(said) is not None


def _number(entered: str) -> str:
    try:
        return number_of(entered)
    except BadNumber:
        return ""
