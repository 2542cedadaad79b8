"""Words that miss what was ordered: 礼品还没收到, 都等了十天了, "my gift hasn't come"."""

from __future__ import annotations

import re

from flows.language import simplified

_AROUND_ZH = (
    "(?:我|的|换|兑换|上次|那个?|这个?|礼品|礼物|东西|订单|快递|包裹|货|怎么|为什么|咋|到现在|都|已经|等|过|了|啊|呢|吧|呀|还|一直|现在"
    "|多|[一二三四五六七八九十两几0-9]+(?:天|个?星期|周|个?月)|好久|很久|半天|这么久)*"
)
_LONG_ZH = "(?:[一二三四五六七八九十两几0-9]+多?(?:天|个?星期|周|个?月)|好久|很久|半天|这么久)"
_THING_EN = r"(?:(?:my|the) (?:\w+ )?(?:gift|order|parcel|package|delivery|stuff)|it)"
_LONG_EN = r"(?:\w+ ){1,3}(?:days?|weeks?|months?)(?: (?:now|already|and))*"
_MISSED = re.compile(
    f"{_AROUND_ZH}(?:没有?(?:收到|送到|寄到|送来|到货|到|来|送)|等了{_LONG_ZH}){_AROUND_ZH}"
    rf"|(?:(?:why|so|but|and|it'?s been {_LONG_EN}) )*{_THING_EN} (?:still )?"
    r"(?:has ?n[o']t|hasnt|did ?n[o']t|didnt|never) (?:still )?"
    r"(?:arrived?|come|came|shown up|turned up|been delivered)(?: yet)?"
    r"|i (?:still )?(?:have ?n[o']t|havent|did ?n[o']t|didnt|never) (?:yet )?"
    rf"(?:received?|got|gotten|get) {_THING_EN}(?: yet)?"
    rf"|i(?:'?ve| have) been waiting (?:for )?{_LONG_EN}"
)
_MARKS = re.compile(r"[\s,.;:!?，。；：！？、~…]+")


def is_missed(text: str) -> bool:
    said = simplified(text.lower().replace("’", "'"))
    plain = _MARKS.sub(" " if said.isascii() else "", said).strip()
    return _MISSED.fullmatch(plain) is not None
