"""Words of whoever is leaving and wants to stay after all, or asks whether they are a member."""

from __future__ import annotations

import re

from flows.language import simplified

CHARS_MAX = 60
"""A longer text says more than that."""

_BEFORE_ZH = (
    "(?:我|那|还是|算了|不好意思|等等|等一下|请|麻烦|帮我|给我|就|又|现在|突然|刚才|其实"
    "|[,，。!！、\\s])*"
)
_BEHIND_ZH = "(?:了|的|吧|啊|呀|啦|掉|吗|么|呢|一下|可以吗|行吗|谢谢|[,，。.!！~？?\\s])*"
_LEAVING_ZH = "(?:退会|退出|注销|离开)"
_NAMED_ZH = (
    "(?:不|别|没)(?:要|想|用|打算|再|准备|给我|帮我|让我)*(?:退会?|注销|离开|退出|走)(?:会员|计划)?"
    f"|(?:取消|撤[销回]|收回|停止)(?:我的?|刚才的?|那个)*{_LEAVING_ZH}(?:的?申请)?"
    f"|{_LEAVING_ZH}(?:的?申请)?(?:我|的事|就)*(?:取消|撤[销回]|收回|作废|不算|后悔|反悔)"
    f"|{_LEAVING_ZH}(?:怎么|如何|咋|能不能|可不可以|可以|能)(?:退|撤|取消|反悔|撤回|撤销)"
    f"|(?:怎么|如何|咋)(?:取消|撤[销回]){_LEAVING_ZH}|(?:后悔|反悔){_LEAVING_ZH}"
    "|(?:想|要|决定|愿意|还想|还要|选择|继续)*留下来?|(?:想|要|继续)+(?:做|当|是)会员|保留会员"
)
_ANY_ZH = (
    "(?:反悔|后悔|改主意|改变主意)|(?:取消|撤[销回]|收回|恢复)(?:掉|它|这个|回来)?|当我没说|不算"
)
_BEFORE_EN = (
    r"(?:(?:no|oh|wait|sorry|ok|okay|actually|please|pls|hmm|hi|well|so|but|and|can i|could i"
    r"|may i|never ?mind|forget it|on second thought|i'?ve changed my mind|i changed my mind)"
    r"[\s,.!]+)*"
)
_BEHIND_EN = r"(?:[\s,]+(?:please|pls|after all|any ?more|instead|now|then|thanks|again))*[\s.!?]*"
_I_WANT_EN = (
    r"(?:i(?:'?d| would)? ?(?:want|wanna|like|love|prefer|decided|wish|rather|have decided"
    r"|'ve decided)?(?: to)? )?"
)
_NAMED_EN = (
    rf"{_I_WANT_EN}(?:stay|remain|keep (?:my|the) membership|stay a member)"
    r"(?: (?:in|with) (?:it|you|the (?:program(?:me)?|club))| (?:as )?a member| here| in)?"
    r"|(?:i'?m|i am|i'?ll|i will) (?:be )?(?:stay(?:ing)?|not leaving|not quitting)"
    r"|(?:let me|keep me)(?: stay)?(?: in| a member| as a member)?"
    r"|(?:i )?(?:don'?t|do not|didn'?t|won'?t)(?: (?:want|wanna|mean|wish))?(?: to)? "
    r"(?:leave|quit|go|cancel my membership|close my (?:account|membership)|leaving)"
    r"(?: the program(?:me)?)?|not leaving"
    r"|(?:how (?:do|can) i )?(?:cancel|undo|withdraw|stop|take back|revoke)(?: my| the)?"
    r" (?:leaving|leave|notice|resignation)(?: request)?"
    r"|(?:i'?ve |i have |i )?changed my mind about leaving"
)
_ANY_EN = (
    r"(?:i )?(?:undo|cancel|reverse|revoke|take)(?: (?:it|that|this))?(?: back)?"
    r"|(?:i'?ve |i have |i )?changed my mind|i regret (?:it|that)"
)


_WHEN_ZH = "(?:到?什么时[候间]|到?哪天|到?几号|多久)(?:会|才|能|就)*"
_STATE_ZH = (
    "(?:还|现在|目前|仍然)*(?:是不是|是|算不算|算)(?:你们的?)?(?:积分)?会员"
    "|(?:会员|会籍)(?:身份)?(?:还在|还有效|没了|取消了|到期)"
    "|(?:已经|是不是|真的)*(?:退会|退|注销)(?:了|成功了?|好了|掉了)"
    f"|(?:会员|会籍|退会|注销){_WHEN_ZH}(?:到期|结束|生效|失效|没有?|退|为止)?"
    f"|{_WHEN_ZH}(?:退会|注销|不是会员|退出)|会员(?:还)?能?(?:当|用){_WHEN_ZH}"
)
_STATE_EN = (
    r"(?:am|are) (?:i|we) (?:still )?(?:(?:an? )?(?:active |\w+ )?member|in the program(?:me)?)"
    r"|(?:is|has) my (?:membership|account) (?:still )?"
    r"(?:active|valid|on|there|open|ended|over|cancell?ed|closed)"
    r"|(?:when|what day) (?:does|do|will|is|am|are) (?:my (?:membership|account|leaving)|i|it) "
    r"(?:ends?|expire|close|over|leave|leaving|out|going to end|take effect|done)"
    r"|how long am i (?:still )?a member|until when am i a member|(?:have|did) i (?:left|leave)"
)


def _whole(named_zh: str, named_en: str) -> re.Pattern[str]:
    return re.compile(
        f"{_BEFORE_ZH}(?:{named_zh}){_BEHIND_ZH}|{_BEFORE_EN}(?:{named_en}){_BEHIND_EN}"
    )


_STAYS = _whole(_NAMED_ZH, _NAMED_EN)
_STATE = _whole(_STATE_ZH, _STATE_EN)
_TAKES_BACK = _whole(_ANY_ZH, _ANY_EN)


def stays(text: str) -> bool:
    """Whether the whole text says so by itself: "不退了", "I want to stay"."""
    return _STAYS.fullmatch(_plain(text)) is not None


def asks_membership(text: str) -> bool:
    """Whether the whole text asks whether, or until when, who writes it is a member."""
    return _STATE.fullmatch(_plain(text)) is not None


def takes_back(text: str) -> bool:
    """Whether it says so of whatever was done last: "反悔了", "cancel", "I take it back"."""
    return _TAKES_BACK.fullmatch(_plain(text)) is not None


def _plain(text: str) -> str:
    said = " ".join(simplified(text).lower().replace("’", "'").split())
    return said if len(said) <= CHARS_MAX else ""
