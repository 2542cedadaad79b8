"""Which points are meant: those that are missing to a tier, which sound like the balance, and 积分
written by its sound.
"""

from __future__ import annotations

from functools import partial

from flows.language.understanding.labels import Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_EVERY = frozenset(Label)
_TIER_ZH = "(?:白?银卡?|黄?金卡|黄金|钻石?卡|钻石|[上下高][一1]?个?(?:等?级|等级))(?:会员)?"
_TIER_EN = (
    r"(?:silver|gold|diamond|(?:the )?next (?:tier|level))(?: card| tier| level| member| status)*"
)
_BY_SOUND = "[基鸡机击即集吉][分份]|积[份纷芬]"

_meant = partial(reading, Meaning.MEANT)

WHICH_POINTS = (
    _meant(
        "points to a tier", _EVERY, ZH,
        rf"^\W*(?:请问|我|想问|那|现在|离|距离|到|想|要|升|级|成|为|达到)*{_TIER_ZH}"
        r"(?:的话|我|还|要|需要?|差|缺|得|再|有|大概|一共|攒|积|拿)*(?:多少|几)(?:个|积|成长)?(?:分|值)?"
        r"(?:才行|才够|呢|啊|呀|啦|吗)*\W*$",
        "升金卡还要多少", leads_to=(Label.TIER,),
    ),
    _meant(
        "points to a tier", _EVERY, EN,
        r"\bhow (?:many|much)\b[^,.;]{0,40}\b(?:for|to|until|till|from|before)\b"
        r"(?: (?:i|i'm|i am|get|getting|be|become|reach|hit|make|go|up|move|upgrade|to|at"
        r"|the|a|my))*"
        rf" {_TIER_EN}\W*$",
        "how many points do I need for gold", leads_to=(Label.TIER,),
    ),
    _meant(
        "points by their sound", _EVERY, ZH,
        rf"^\W*(?:请问|帮我|[查看]一?下?|我|想|要|的|还|剩|有|多少|几个?)*(?:{_BY_SOUND})"
        r"(?:余额|还|剩|有|是|多少|几个?|查询|呢|啊|呀|吗)*\W*$",
        "我的基分", leads_to=(Label.BALANCE,),
    ),
)  # fmt: skip
