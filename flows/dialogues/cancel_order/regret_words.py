"""Words of a member who does not want what was ordered: "刚才换的保温杯不要了", "I changed my mind
about the mug". What is chosen only now is no order yet, so a gift alone that is not wanted says it
only where it has been ordered."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.language import simplified

_LEADING_ZH = (
    "(?:我|那|就|哎呀?|唉|不好意思|麻烦|请|帮|给|你们|能不能|可以|想|要|把|等等|呃|嗯"
    "|后悔了|反悔了|改主意了)*"
)
_REGRET_ZH = "(?:后悔|反悔|改主意|改变主意)(?:了)?"
_PAST_ZH = "(?:刚才|刚刚|刚|昨天|前天|今天|上次|之前|早上|上午|下午|昨晚|上周|前几天)"
_ORDER_ZH = "(?:兑换|换|订|定|下单|下|选|买|要|申请|点)"
_THING_ZH = "(?P<{}>[^\\W\\d_]{{1,10}}?)"
_UNWANTED_ZH = "(?:不想?要|不需要|不换|不想换|后悔|想?退掉?|取消掉?|退货)"
_CANCEL_ZH = "(?:取消掉?|退(?:一下|[掉下货了])?|撤销|撤掉)"
_END_ZH = (
    "(?:了|吧|啊|呀|啦|它|谢谢|可以吗|行吗|退(?:一下|[掉了])?|能退吗|能取消吗|能不能退"
    "|怎么退|怎么取消)*"
)
_WHICH_ZH = f"(?:那个|这个|{_PAST_ZH}|我|{_ORDER_ZH}的|的)*"
_PAST = f"(?P<past{{}}>{_PAST_ZH}?(?:我|{_PAST_ZH})*{_ORDER_ZH}了?(?:个|一?个|的)+)"
_ZH = re.compile(
    "|".join(
        (
            f"{_LEADING_ZH}{_PAST.format(1)}(?:那个|这个)?{_THING_ZH.format('a')}?(?:我|又|现在|突然|就)*"
            f"{_UNWANTED_ZH}{_END_ZH}",
            f"{_LEADING_ZH}{_REGRET_ZH}(?:我)?{_UNWANTED_ZH}{_WHICH_ZH}{_THING_ZH.format('b')}{_END_ZH}",
            f"{_LEADING_ZH}(?P<past2>{_REGRET_ZH}{_ORDER_ZH}了?)(?:那个|这个)?{_THING_ZH.format('c')}{_END_ZH}",
            f"{_LEADING_ZH}{_UNWANTED_ZH}(?P<past3>(?:我)?{_PAST_ZH}(?:我)?{_ORDER_ZH}的)(?:那个|这个)?"
            f"{_THING_ZH.format('d')}{_END_ZH}",
            f"{_LEADING_ZH}(?:那个|这个|我的)*{_THING_ZH.format('e')}(?:我|又|现在|突然)*(?:不想?要|不需要)了{_END_ZH}",
            f"{_LEADING_ZH}(?:不想?要|不需要)(?:那个|这个|我的)*{_THING_ZH.format('named')}{_END_ZH}",
            f"{_LEADING_ZH}{_CANCEL_ZH}(?:那个|这个|我的)*{_THING_ZH.format('j')}{_END_ZH}",
            f"{_LEADING_ZH}(?:那个|这个|我的)*{_THING_ZH.format('k')}{_CANCEL_ZH}{_END_ZH}",
            f"{_LEADING_ZH}(?:那个|这个|我的)*{_THING_ZH.format('l')}[换改]成[^\\W\\d_]{{1,10}}",
        )
    )
)
_LEADING_EN = (
    r"(?:(?:oh|no|sorry|hi|hello|hey|wait|actually|please|well|um|so|and|can you|could you|can i"
    r"|could i|i want to|i'd like to|i need to|i'?ve|i have|i|just|really) )*"
)
_WHICH_EN = r"(?:the|my|that|this|those|a|an|getting|ordering|about|on)"
_THING_EN = "(?P<{}>[a-z]+(?: [a-z]+)??)"
_ORDERED_EN = r"(?:ordered|got|redeemed|picked|chose|asked for|requested|exchanged|bought|received)"
_PAST_EN = rf"(?P<past{{}}> (?:that |which )?(?:i|we)(?:'?ve)?(?: have)?(?: just)? {_ORDERED_EN})"
_LATER_EN = (
    r"(?: (?:any ?more|now|please|thanks|today|yesterday|earlier|just now|this morning|last week"
    r"|before|after all|can i cancel(?: it)?|can i return it))*"
)
_EN = re.compile(
    "|".join(
        (
            rf"{_LEADING_EN}(?:changed my mind|change my mind|having second thoughts"
            rf"|have second thoughts) (?:{_WHICH_EN} )+{_THING_EN.format('f')}"
            rf"(?:{_PAST_EN.format(4)})?{_LATER_EN}",
            rf"{_LEADING_EN}(?:don'?t|do not|no longer|didn'?t) (?:really )?(?:want|need)"
            rf" (?:{_WHICH_EN} )*{_THING_EN.format('g')}(?:{_PAST_EN.format(5)})?{_LATER_EN}",
            rf"{_LEADING_EN}(?P<past6>regret) (?:{_WHICH_EN} )*{_THING_EN.format('h')}"
            rf"(?:{_PAST_EN.format(7)})?{_LATER_EN}",
            rf"{_LEADING_EN}(?:swap|exchange|change|trade|switch) (?:{_WHICH_EN} )+"
            rf"{_THING_EN.format('m')} (?:for|to|into) .+",
            rf"{_LEADING_EN}(?:cancel|return|undo|send back) (?:{_WHICH_EN} )+"
            rf"{_THING_EN.format('i')}(?:{_PAST_EN.format(8)})?{_LATER_EN}",
        )
    )
)
_MARKS = re.compile(r"[\s,.;:!?，。；：！？、~…]+")
CHARS_MAX = 60
"""A longer text says more than that."""


@dataclass(frozen=True, slots=True)
class Regret:
    """thing: what is not wanted, "" if it is only called that. is_past: the words say that it was
    ordered before. returns: they want it cancelled or sent back, so it has been ordered."""

    thing: str
    is_past: bool
    returns: bool


_GENERIC = re.compile(
    r"(?:那个|这个|的|东西|礼品|礼物|订单|单子?|杯子|它|那|这|个)*"
    r"|(?:gift|order|thing|one|item|reward|present|redemption|stuff)s?"
)

_NO_ORDER = re.compile(
    r"回电|电话|客服|人工|短信|投诉|建议|补登|密码|挂失|会员|积分|里程|互换|通知"
    r"|\b(?:call|callback|agent|complaint|texts?|messages?|claim|points?|miles|membership|pin|offers?"
    r"|report|ads)\b"
)
"""What is asked for and is no order."""


_RETURNED = ("i", "j", "k")
"""The names of what is cancelled or sent back."""


def regret_in(text: str) -> Regret | None:
    """What the whole text regrets; None if it regrets nothing that was ordered, or asks."""
    if len(text) > CHARS_MAX:
        return None
    said = simplified(text.lower().replace("’", "'"))
    said = _MARKS.sub(" " if said.isascii() else "", said).strip()
    found = (_EN if said.isascii() else _ZH).fullmatch(said)
    if found is None:
        return None
    named = {name: words for name, words in found.groupdict().items() if words}
    thing = next((words for name, words in named.items() if not name.startswith("past")), "")
    if _NO_ORDER.search(thing):
        return None
    if "named" in named and _GENERIC.fullmatch(thing):
        return None  # what they do not want may be anything
    is_past = any(name.startswith("past") for name in named)
    returns = any(name in _RETURNED for name in named)
    return Regret("" if _GENERIC.fullmatch(thing) else thing, is_past, returns)
