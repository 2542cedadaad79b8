"""How a wish is spoken of: wished, refused, asked about, or told as something that has happened.

"怎么投诉？" and "算了，不投诉了" name a complaint as clearly as "我要投诉" does, but file none. The
classifier hears what is spoken of; the patterns here hear whether it is wanted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto

from flows.language.understanding.features import CHARS_MAX
from flows.language.understanding.labels import COSTLY, Label


class Manner(Enum):
    WISHED = auto()
    REFUSED = auto()
    ASKED_ABOUT = auto()
    TOLD = auto()  # it has happened, or somebody else does it


_EXCHANGE_ZH, _EXCHANGE_EN = (
    "换|兑|要",
    "redeem|exchange|convert|swap|trade|get|want|order|buy|spend",
)
_VERBS: Mapping[Label, tuple[str, str]] = {
    Label.REDEEM: (_EXCHANGE_ZH, _EXCHANGE_EN),
    Label.CREDIT: (f"{_EXCHANGE_ZH}|充", f"{_EXCHANGE_EN}|top"),
    Label.DATA: (_EXCHANGE_ZH, _EXCHANGE_EN),
    Label.EXCHANGE: (f"{_EXCHANGE_ZH}|转", f"{_EXCHANGE_EN}|transfer|move"),
    Label.CLAIM: ("补|登|申请|追", "claim|submit|report|request"),
    Label.COMPLAINT: ("投诉|投拆|反映|举报|告", "complain|complaint|report|file"),
    Label.GIVE: ("送|赠|转|给", "give|send|transfer|gift|share"),
    Label.PIN: ("改|换|设|重置|修改", "change|reset|set"),
    Label.LOST: ("挂失|冻结|停", "report|freeze|block|suspend|lock"),
    Label.LEAVE: ("退|注销|销|取消", "leave|quit|cancel|delete|close|end|unsubscribe"),
    Label.PAY: ("付|支付|用|抵", "pay|use|spend"),
}
"""By wish: the verbs with which it is spoken of in both languages."""

_NO_ZH = "不(?:想|要|用|再|需要|打算|愿意|准备|能|肯|必|该|去)?(?:再|去|先)?|别|没(?:有)?(?:打算|想|要)|甭|莫|勿|休"
_NO_EN = r"(?:do not|don't|dont|did not|didn't|won't|wouldn't|will not|not|never|no longer|stop|without|no)"
_CHANGED_ZH = "算了|作罢|反悔|后悔|改主意|取消(?:兑换|转赠|投诉|挂失|补登|申请)|先不|不了|用不着|没必要|误会|撤销|撤回"
_CHANGED_EN = (
    r"never ?mind|changed? my mind|forget (?:it|about|the)|on second thought|scratch that|"
    r"take (?:it|that) back|call it off|no need|not anymore|any ?more$|rather not|cancel (?:my|the|that)"
)
_ABOUT_ZH = (
    "多久|多长时间|几天|手续费|收费|费用|要钱|花钱|会怎么?样|会不会|有没有影响|影响|后果|什么意思|是什么|是啥|"
    "为什么|为啥|凭什么|怎么收|限制|规定|规则|条件|有效期|还能.{0,6}吗|能不能(?:退|撤|反悔)|可以(?:退|撤|反悔)|"
    "如果|要是|假如|万一|的话"
)
_ABOUT_EN = (
    r"how long|how much (?:does|is|will) (?:it|the fee)|\bfees?\b|\bcosts?\b|charge|what happens|what if|"
    r"\bif i\b|\bif you\b|\bif we\b|what is|what's|what does|\bwhy\b|\blimits?\b|\brules?\b|conditions|"
    r"does (?:it|giving|reporting|leaving|redeeming)|will (?:it|i|my|they)|undo|get (?:it|them) back|\bmean\b"
)
_HOW_ZH = "怎么|怎样|如何|咋|可不可以|能不能|可以.*[吗么嘛]|能.*[吗么嘛]|在哪|哪里|电话是多少"
_HOW_EN = r"how (?:do|can|to|does|should)|can (?:i|you|we)|could (?:i|you)|is it possible|where (?:do|can)|am i able"
_TOLD_ZH = "已经|昨天|前天|上次|上周|刚才|刚刚|早就|之前|以前|办过|[换兑送转补设改投挂退]过|(?:他|她|别人|同事|朋友|老公|老婆|儿子|女儿)(?:要|想|说|在)"
_TOLD_EN = (
    r"\balready\b|yesterday|last (?:week|month|time|year)|earlier today|"
    r"\bi(?:'ve| have)? (?:reported|redeemed|gave|sent|changed|complained|filed|claimed|left|cancelled|canceled|exchanged|got|paid)\b|"
    r"(?:he|she|they|my (?:wife|husband|son|daughter|friend)) (?:wants?|is|are|was|were)"
)
_QUESTION_OF = {Label.COMPLAINT, Label.LOST, Label.LEAVE, Label.GIVE, Label.PAY}
"""Wishes that a member asks how to carry out before wanting it. "How do I redeem" is a wish: the
dialogue answers it with what there is."""


def _pattern(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


_CHANGED, _ABOUT = _pattern(_CHANGED_ZH, _CHANGED_EN), _pattern(_ABOUT_ZH, _ABOUT_EN)
_HOW, _TOLD = _pattern(_HOW_ZH, _HOW_EN), _pattern(_TOLD_ZH, _TOLD_EN)
_REFUSED = {
    label: _pattern(f"(?:{_NO_ZH}).{{0,4}}?(?:{zh})", rf"\b{_NO_EN}\b(?: \S+){{0,4}}? (?:{en})")
    for label, (zh, en) in _VERBS.items()
}


def manner_of(text: str, label: Label) -> Manner:
    """How `text` speaks of the wish `label`. Always WISHED unless the wish is costly: a question
    about the balance is answered with the balance."""
    if label not in COSTLY:
        return Manner.WISHED
    said = text[:CHARS_MAX].replace("’", "'")
    if _REFUSED[label].search(said) or _CHANGED.search(said):
        return Manner.REFUSED
    if _ABOUT.search(said) or (label in _QUESTION_OF and _HOW.search(said)):
        return Manner.ASKED_ABOUT
    return Manner.TOLD if _TOLD.search(said) else Manner.WISHED
