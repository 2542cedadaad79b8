"""Recognises texts that no person wrote: automatic replies, reports of failed deliveries, notices
of carriers, and the hotline's own replies coming back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_CHINESE = (
    r"自动(?:回复|答复|应答|发送)",
    r"请?勿(?:直接)?回复",
    r"(?:正在|在)开车|驾驶模式|勿扰模式",
    r"(?:短信|信息|消息)(?:发送失败|未能送达|无法送达)",
    r"(?:退订|拒收)请?(?:回复?|发送?)|回复?[A-Z]{1,2}退订",
    r"我是(?:您的)?(?:智能|虚拟|AI)(?:语音)?(?:助手|助理|客服)",
    r"请(?:直接)?回复(?:数字|[0-9“”\"'「])|请于.{1,8}后(?:再)?(?:联系|来电|拨打|致电)",
)
_ENGLISH = (
    r"\bauto(?:mat(?:ed|ic(?:ally)?))?[ -]?(?:repl(?:y|ies)|respon[sd]e?r?|generated|message)",
    r"\bout of (?:the |my )?office\b",
    r"\bi(?:'|’)?(?: a)?m driving\b|\bdriving mode\b",
    r"\b(?:do not|don(?:'|’)t) (?:reply|respond) to this\b|\bdo not disturb\b|\bunattended\b",
    r"\b(?:message|text|sms|mail)\b.{0,60}\b(?:not|couldn(?:'|’)t|undeliver\w+|fail\w+)\b.{0,20}"
    r"\b(?:be )?(?:deliver\w*|sent|send)\b",
    r"\bundeliver(?:ed|able) (?:message|text|sms|mail)\b|\bmessage blocking is active\b",
    r"\b(?:unable to|cannot) (?:send|deliver) (?:the |your )?(?:message|text)\b",
    r"\b(?:reply|text|send) stop\b|\bstop to (?:unsubscribe|opt[ -]?out|cancel|end|quit)\b",
    r"\byou (?:have been|are now|are) (?:un|re)subscribed\b",
    r"\bi(?:'|’)?(?: a)?m (?:a|an|your|the) (?:virtual|digital|automated) (?:assistant|agent)\b",
    r"\bsorry,? (?:i|we) missed your (?:call|text|message)\b",
    r"\breply (?:with )?(?-i:[A-Z]{3,}|[0-9]|[\"“'][A-Za-z0-9])",
)
_AUTOMATIC = re.compile("|".join((*_CHINESE, *_ENGLISH)), re.IGNORECASE | re.DOTALL)
ECHO_LETTERS_MIN = 10
"""A shorter reply is recognised only if nothing else is in the text."""


def is_automatic(text: str) -> bool:
    """Whether the text says of itself that a machine sent it."""
    return _AUTOMATIC.search(unicodedata.normalize("NFKC", text)) is not None


def is_echo(text: str, replies: Iterable[str]) -> bool:
    """Whether the text is one of `replies`, or quotes a whole one. Digits are ignored: the replies
    may have their codes masked."""
    letters = content_of(text)
    return any(
        letters == reply or (len(reply) >= ECHO_LETTERS_MIN and reply in letters)
        for reply in map(content_of, replies)
    )


def content_of(text: str) -> str:
    """The letters of the text, without case, or the text if it has none. Automatic replies differ
    in times and counters only."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalpha, plain)) or plain.strip()
