"""Texts that were stopped just now, and are not to be: "我没让你退订", "I didn't ask for that"."""

from __future__ import annotations

import re
from datetime import timedelta

from core.messaging import SaidBy, consents
from flows.engine import Context
from flows.language import simplified

JUST_NOW = timedelta(minutes=30)
CHARS_MAX = 60
"""A longer text says more than that."""

_NOT_SAID_ZH = (
    "(?:没有?|不是|并没有?)(?:让|叫|要|想|说过?|同意|申请|请)*(?:你们?|您)?(?:给我|帮我|要)?"
)
_REGRET = re.compile(
    "(?:我|等等|不对|不是|咦|啊|怎么|请|麻烦|帮我|给我|那|还是|快|把它|刚才|[,，。!！、\\s])*"
    f"(?:{_NOT_SAID_ZH}(?:退订|取消|停掉?|关掉?)|{_NOT_SAID_ZH}(?:这么?做|办这个)"
    "|(?:不|别|不想|不要|不该|不用)退订|(?:点|按|弄|搞|退|发|回)错|误操作"
    "|恢复(?:订阅|推广短信|短信|提醒)?|撤[回销]|重新(?:订阅|开通|打开)|后悔|反悔|改主意)"
    "(?:了|吧|啊|呀|的|它|一下|短信|谢谢|可以吗|行吗|[,，。.!！~？?\\s])*"
    r"|(?:(?:no|wait|hey|oh|but|sorry|please|pls|oops|actually|can you|could you)[\s,.!]+)*"
    r"(?:i (?:didn'?t|did not|never|haven'?t) (?:ask(?:ed)? (?:for|you to do)|want(?:ed)?|say|said"
    r"|mean|request(?:ed)?|do|agree to) (?:that|this|it|them to stop)"
    r"|i (?:didn'?t|did not|never) (?:(?:ask|want|mean|say) to )?(?:unsubscribed?|opt(?:ed)? out"
    r"|stop(?:ped)? (?:them|it|the texts))"
    r"|(?:restore|undo|reverse|resume)(?: (?:it|that|this|them))?"
    r"|(?:put|turn|switch) (?:it|them|that) back(?: on)?|(?:start|send) (?:it|them) again"
    r"|that was a mistake|by mistake"
    r"|i take (?:it|that) back|(?:i'?ve |i )?changed my mind)"
    r"(?:[\s,]+(?:please|pls|now|again))*[\s.!?]*"
)


_OPT_IN = re.compile(
    "(?:我|请|麻烦|帮我|给我|把|想|要|那|还是)*恢复(?:发送?|接收)?(?:订阅|推广短信|短信|推广|优惠短信|通知)*(?:了|吧|一下|谢谢)*"
    r"|(?:please |i want to |i'd like to |can i )*(?:opt (?:me )?(?:back )?in|resubscribe"
    r"|(?:resume|restore) (?:my |the |all )?(?:texts|offers|messages))(?: please| again)*"
)


def opts_in(text: str) -> bool:
    """Whether the whole text asks for texts again, whenever they were stopped."""
    said = " ".join(simplified(text).lower().replace("’", "'").split()).rstrip(" .!。！")
    return _OPT_IN.fullmatch(said) is not None


def regrets(text: str) -> bool:
    """Whether the whole text says so."""
    said = " ".join(simplified(text).lower().replace("’", "'").split())
    return len(said) <= CHARS_MAX and _REGRET.fullmatch(said) is not None


def stopped_just_now(context: Context) -> consents.Consent | None:
    """What the member has stopped, if that was what they said last about texts."""
    if context.caller is None:
        return None
    said = consents.history(context.conn, context.caller.member_id)
    is_new = bool(said) and said[0].by == SaidBy.MEMBER and context.at - said[0].at < JUST_NOW
    return said[0] if is_new and not said[0].given else None
