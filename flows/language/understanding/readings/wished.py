"""Words that want the wish, though they have a word of refusing or asking; and what is so plain
that it may be done at once.

Stopping marketing texts takes effect at once, and whoever did not mean it misses the offers without
knowing why. So only a whole plain order does it, of which every word is known; all others that
sound like it are asked about.
"""

from __future__ import annotations

from functools import partial

from flows.language.understanding.labels import COSTLY, Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, reading

_TEXTS_ZH = "短信|简讯|短讯|推销|信息|消息|广告|推[广销送]|促销|营销|优惠|垃圾|打扰|骚扰"
_ENDS_ZH = r"别|不要|不用|不想|不需要|甭|唔好|停|取消|退订|退掉|拒[收绝]|关[了掉闭]|屏蔽|少发|退了"
_TEXTS_EN = (
    r"\b(?:texts?|txts?|texting|sms|messages?|messaging|ads?|adverts?|advertis\w+|promos?|promotions?"
    r"|promotional|marketing|market|offers?|spam\w*|deals?|newsletters?|bombard\w*|junk)\b"
)
_ENDS_EN = (
    r"\b(?:stop|no|not|don'?t|dont|never|unsubscribe|cancel|quit|opt (?:me )?out|remove|off|enough"
    r"|cease|block|end|tired|sick|without)\b"
)
_DOUBTFUL = (
    r"[?？吗嘛么]|怎么|如何|要不要|能不能|是不是|为什么|为啥|谁|退订过|已经?退订|验证码|通知"
    r"|\b(?:do|did|should|how|why|can|could|would|if|already) (?:i|we|he|she|you)\b"
    r"|(?:别|不要|不用)[^,，]{0,3}打|[,.;]\s*(?:just |please )*(?:text|sms|message) me\b"
    r"|(?:n't|\bnot|\bnever) (?:\w+ )?(?:get|gets|getting|receive|receives|receiving|received|got"
    r"|gotten|see|seeing)\b(?! any ?more)"
    r"|\bcodes?\b|\bmy (?:wife|husband|son|daughter|mum|mom|dad|friend)\b|\b(?:he|she) "
)
_TO_END_ZH = "停|退|取消|关|屏蔽|拒"
_ORDER_ZH = (
    rf"请|麻烦|拜托|谢谢|帮|给|替|把|将|对|向|往|我们?|你们?|您|这里|这儿|以后|今后|现在|马上|立刻|赶紧|快"
    rf"|别|不要|不用|不想|不需要|不再|甭|唔好|停止|停|取消|退订|退掉|退|拒[收绝]|关闭|关|屏蔽|少"
    rf"|(?:想|要)+(?={_TO_END_ZH}|把|将)|再|老|总|一直|天天|每天|整天|收到|接收|收|推送|发送?|打扰|骚扰"
    rf"|{_TEXTS_ZH}|推广|宣传|活动|打折|商业|商城|那?些|这些|这种|那种|这个|那个|这类|那类|所有|全部|都"
    r"|烦死|太?烦人?|太多|够|来|到|掉|了|的|吧|啊|呀|哈|啦|一下|上"
)
_ORDER_EN = (
    r"please|pls|plz|hi|hello|hey|ok|just|now|i'?m|am|i'd|i|like|want|wanna|need|to|you|your|ur|u|the"
    r"|these|those|this|that|all|any|anymore?|more|no|not|don'?t|do|never|again|ever|get|getting"
    r"|receive|receiving|send|sending|me|my|from|of|off|turn|take|lists?|number|phone|it|them|out|opt"
    r"|thanks|thank|and|so|many|too|longer|by|here|at|sales|commercial"
)
_KEPT_ZH = rf"(?:别|不|甭|没|唔)(?:(?!了)[^,，。;；!！收发推送扰\s]){{0,6}}?(?:{_TO_END_ZH})"
_KEPT_EN = (
    r"(?:n't|\bdont|\bnot|\bnever)(?: \w+){0,2} (?:stop|unsubscribe|cancel|quit|remove|block|end"
    r"|opt|turn|take|cease)\b"
    rf"|(?<!n't )(?<!not )(?<!dont )(?<!longer )\b(?:like|want) "
    rf"(?:(?:the|your|these|those|my|all|more) )*{_TEXTS_EN}"
)
"""Whoever wants the texts to go on."""

_wished = partial(reading, Meaning.WISHED)
_named = partial(reading, Meaning.NAMED)
_plain = partial(reading, Meaning.PLAIN)
_forgotten = partial(reading, Meaning.FORGOTTEN)

SURELY_WISHED = (
    _wished(
        "does not remember it", [Label.PIN], ZH, r"不记得|没记住|[记想]不[得起清住]",
        "密码我想不起来了",
    ),
    _wished(
        "does not remember it", [Label.PIN], EN,
        r"\b(?:do not|don'?t|can'?t|cannot) (?:have|know|remember|recall)\b",
        "I don't remember my PIN",
    ),
)  # fmt: skip
"""These go before what is asked and told."""

WISHED_AGAIN = (
    _wished(
        "asked politely", COSTLY, ZH,
        r"(?:能不能|可不可以|能|可以|麻烦|请)(?:麻烦)?[你您]?们?(?:现在)?[帮给替]我",
        "能帮我换个耳机吗",
    ),
    _wished(
        "asked politely", COSTLY, EN,
        r"\b(?:can|could|may) i (?:please )?(?:file|make|lodge|report|set|reset|change|get|have"
        r"|redeem"
        r"|claim|transfer|send|swap|convert)\b|\b(?:can|could|would) you (?:please )?(?!be\b)\w+",
        "can I file a complaint",
    ),
    _wished(
        "once more", COSTLY, ZH, r"(?:还想|还要|想要?|帮我)再[换兑转送]",
        "上个月换过话费，还想再换50元话费",
    ),
)  # fmt: skip
"""These go behind what is asked and told."""

NAMED = (
    _named(
        "texts", [Label.SUBSCRIBE], ZH,
        rf"{_TEXTS_ZH}|[订钉丁]|定[阅月]|活动|[拒接]收|退|停错|打折|折扣|群发|会员日|再?收|td|dy"
        "|dingyue|tuid|duanxin|youhui|tuisong|jushou",
        "把优惠短信再给我打开",
    ),
    _named(
        "texts", [Label.SUBSCRIBE], EN,
        rf"{_TEXTS_EN}|\b(?:\w*su[bcs]\w*|pro\w+|txts?|msgs?|ads|mail\w*|list|discounts?|bargains?"
        r"|sales?|opt\w*|sign|double|stop\w*|junk)\b",
        "put me back on your list",
    ),
)  # fmt: skip
"""Words that ask for marketing name it. "Go on" and "restore it" ask for no advertising."""

PLAIN = (
    _plain(
        "marketing", [Label.SUBSCRIBE], ZH,
        r"[订钉丁]|定[阅月]|推[广销送]|广告|促销|营销|优惠|活动|打折|折扣|会员日|群发|dy|dingyue|youhui",
        "恢复促销短信",
    ),
    _plain(
        "marketing", [Label.SUBSCRIBE], EN,
        r"\b(?:\w*su[bcs]\w*|pro\w+|ads?|adverts?\w*|market\w*|offers?|deals?|discounts?|bargains?"
        r"|sales?|opt\w*|list|junk|newsletters?)\b",
        "turn marketing messages back on",
    ),
    _plain(
        "that word alone", [Label.STOP], ZH,
        r"^\W*(?:请|麻烦|帮我|给我|我要|我想|我)*退订(?:了吧|吧|了|一下|掉|我)?(?:谢谢)?\W*$",
        "帮我退订吧", unless=_DOUBTFUL,
    ),
    _plain(
        "that word alone", [Label.STOP], EN,
        r"^\W*(?:please |pls |i want to |i'd like to )?(?:unsubscribe|opt out|opt me out|remove me)"
        r"(?: me)?(?: please| pls| now)?\W*$",
        "unsubscribe me please", unless=_DOUBTFUL,
    ),
    _plain(
        "an end to texts", [Label.STOP], ZH,
        rf"^(?=.*(?:{_ENDS_ZH}))(?=.*(?:{_TEXTS_ZH}))\W*+(?:(?:{_ORDER_ZH})\W*+)++$",
        "别再给我发广告了", unless=f"{_DOUBTFUL}|{_KEPT_ZH}",
    ),
    _plain(
        "an end to texts", [Label.STOP], EN,
        rf"^(?=.*{_ENDS_EN})(?=.*{_TEXTS_EN})\W*+"
        rf"(?:(?:{_ENDS_EN}|{_TEXTS_EN}|\b(?:{_ORDER_EN})\b)\W*+)++$",
        "stop sending me offers", unless=f"{_DOUBTFUL}|{_KEPT_EN}",
    ),
)  # fmt: skip

_NOT_FORGOTTEN = r"(?:没有?|别|不要|不会)忘|(?:did|have|do)(?:n'?t| ?not) forg|(?:not|never) forg"
FORGOTTEN = (
    _forgotten(
        "forgotten", [Label.PIN], ZH, r"忘|[不没].{0,2}(?:记得|记住)|[记想]不[得起清住]|不知道",
        "密码忘了", unless=_NOT_FORGOTTEN,
    ),
    _forgotten(
        "forgotten", [Label.PIN], EN,
        r"forg[oe]t|(?:do|ca|could)(?:n'?t| ?not) (?:remember|recall)|no idea|reset",
        "I forgot my PIN", unless=_NOT_FORGOTTEN,
    ),
)  # fmt: skip
