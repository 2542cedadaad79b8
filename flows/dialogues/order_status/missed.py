"""Words that miss what was ordered: 礼品还没收到, 都等了十天了, "my gift hasn't come"; or that ask
whether it has come."""

from __future__ import annotations

import re

from flows.language import simplified

_AROUND_ZH = (
    "(?:我|的|换|兑换|上次|那个?|这个?|礼品|礼物|东西|订单|快递|包裹|货|怎么|为什么|咋|到现在|都|已经|等|过|了|啊|呢|吧|呀|还|一直|现在"
    "|多|[一二三四五六七八九十两几0-9]+(?:天|个?星期|周|个?月)|好久|很久|半天|这么久)*"
)
_REDEEMED_ZH = (
    r"(?:我|的|积分|(?:今|昨|前)天|上周|上个?月|刚才?|早上|下午|晚上|上午|用积分|[0-9一二三四五六七八九十]+[号日点]"
    r"|月|那个?|这个?)*"
    r"(?:兑?换|充|下单)的?(?:话费|流量|礼品|东西|[^\s没不怎吗]{1,6})(?:怎么|为什么|还|到现在|都|一直|呢|也)*"
    r"(?:没有?|未)(?:到账?|收到|送到|到|来|充上|充进去|发|给)(?:啊|呢|呀|了|吧|我)*"
)
_GIFT_EN = (
    r"(?:(?:my|the|that) )?(?:gifts?|order|parcel|package|headphones?|earphones?|mug|cup"
    r"|umbrella|kettle|stand|thermos(?: cup)?|phone credit|credit|top ?up|data|item|prize|reward"
    r"|stuff|thing)"
)
_LONG_ZH = "(?:[一二三四五六七八九十两几0-9]+多?(?:天|个?星期|周|个?月)|好久|很久|半天|这么久)"
_THING_EN = r"(?:(?:my|the) (?:\w+ )?(?:gift|order|parcel|package|delivery|stuff)|it)"
_LONG_EN = r"(?:\w+ ){1,3}(?:days?|weeks?|months?)(?: (?:now|already|and))*"
_ANGER_EN = (
    r"(?:(?: and| but)? (?:nobody|no one) (?:answers?|replie[sd]|cares?|helps?|calls?)(?: me)?"
    r"| (?:you )?liars?)?"
)
_MISSED = re.compile(
    f"{_AROUND_ZH}(?:没有?(?:收到|送到|寄到|送来|到货|到|来|送)|等了{_LONG_ZH}){_AROUND_ZH}"
    rf"|{_REDEEMED_ZH}"
    "|(?:我的?|那个?|这个?|你们?|骗人|骗子|什么|搞|太过分了?)*(?:话费|流量)"
    "(?:怎么|为什么|还|一直|到现在|都|呢|根本|压根|就)*(?:没有?|未)"
    "(?:到账?|收到|到|来|充上|充进去)(?:啊|呢|了|呀)*"
    r"|(?:but |so |hi |hello )*i (?:still )?(?:have ?n[o']t|havent|did ?n[o']t|didnt"
    rf"|never) (?:yet )?(?:received?|got|gotten|get) {_GIFT_EN}"
    r"(?: (?:yet|i (?:ordered|redeemed).*))?"
    rf"{_ANGER_EN}"
    rf"|(?:but |so |why )*{_GIFT_EN} (?:still |is |has )*not (?:yet )?"
    rf"(?:arrived?|come|came|here|received?|get|got|gone? through|delivered)(?: yet)?{_ANGER_EN}"
    rf"|(?:but |so )*{_GIFT_EN} (?:still )?"
    r"(?:has ?n[o']t|hasnt|did ?n[o']t|didnt|never) (?:still )?"
    r"(?:arrived?|come|came|gone? through|shown up|been (?:delivered|added))(?: yet)?"
    rf"|(?:(?:why|so|but|and|it'?s been {_LONG_EN}) )*{_THING_EN} (?:still )?"
    r"(?:has ?n[o']t|hasnt|did ?n[o']t|didnt|never) (?:still )?"
    r"(?:arrived?|come|came|shown up|turned up|been delivered)(?: yet)?"
    r"|i (?:still )?(?:have ?n[o']t|havent|did ?n[o']t|didnt|never) (?:yet )?"
    rf"(?:received?|got|gotten|get) {_THING_EN}(?: yet)?"
    rf"|i(?:'?ve| have) been waiting (?:for )?{_LONG_EN}"
    rf"|i (?:redeemed|ordered|got|exchanged|bought) {_GIFT_EN} (?:but|and) (?:i )?(?:still )?"
    r"(?:have ?n[o']t|havent|did ?n[o']t|didnt|never) (?:received?|got|gotten|get)"
    r" (?:it|them)(?: yet)?"
    rf"|(?:{_THING_EN}|it|this|that)(?:'?s| is) (?:still |so |very |really |already |running )*"
    r"(?:late|overdue|delayed)"
)
_WHERE = re.compile(
    r"(?:(?:so|hi|hello|and|hey) )*where(?:'?s| is| are) "
    rf"{_GIFT_EN}(?: (?:now|at|right now|please))*"
)
_MARKS = re.compile(r"[\s,.;:!?，。；：！？、~…]+")
_CAME = re.compile(
    "(?:我|请问|刚才|刚刚|刚|昨天|今天|上次|那个|这个|那笔|兑?换|充|的|话费|流量|礼品|给我|到底|现在)*"
    "(?:充上|充进去|充到|充成功|充好|到账|换上|换成功|办成功|加上)了?(?:吗|没有?|么|嘛)(?:啊|呀|呢)*"
    r"|(?:so |and |hi |hello |wait )*(?:did|has|have) (?:it|that|this|the|my)"
    r"(?: (?:top ?up|credit|phone credit|data|redemption|order|one|gift))?"
    r" (?:go(?:ne)?|come|came|get|been) ?(?:through|ok|okay|in|added|done)(?: yet| already)?"
)
_EXCHANGED = re.compile(r"里程|\bmiles\b")
"""What a partner gives for points is no order."""
_KINDS = {
    "credit": re.compile(r"话费|充值|\b(?:credit|top ?up)\b"),
    "data": re.compile(r"流量|\bdata\b"),
}


def is_missed(text: str) -> bool:
    said = _plain(text)
    return _MISSED.fullmatch(said) is not None and not _EXCHANGED.search(said)


def asks_whether_it_came(text: str) -> bool:
    """Whether the words ask whether what was just ordered has come: 刚才那个充上了吗."""
    return _CAME.fullmatch(_plain(text)) is not None


def asks_where(text: str) -> bool:
    """Whether the words ask where something is that was ordered: "where's my cup"."""
    return _WHERE.fullmatch(_plain(text)) is not None


def kind_named(text: str) -> str:
    """The kind of order that the words name; "" if it may be any."""
    said = _plain(text)
    return next((kind for kind, words in _KINDS.items() if words.search(said)), "")


def _plain(text: str) -> str:
    said = simplified(text.lower().replace("’", "'"))
    return _MARKS.sub(" " if said.isascii() else "", said).strip()
