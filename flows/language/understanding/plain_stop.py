"""Whether words plainly ask for no more marketing texts.

Stopping them takes effect at once, and whoever did not mean it misses the offers without knowing
why. So only plain words do it; all others that sound like it are asked about.
"""

from __future__ import annotations

import re

from flows.language.understanding.features import said_in

_TEXTS_ZH = "短信|信息|消息|广告|推[广销送]|促销|营销|优惠|垃圾|打扰|骚扰"
_ENDS_ZH = r"别|不要|不用|不想|不需要|甭|唔好|停|取消|退订|退掉|拒[收绝]|关[了掉闭]|屏蔽|少发|退了"
_TEXTS_EN = (
    r"\b(?:texts?|texting|sms|messages?|messaging|ads?|adverts?|advertis\w+|promos?|promotions?"
    r"|promotional|marketing|market|offers?|spam\w*|deals?|newsletters?|bombard\w*|junk)\b"
)
_ENDS_EN = (
    r"\b(?:stop|no|not|don'?t|dont|never|unsubscribe|cancel|quit|opt (?:me )?out|remove|off|enough"
    r"|cease|block|end|tired|sick|without)\b"
)
_WHOLE = re.compile(
    r"\W*(?:请|麻烦|帮我|给我|我要|我想|我)*退订(?:了吧|吧|了|一下|掉|我)?(?:谢谢)?\W*"
    r"|\W*(?:please |pls |i want to |i'd like to )?(?:unsubscribe|opt out|opt me out|remove me)"
    r"(?: me)?(?: please| pls| now)?\W*"
)
_DOUBTFUL = re.compile(
    r"[?？吗嘛么]|怎么|如何|要不要|能不能|是不是|为什么|为啥|谁|退订过|已经?退订|验证码|通知"
    r"|\b(?:do|did|should|how|why|can|could|would|if|already) (?:i|we|he|she|you)\b"
    r"|\bcodes?\b|\bmy (?:wife|husband|son|daughter|mum|mom|dad|friend)\b|\b(?:he|she) "
)


def is_plain_stop(text: str) -> bool:
    """Whether `text`, which has the words of that wish, asks for nothing else and asks nothing."""
    said = said_in(text)
    if _DOUBTFUL.search(said):
        return False
    in_chinese = re.search(_ENDS_ZH, said) and re.search(_TEXTS_ZH, said)
    in_english = re.search(_ENDS_EN, said) and re.search(_TEXTS_EN, said)
    return bool(_WHOLE.fullmatch(said) or in_chinese or in_english)
