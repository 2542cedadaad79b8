"""Words about texts and calls that sound like marketing texts: a text that is asked for once, a
look-up that is wanted as a text, and calls that advertise."""

from __future__ import annotations

from functools import partial

from flows.language.understanding.labels import Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_EVERY = frozenset(Label)
_ASKS_ZH = (
    "(?:请|麻烦|你们?|您|帮我?|给我|能不能|可以|可不可以|能|就|我想|我要|那|把"
    "|还是|直接|用|通过|都)*"
)
_END_ZH = "(?:就行|就好|吧|吗|呗|好吗|行吗|可以吗|一下|谢谢)*"
_POINTS_ZH = "(?:我的?|现在的?|当前的?)*(?:积分|余额|分数)+(?:余额|情况|明细|数)?"
_ASKS_EN = (
    r"(?:(?:please|pls|ok|so|just|can|could|would|will|you|i|i'd|want|need|like|to|get|have|hey|hi"
    r"|then|let)[\s,]+)*"
)
_END_EN = r"(?:[\s,]+(?:please|pls|instead|then|now|thanks|thank you|too))*"
_BY_TEXT_EN = (
    r"(?:(?:by|in|as|via|with|over|through)(?: an?)? (?:text|sms|message)(?: message)?"
    r"|to (?:me|my (?:phone|cell|mobile)))"
)
_POINTS_EN = r"(?:my |the )?(?:current |points? )?(?:balance|points|summary)"
_ADS_ZH = "(?:广告|推销|营销|促销|推广|骚扰|宣传)"
_ADS_EN = r"(?:ads?|advert\w*|sales|marketing|promo\w*|spam|nuisance|cold|telemarketing|robo)"

_meant = partial(reading, Meaning.MEANT)

BY_TEXT = (
    _meant(
        "points as a text", _EVERY, ZH,
        rf"^\W*{_ASKS_ZH}(?:{_POINTS_ZH})?{_ASKS_ZH}(?:发|用|以)?短信的?(?:形式|方式)?"
        rf"(?:发送?|告诉|通知|回复)(?:给|到)?我?(?:手机上?)?{_POINTS_ZH}{_END_ZH}\W*$"
        rf"|^\W*{_ASKS_ZH}{_POINTS_ZH}{_ASKS_ZH}"
        rf"(?:发短信|短信(?:发送?|通知|告诉)|发)(?:给|到)?我(?:手机上?)?{_END_ZH}\W*$",
        "发短信告诉我余额", leads_to=(Label.BALANCE,),
    ),
    _meant(
        "points as a text", _EVERY, EN,
        rf"^\W*{_ASKS_EN}(?:(?:text|sms|message) (?:me )?{_POINTS_EN}(?: {_BY_TEXT_EN})?"
        rf"|(?:send |give |tell )?(?:me )?{_POINTS_EN} {_BY_TEXT_EN}){_END_EN}\W*$",
        "send me my balance by text", leads_to=(Label.BALANCE,),
    ),
    _meant(
        "a text and not which", _EVERY, ZH,
        rf"^\W*{_ASKS_ZH}(?:发(?:一?[个条])?(?:短信|信息|消息)(?:给我|到我?手机上?)"
        rf"|给我发(?:一?[个条])?(?:短信|信息|消息)|短信(?:通知|发|回复|联系)给?我){_END_ZH}\W*$",
        "发短信给我", leads_to=(Label.BALANCE, Label.AGENT),
    ),
    _meant(
        "a text and not which", _EVERY, EN,
        rf"^\W*{_ASKS_EN}(?:(?:text|sms|message) me(?: back)?"
        rf"|send me an? (?:text|sms|message)(?: message)?){_END_EN}\W*$",
        "text me", leads_to=(Label.BALANCE, Label.AGENT),
    ),
    _meant(
        "calls that advertise", _EVERY - {Label.COMPLAINT}, ZH,
        rf"{_ADS_ZH}的?(?:电话|来电)|电话[^,，。]{{0,4}}{_ADS_ZH}",
        "打广告的电话", unless="短信|信息|客服热线", leads_to=(Label.COMPLAINT, Label.AGENT),
    ),
    _meant(
        "calls that advertise", _EVERY - {Label.COMPLAINT}, EN,
        rf"\b{_ADS_EN} (?:phone )?calls?\b|\bcall(?:s|ing)? (?:me )?(?:with|about) (?:\w+ )?"
        r"(?:ads?|offers?|promo\w*|deals)\b|\btelemarketers?\b",
        "stop the ad calls", unless=r"\b(?:texts?|sms|messages?)\b",
        leads_to=(Label.COMPLAINT, Label.AGENT),
    ),
)  # fmt: skip
