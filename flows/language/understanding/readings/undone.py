"""Words that name a wish and want its opposite.

An order that is to be cancelled has the words of the order, or of leaving the programme, and wants
neither: only an agent cancels it. A withdrawal in plain words is read by `withdrawn.py`.
"""

from __future__ import annotations

from functools import partial

from flows.language.understanding.labels import Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_COMPLAINTS = frozenset({Label.COMPLAINT, Label.STATUS})
_ORDERING = frozenset(
    {Label.REDEEM, Label.CREDIT, Label.DATA, Label.ORDER, Label.LEAVE, Label.EXCHANGE}
)
_BACK = _ORDERING | {Label.GIVE, Label.BALANCE, Label.CLAIM}
_THING_ZH = "(?:订单|礼品|礼物|杯|伞|锅|东西|这单|那单|一单|兑换|话费|流量)"
_THING_EN = "(?:orders?|gift|redemption|phone credit|credit|data|mug|umbrella|pan|kettle)"
_OTHERWISE = (
    r"为什么|为啥|谁|被|擅自|自动|退会|别取消|不要?取消|没取消|会员|不取消|重新|再[换兑]|了吗"
    r"|\bwhy\b|\bwho\b|\bdon'?t cancel\b|\bmembership\b|\bbut\b|\binstead\b"
)

_lifted = partial(reading, Meaning.LIFTED)
_cancelled = partial(reading, Meaning.CANCELLED)
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
