"""Words that take back what was ordered: "取消订单20260001", "cancel my phone credit",
"杯子不要了能退吗".

They have the words of the order, or of leaving the programme, and want neither. Only an agent
cancels an order.
"""

from __future__ import annotations

import re

from flows.language.understanding.features import said_in
from flows.language.understanding.labels import Label

_ORDERING = frozenset(
    {
        Label.REDEEM,
        Label.CREDIT,
        Label.DATA,
        Label.ORDER,
        Label.LEAVE,
        Label.EXCHANGE,
    }
)
_THING_ZH = "(?:订单|礼品|礼物|杯|伞|锅|东西|这单|那单|一单|兑换|话费|流量)"
_THING_EN = "(?:orders?|gift|redemption|phone credit|credit|data|mug|umbrella|pan|kettle)"
_PATTERN = re.compile(
    rf"(?:取消|退掉|退了|撤销?|退)(?:掉|了)?(?:我|的|这个?|那个?|刚才|昨天|换)*\w{{0,4}}{_THING_ZH}"
    rf"|{_THING_ZH}\w{{0,3}}(?:取消|退[掉货吗了么嘛]|不要了\w{{0,2}}[能可怎]\w{{0,2}}退)"
    r"|不想?要了[\s,，。]*(?:能不能|可不可以|能|可以|怎么|要|想)\w{0,2}(?:退|取消)"
    r"|\b(?:don'?t|dont) want the \w+ (?:any ?more )?,? ?can i (?:cancel|return)"
    rf"|\b(?:cancel|undo|reverse|refund|return)(?: my| the| that| this| last| latest| a)* "
    rf"(?:\w+ )?{_THING_EN}\b|\bsend (?:the|my) \w+ back\b"
)
_OTHERWISE = re.compile(
    r"为什么|为啥|谁|被|擅自|自动|退会|别取消|不要?取消|没取消|会员|不取消|重新|再[换兑]|了吗"
    r"|\bwhy\b|\bwho\b|\bdon'?t cancel\b|\bmembership\b|\bbut\b|\binstead\b"
)


def is_to_be_cancelled(text: str, wish: Label) -> bool:
    """Whether `text`, which has the words of `wish`, wants an order cancelled."""
    said = said_in(text)
    return wish in _ORDERING and bool(_PATTERN.search(said)) and not _OTHERWISE.search(said)
