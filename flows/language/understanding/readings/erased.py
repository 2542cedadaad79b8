"""Words that have something cancelled or erased, and sound like leaving the programme: texts that
they name, everything at once, and recordings or data, which an agent erases."""

from __future__ import annotations

from functools import partial

from flows.language.understanding.labels import Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_EVERY = frozenset(Label)
_POLITE_ZH = "(?:请|麻烦|帮忙?|给|替|我|你们?|您|想|要|需要|可以|能不能|能|把|将)*"
_POLITE_EN = (
    r"(?:(?:please|pls|hi|hello|can you|could you|would you|i want you to|i want to|i'd like to"
    r"|i would like you to|you should|just) )*"
)
_RECORDS_ZH = (
    "(?:我的?|你们的?|那|这|刚才的?|之前的?|通话|电话|所有的?|全部|[个段条些])*"
    "(?:录音|个人信息|个人资料|个人数据|资料|数据|信息|通话记录|聊天记录|语音)"
)
_ERASE_ZH = "(?:都|全部|全|给我|帮我|彻底)*(?:删[除掉了]?|清除|清空|销毁|抹[掉去])"
_END_ZH = r"(?:[掉了吧啊呀吗]|一下|可以吗|谢谢)*\W*$"
_RECORDS_EN = (
    r"(?:(?:all|of|my|the|this|that|those|any|every) )*(?:personal |private |call |voice |phone )?"
    r"(?:data|information|info|details|records?|recordings?|conversations?|voice)"
)
_OFFERS_ZH = "(?:会员日|活动|优惠|促销|推广|广告|营销|打折)的?(?:短信|消息|信息|推送|通知)"
_OFFERS_EN = (
    r"(?:member(?:s|'s|ship)? day|promo(?:tion(?:al)?)?|marketing|sales?|offer|advertising)"
    r" (?:texts?|messages?|sms|alerts?|notices?)"
)

_meant = partial(reading, Meaning.MEANT)
_cancelled = partial(reading, Meaning.CANCELLED, leads_to=(Label.ORDER,))

ERASED = (
    _meant(
        "recordings or data erased", _EVERY, ZH,
        rf"^\W*{_POLITE_ZH}(?:{_RECORDS_ZH}{_ERASE_ZH}|{_ERASE_ZH}[掉了]?{_RECORDS_ZH}){_END_ZH}",
        "把录音删了", leads_to=(Label.AGENT,),
    ),
    _meant(
        "recordings or data erased", _EVERY, EN,
        rf"^\W*{_POLITE_EN}(?:delete|erase|remove|wipe|destroy) {_RECORDS_EN}"
        r"(?: (?:you have|about me|from your (?:systems?|records|files)|please|pls|now))*\W*$",
        "delete my data please", leads_to=(Label.AGENT,),
    ),
    _meant(
        "texts that are named", _EVERY, ZH,
        rf"^\W*{_POLITE_ZH}(?:取消|退订|停[掉止]?|关[掉闭]?|屏蔽)[掉了]?(?:我的?|你们的?|那个|这个|这些)*"
        rf"{_OFFERS_ZH}{_END_ZH}",
        "取消我的会员日短信", leads_to=(Label.STOP,),
    ),
    _meant(
        "texts that are named", _EVERY, EN,
        rf"^\W*{_POLITE_EN}(?:cancel|stop|end|turn off|switch off) (?:(?:all|my|the|your|those) )*"
        rf"{_OFFERS_EN}(?: please| pls)*\W*$",
        "cancel my member day texts", leads_to=(Label.STOP,),
    ),
    _cancelled(
        "nothing named", _EVERY, ZH,
        rf"^\W*{_POLITE_ZH}(?:取消|退掉)[掉了]?(?:所有|全部|一切|它们?|那个|这个)(?:的|业务|东西)*{_END_ZH}",
        "取消掉它",
    ),
    _cancelled(
        "nothing named", _EVERY, EN,
        rf"^\W*{_POLITE_EN}cancel (?:everything|all(?: of (?:it|them|that))?|them all)"
        r"(?: please| pls| now)*\W*$",
        "cancel everything",
    ),
)  # fmt: skip
