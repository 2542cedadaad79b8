"""How a wish is spoken of: wanted now, refused, asked about, or told as something else.

"怎么投诉？" and "算了，不投诉了" name a complaint as clearly as "我要投诉", but file none. A
classifier of its own learned the manner from `corpus/manner.tsv`; a few patterns catch
what it lets through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from flows.language.understanding.features import CHARS_MAX
from flows.language.understanding.labels import COSTLY, Label


class Manner(StrEnum):
    """TOLD: it has happened, or somebody else does it, or should."""

    WISHED = "wished"
    REFUSED = "refused"
    ASKED = "asked"
    TOLD = "told"


WISHED_MIN = 0.8
"""The least score of WISHED at which a costly dialogue begins."""

_EXCHANGE = ("换|兑", "redeem|exchange|convert|swap|trade")
_VERBS: Mapping[Label, tuple[str, str]] = {
    Label.REDEEM: _EXCHANGE,
    Label.CREDIT: _EXCHANGE,
    Label.DATA: _EXCHANGE,
    Label.EXCHANGE: _EXCHANGE,
    Label.CLAIM: ("补", "claim"),
    Label.COMPLAINT: ("投诉|举报", "complain|file"),
    Label.GIVE: ("送|赠|转|给", "give|send|transfer"),
    Label.PIN: ("改|换|设|动|重置", "change|reset|set|touch"),
    Label.LOST: ("挂失|冻结|停", "freeze|block|suspend|lock"),
    Label.LEAVE: ("退|注销|取消", "leave|quit|cancel|delete|close"),
    Label.PAY: ("付|支付|抵", "pay"),
    Label.STOP: ("退订|停|取消|撤", "stop|unsubscribe|cancel"),
}
"""By wish: the verbs with which it is spoken of in both languages."""

# Not the 不 of 能不能 and 要不要, which asks.
_NO_ZH = "(?<![能可是要会想好行])不(?:想|要|用|再|打算|准备)?(?:再|去|先)?|别|甭|没(?:打算|想|要)"
_NO_EN = r"(?:do not|don'?t|did not|didn'?t|won'?t|never|not going to|no longer)"
_WANT_EN = "(?:want|wanna|need|to|wish|you|please)"
_REFUSED = {
    label: re.compile(
        rf"(?:{_NO_ZH}).{{0,3}}?(?:{zh})|\b{_NO_EN}\b(?: {_WANT_EN})* (?:{en})\b",
        re.IGNORECASE,
    )
    for label, (zh, en) in _VERBS.items()
}
_REFUSED[Label.STOP] = re.compile(
    rf"{_REFUSED[Label.STOP].pattern}|\b(?:can'?t|cannot) stop\b|^\W*(?:TD|R|退订)\W*(?:不要|别)",
    re.IGNORECASE,
)
_REFUSED[Label.AGENT] = re.compile(
    rf"(?:{_NO_ZH}).{{0,3}}?(?:人工|客服|真人)|(?:RG|人工|客服)\W*(?:不要|不用|不需要)"
    rf"|\b(?:no|not an?|without an?) (?:\w+ )?(?:agent|human|operator|representative)\b"
    r"(?! (?:yet|answer|call|came|help|has|picked|replied))"
    rf"|\b{_NO_EN}\b(?: {_WANT_EN})*(?: (?:talk|speak) (?:to|with))?"
    rf"(?: an?| the)? (?:agent|human|operator)\b",
    re.IGNORECASE,
)
_STOP_ASKED = re.compile(r"怎么办|为什么|为啥|再发|\bwhy\b|\bgifts?\b", re.IGNORECASE)
"""Words of somebody who may not want the texts to end: "退订怎么办", "stop sending me gifts"."""
_NOT_LOST = re.compile(
    r"(?:没|没有|沒)(?:丢|被偷|弄丢)|"
    r"\b(?:not|isn'?t|wasn'?t|never|didn'?t) (?:lose|lost|stolen|missing)\b",
    re.IGNORECASE,
)
_CHANGED_MIND = re.compile(
    r"算了|作罢|反悔|改主意|never ?mind|chang(?:ed|e) my mind|on second thought|"
    r"take (?:it|that) back",
    re.IGNORECASE,
)
_CONDITIONS = re.compile(
    "多久|几天|手续费|收费|要钱|后果|会怎么?样|万一|"
    r"how long|\bfees?\b|what happens|what if",
    re.IGNORECASE,
)
HOW = re.compile(
    "怎么|怎样|如何|咋|电话是多少|how (?:do|can|to|does)|where (?:do|can)", re.IGNORECASE
)
_UNDONE: Mapping[Label, re.Pattern[str]] = {
    Label.LOST: re.compile(
        "找到|找回|解除|解挂|解冻|取消挂失|恢复|"
        r"\bfound\b|\b(?:unfreeze|unblock|unlock|reactivate)\b|\blift\b",
        re.IGNORECASE,
    ),
    Label.COMPLAINT: re.compile(
        r"撤诉|撤销|撤回|撤掉|取消(?:我的)?投诉|\b(?:withdraw|take back|cancel)\b", re.IGNORECASE
    ),
}
UNDONE_BY: Mapping[Label, Label] = {Label.LOST: Label.AGENT, Label.COMPLAINT: Label.STATUS}
"""By the wish whose opposite is meant, what leads to it: an agent lifts a freeze, and the status of
a complaint says how it is withdrawn."""


def is_undone(text: str, label: Label) -> bool:
    """Whether `text` wants the opposite of the wish that it names: "手机找到了", "我要撤诉"."""
    return label in _UNDONE and bool(_UNDONE[label].search(text[:CHARS_MAX]))


ASKED_BEFORE = frozenset({Label.COMPLAINT, Label.LOST, Label.LEAVE})
"""Wishes that members ask about before they want them. "How do I redeem" is a wish: the dialogue
answers it with what there is."""


def manner_of(text: str, label: Label, scores: Mapping[str, float]) -> Manner:
    """How `text` speaks of the wish `label`. scores: of each manner, the highest first. Always
    WISHED unless the wish is costly, or for an agent or the end of marketing texts: a question
    about the balance is answered with the balance."""
    if label not in COSTLY:
        return _by_patterns(text, label) if label in _REFUSED else Manner.WISHED
    by_patterns = _by_patterns(text, label)
    if by_patterns is not Manner.WISHED or scores[Manner.WISHED] >= WISHED_MIN:
        return by_patterns
    found = Manner(next(name for name in scores if name != Manner.WISHED))
    # "我手机没了" sounds like a refusal. Whoever has lost a phone is asked, never sent away.
    return Manner.TOLD if found is Manner.REFUSED and label is Label.LOST else found


def _by_patterns(text: str, label: Label) -> Manner:
    said = text[:CHARS_MAX].replace("’", "'")
    if _REFUSED[label].search(said):
        return Manner.REFUSED
    if label is Label.LOST and _NOT_LOST.search(said):
        return Manner.REFUSED
    if label is Label.AGENT:
        return Manner.WISHED
    if label is Label.STOP:
        return Manner.ASKED if _STOP_ASKED.search(said) else Manner.WISHED
    if _CHANGED_MIND.search(said):
        return Manner.REFUSED
    is_asked = _CONDITIONS.search(said) or (label in ASKED_BEFORE and HOW.search(said))
    return Manner.ASKED if is_asked else Manner.WISHED
