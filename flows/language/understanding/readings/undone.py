"""Words that name a wish and want its opposite.

What was ordered, given or exchanged and is wanted back has the words of doing it, or of leaving the
programme, and wants neither: only an agent can undo it, if anybody. A withdrawal in plain words is
read by `withdrawn.py`.
"""

from __future__ import annotations

from functools import partial

from flows.language.understanding.labels import Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_COMPLAINTS = frozenset({Label.COMPLAINT, Label.STATUS})
_ORDERING = frozenset(
    {Label.REDEEM, Label.CREDIT, Label.DATA, Label.ORDER, Label.LEAVE, Label.EXCHANGE}
)
_BACK = _ORDERING | {Label.GIVE, Label.BALANCE, Label.CLAIM, Label.HISTORY}
_GOODS = frozenset({Label.REDEEM, Label.CREDIT, Label.DATA, Label.ORDER, Label.GIVE})
_BACK_ZH = "(?:[要收拿追讨撤退转弄]回|还给我|退还)"
_POINTS_EN = r"(?:points?|pts|them|it)"
_THING_ZH = "(?:订单|礼品|礼物|杯|伞|锅|东西|这单|那单|一单|兑换|话费|流量)"
_THING_EN = "(?:orders?|gift|redemption|phone credit|credit|data|mug|umbrella|pan|kettle)"
_OTHERWISE = (
    r"为什么|为啥|谁|被|擅自|自动|退会|别取消|不要?取消|没取消|会员|不取消|重新|再[换兑]|了吗"
    r"|\bwhy\b|\bwho\b|\bdon'?t cancel\b|\bmembership\b|\bbut\b|\binstead\b"
)

_lifted = partial(reading, Meaning.LIFTED)
_cancelled = partial(reading, Meaning.CANCELLED, leads_to=(Label.ORDER,))
_given_back = partial(reading, Meaning.CANCELLED, leads_to=(Label.GIVE,))
_miles_back = partial(reading, Meaning.CANCELLED, leads_to=(Label.EXCHANGE,))
_taken_back = partial(reading, Meaning.TAKEN_BACK)

UNDONE = (
    _lifted("found", [Label.LOST], ZH, "找到|找回|解除|解挂|解冻|取消挂失|恢复", "手机找到了"),
    _lifted(
        "found", [Label.LOST], EN,
        r"\bfound\b|\b(?:unfreeze|unblock|unlock|reactivate)\b|\blift\b", "I found my phone",
    ),
    _lifted(
        "unfrozen", [Label.LOST, Label.COMPLAINT, Label.STATUS], ZH,
        r"^\W*(?:请|麻烦|帮|给|我|想|要|能不能|可以|怎么|如何|把|的|账[户号]|号码?|积分|会员|已经|去哪)*"
        r"(?:解挂|解冻|解封|解除(?:挂失|冻结)|取消(?:挂失|冻结))[^,，。]{0,4}\W*$",
        "我要解挂",
    ),
    _lifted(
        "why it is frozen", [Label.LOST], ZH,
        r"^\W*(?:我|的|账[户号]|号码?|积分|会员|你们)*(?:为什么|为啥|怎么|咋|凭什么)\w{0,4}(?:被|给)?\w{0,3}冻结?[^,，。]{0,3}\W*$"
        r"|^\W*(?:我|的|账[户号]|号码?|积分|会员)*被冻结?了?(?:怎么办)?\W*$",
        "为什么冻结",
    ),
    _lifted(
        "why it is frozen", [Label.LOST], EN,
        r"^\W*why (?:is|was|are|did|has|have)\b.*\b(?:frozen|freeze|blocked|locked|suspended)\W*$"
        r"|^\W*my (?:account|points|number|membership) (?:is|are|was) (?:frozen|blocked)\W*$",
        "why is my account frozen",
    ),
    _given_back(
        "what was given", _BACK, ZH,
        rf"(?:[送转赠给]|发给)[^,，。]{{1,24}}{_BACK_ZH}|{_BACK_ZH}[^,，。]{{0,6}}[送转赠](?:出|给|了)"
        rf"|[让叫要](?:\d{{7,}}|[他她]|对方)[^,，。]{{0,12}}{_BACK_ZH}"
        r"|(?:撤[回销]|取消)[^,，。]{0,6}(?:转赠|赠送|转账)",
        "把送给13800000002的500分要回来", unless=rf"{_OTHERWISE}|里程|礼[品物]",
    ),
    _given_back(
        "what was given", _BACK, EN,
        rf"\b{_POINTS_EN} back\b.*\b(?:from|i (?:just )?(?:sent|gave|transferred))\b"
        rf"|\bback (?:the|my|those|these) (?:\w+ )?points?\b.*\bfrom\b"
        rf"|\bback\b.*\bpoints? (?:that )?i (?:just )?(?:sent|gave|transferred)\b"
        rf"|\b(?:ask|tell|make|get)\b.*\bto (?:send|give|return|transfer)\b.*\bback\b"
        r"|\b(?:reverse|undo|cancel|recall) (?:the|my|that|this)(?: \w+)? transfer\b",
        "get my 500 points back from 13800000002", unless=_OTHERWISE,
    ),
    _miles_back(
        "the miles", _BACK, ZH, r"里程[^,，。]{0,6}(?:[退还换转]回|退掉|退了)|退[^,，。]{0,4}里程",
        "把里程退回来", unless=_OTHERWISE,
    ),
    _miles_back(
        "the miles", _BACK, EN,
        r"\bmiles back\b|\bback (?:the|my|those) miles\b"
        r"|\b(?:refund|return|undo|reverse)\b[^,.]*\bmiles\b",
        "give the miles back", unless=_OTHERWISE,
    ),
    _cancelled(
        "goods back", _GOODS, ZH, r"(?<!不)退(?!订|出|会|网|群|休|多少)",
        "保温杯不想要了退一下", unless=_OTHERWISE,
    ),
    _cancelled(
        "goods back", _GOODS, EN,
        r"\brefund(?:ed|s)?\b|\breturn(?:ing)? (?:the|my|this|that|a|an)\b"
        r"|\bsend(?:ing)? back\b|\bsend(?:ing)? (?:the|my|this|that|it)(?: \w+){0,2} back\b",
        "send back the phone stand", unless=rf"{_OTHERWISE}|\bfrom (?!you\b)",
    ),
    _cancelled(
        "the order", _ORDERING, ZH,
        rf"(?:取消|退掉|退了|撤销?|退)(?:掉|了)?(?:我|的|这个?|那个?|刚才|昨天|换)*\w{{0,4}}{_THING_ZH}"
        rf"|{_THING_ZH}\w{{0,3}}(?:取消|退[掉货吗了么嘛]|不要了\w{{0,2}}[能可怎]\w{{0,2}}退)"
        r"|不想?要了[\s,，。]*(?:能不能|可不可以|能|可以|怎么|要|想)\w{0,2}(?:退|取消)",
        "取消订单20260001", unless=_OTHERWISE,
    ),
    _cancelled(
        "the order", _ORDERING, EN,
        r"\b(?:don'?t|dont) want the \w+ (?:any ?more )?,? ?can i (?:cancel|return)"
        rf"|\b(?:cancel|undo|reverse|refund|return)(?: my| the| that| this| last| latest| a)* "
        rf"(?:\w+ )?{_THING_EN}\b|\bsend (?:the|my) \w+ back\b",
        "cancel my phone credit", unless=_OTHERWISE,
    ),
    _cancelled(
        "the points back", _BACK, ZH,
        r"(?:积?分|它)?(?:都|全)?(?:退|还)(?:给|回|还)我?(?:的)?(?:积?分)?(?:吧|来|吗)*\W*$"
        r"|退(?:我的?)?积?分"
        r"|(?:能|可以|可不可以|怎么|如何|想|要|给我)退(?:款|货|掉|了|一下)?(?:吗|么|嘛|吧)?\W*$",
        "我不要了，把分退给我", unless=_OTHERWISE,
    ),
    _cancelled(
        "the points back", _BACK, EN,
        r"\b(?:give|get|want|have|send|return)(?: me)?(?: back)? my points back\b"
        r"|\b(?:give|get|send)(?: me)? back my points\b|\brefund(?: me)?(?: my points)?\W*$",
        "give me my points back", unless=_OTHERWISE,
    ),
    _taken_back(
        "the complaint", _COMPLAINTS, ZH,
        r"撤诉|(?:撤[销回掉了]|取消).{0,8}投诉|投诉.{0,8}(?:撤|取消)",
        "我上周为快递提的投诉，请撤销",
        unless="被|擅自|私自|为什么|为啥|凭什么|怎么|谁|没|别撤|不是?[要用想]?撤|了吗|(?<!请)你们(?!帮|给)",
    ),
    _taken_back(
        "the complaint", _COMPLAINTS, EN,
        r"\b(?:withdraw|take back|cancel|retract|drop)\b.*\bcomplaints?\b",
        "could you cancel that old complaint of mine",
        unless=r"\b(?:why|who|not|never|already)\b|n't",
    ),
)  # fmt: skip
