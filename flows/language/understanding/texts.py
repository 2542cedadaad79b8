"""Understands a text: by all its words, and, where one clause refuses what it names, by the others.

"不是找人工，查积分" and "not an agent, my balance" have the words of two wishes, and want one.
"""

from __future__ import annotations

import re

from flows.language.understanding.classifier import trained
from flows.language.understanding.decision import decide
from flows.language.understanding.features import CHARS_MAX
from flows.language.understanding.labels import COSTLY, NO_WISH, Label
from flows.language.understanding.readings import (
    ASKED_OF_ANOTHER,
    DENIAL,
    Meaning,
    reading_of,
    said,
)
from flows.language.understanding.readings.about_points import GIVEN, RECEIVED
from flows.language.understanding.understood import Does, Understanding

_IMPATIENT = re.compile(
    r"^\W*(?:(?:你|您|你们)?(?:别|不要|甭)再?(?:说|讲|念|废话|啰嗦|吵|播)[了话的]*"
    r"|行了行了|好了好了|停停?停?|够了|听我说|(?:please )?stop (?:talking|it)|shut up"
    r"|listen(?: to me)?|enough|hold on)[\s,，。!！.]+(?=\w)",
    re.IGNORECASE,
)
"""Said before a wish, of the talking."""
_CLAUSE_ENDS = re.compile(
    r"[,.;!?，。；！？、~…]+|(?<=[\u4e00-\u9fff])\s+|(?=而是)|(?<=了)(?=[给帮]我)"
    r"|(?<=[人客][工服])(?![了的吗嘛呢吧不没可])|(?<![不就还也])(?=是[查看换转投挂])"
    r"|(?<![不没想还])(?<!不是)(?<!不是我)(?=我?[要想][查看换兑转投挂])"
    r"|\b(?=(?:but|just|only|instead|rather)\b)|(?=\bi (?:just |only |really )?(?:want|need)\b)"
    r"|(?=\bi(?:'?d| would) (?:like|rather)\b)",
    re.IGNORECASE,
)
CLEAR_MIN = 0.4
"""The least score of what a clause refuses, for others to be read without it."""
_OPPOSITES = frozenset({Label.STOP, Label.SUBSCRIBE, Label.LEAVE, Label.JOIN})
"""Who refuses one of them wants to stay what they are, and no other one."""
_ASKS_FOR = re.compile(
    r"[要想帮请查换兑转送改补是]|给我|\b(?:want|need|like|please|pls|can|could|show|get|give|send|redeem"
    r"|change|reset|report|freeze|block|file|swap|convert|use|instead|rather|pls)\b"
    r"|^\W*but(?: \w+){1,2}\W*$",
    re.IGNORECASE,
)
_CANCELS = re.compile(r"取消|退[掉货]|\b(?:cancel\w*|remove|withdraw|undo|revoke)\b")
_QUITS = re.compile(r"退出|停[掉止]|撤[掉销]|\b(?:quit|exit|stop|end)\b")
_NAMES_WHAT = re.compile(
    r"会员|会籍|入会|退会|退网|销户|注销|帐|账|计划|订阅|短信|信息|广告|推广|推送|优惠|订单|礼品|投诉|补登|挂失|密码"
    r"|\b(?:member\w*|program\w*|accounts?|leave|points|texts?|messages?|sms|ads?|marketing|promo\w*"
    r"|subscri\w*|notif\w*|orders?|gifts?|complaints?|claims?|pin)\b"
)
_NOT_THAT = re.compile(
    r"^\W*(?:我|这|那|我这)?不(?:是|要)(?![吗么])|^\W*(?:no\W+)?not\b"
    r"|^\W*(?:i'?m|i am) not (?:here|calling|writing|trying|asking|looking)\b",
    re.IGNORECASE,
)


def understand(text: str, confidence: float | None = None) -> Understanding:
    """What `text` asks for. confidence: of the recogniser of speech, from 0 to 1; None for typed
    words. Takes 0.3 ms. Never raises."""
    text = _IMPATIENT.sub("", text[:CHARS_MAX])
    found = _understood(text, confidence)
    if found.praises or found.does is Does.UNDO or not DENIAL.search(said(text).whole):
        return found
    return _wanted_instead(text, confidence) or found


def is_forgotten(text: str) -> bool:
    """Whether `text`, about the PIN, says that it is forgotten or is to be reset."""
    return reading_of(said(text), Label.PIN, Meaning.FORGOTTEN) is not None


def asks_for_received(text: str) -> bool:
    """Whether `text` asks for points that somebody has given: "who sent me points?"."""
    return _points_asked_in(text) == RECEIVED


def asks_for_given(text: str) -> bool:
    """Whether `text` asks whether points that the member gave have come: "did she get them?"."""
    return _points_asked_in(text) == GIVEN


def asks_another(text: str) -> bool:
    """Whether `text` wants somebody else to do it for the member: "ask her to top me up"."""
    return any(row.takes(said(text).whole) for row in ASKED_OF_ANOTHER)


def _points_asked_in(text: str) -> str:
    row = reading_of(said(text), Label.HISTORY, Meaning.MEANT)
    return "" if row is None else row.name


def only_cancels(text: str, *, or_quits: bool = False) -> bool:
    """Whether `text` speaks of cancelling or taking back, `or_quits` of stopping as well, and does
    not name what."""
    words = said(text).whole
    found = _CANCELS.search(words) or (or_quits and _QUITS.search(words))
    return bool(found) and not _NAMES_WHAT.search(words)


def withdraws_here(text: str) -> bool:
    """Whether `text` withdraws the complaint that is spoken of just now, which it need not name."""
    return reading_of(said(text), Label.COMPLAINT, Meaning.WITHDRAWN_HERE) is not None


def _understood(text: str, confidence: float | None) -> Understanding:
    scores, manners = trained().scores(text)
    if not any(map(str.isalpha, text)):
        return Understanding(Does.NONE, (), scores, "no words")
    return decide(text, scores, manners, trained().thresholds, confidence)


def _wanted_instead(text: str, confidence: float | None) -> Understanding | None:
    """What the clauses of `text` ask for that refuse nothing, if others refuse another wish."""
    kept, refused, start = "", set(), 0
    for end in [*_CLAUSE_ENDS.finditer(text), None]:
        stop, after = (end.start(), end.end()) if end else (len(text), len(text))
        wish = _refused_in(text[start:stop])
        kept += " , " if wish else text[start:after]
        refused |= {wish}
        start = after
    refused.discard(None)
    if not refused or not any(map(str.isalpha, kept)):
        return None
    found = _understood(kept, confidence)
    likeliest = next(iter(found.scores))
    is_clear = found.does in (Does.ACT, Does.ASK) and found.wishes == (likeliest,)
    is_other = likeliest not in refused and not (likeliest in _OPPOSITES and refused & _OPPOSITES)
    is_told = likeliest in COSTLY and not _ASKS_FOR.search(kept)
    return found if is_clear and is_other and not is_told else None


def _refused_in(clause: str) -> Label | None:
    """The wish that a clause names to refuse it; None if it refuses none."""
    if not any(map(str.isalpha, clause)):
        return None
    found = _understood(clause, None)
    likeliest, score = next(iter(found.scores.items()))
    if likeliest in NO_WISH or score < CLEAR_MIN:
        return None
    is_refused = found.refused is likeliest or _NOT_THAT.search(clause) is not None
    return likeliest if is_refused or reading_of(said(clause), likeliest, Meaning.REFUSED) else None
