"""A refusal of one thing, and a changed mind: a refusal with what is wanted instead behind it."""

from __future__ import annotations

import re

from flows.language.answers.numerals import NUMBER_WORDS_EN
from flows.language.answers.replies import Reply, reply_of
from flows.language.answers.text import (
    ANSWER_CHARS_MAX,
    asks,
    is_doubtful,
    is_left_open,
    plain,
)
from flows.language.simplified import simplified

_NUMBER_EN = "|".join(["one (?:hundred|thousand)", *NUMBER_WORDS_EN[2:]])  # "no one" is nobody
_MARKS = re.compile(r"\s*[,，.。;；!！、~…—-]+\s*")
# What ends by itself: a refusal that goes on, as 取消订单 or "not the gift", is no changed mind.
_DISMISSED = re.compile(
    r"(?:哎|唉|嗯|那|还是|不|，|,|\s)*(?:算了|算啦)(?:吧|啦)?[\s,，.。;；!！、~…]*"
    r"(?:(?:我|那|就|先|还是)*不(?:想|再)?(?:兑?换|要)[了啦](?:吧)?[\s,，.。;；!！、~…]*)?"
    r"|(?:那|我|还是|先|就)*不(?:想|再)?(?:要|换|送|充)[了啦](?:吧)?[\s,，.。;；!！、~…]*"
    r"(?=(?:我|还是|就|先|帮我|给我)*(?:[换兑]|想?要|改[换成]|查|看))"
    r"|(?:(?:no|oh|ok|well)[\s,]+)*(?:never ?mind|forget it|forget that)\b[\s,.;!…-]*"
    r"|(?:(?:no|wait|sorry|oops|actually)[\s,.]+)+i (?:mea?nt?|want(?:ed)?)\s+(?=\S)"
    r"|(?:不对|错了)(?=(?:我|还是|帮我|给我)*(?:[换兑]|查))"
    r"|(?:(?:不对|[说写选]?错了)[\s,，。.!！、]*|不是[\s,，。.!！、]+)我?(?:是说|是要|要的是|想要的是|是想|想要|要)(?=\S)",
    re.IGNORECASE,
)
# A no without a mark behind it: "no the cup", "no 100", 不 100. "No cup" refuses the cup.
_UNMARKED = re.compile(
    rf"(?:no|nope)\s+(?=(?:the|an?|just|only)\s|\d|(?:{_NUMBER_EN})\b)"
    r"|(?:不+|不对|[说写选输]?错了)(?=\d)|(?:不+|不对|不是|[说写选输]?错了)\s+(?=\S)",
    re.IGNORECASE,
)
# A thing that is not wanted and another that is: "不要杯子，要支架", "not the cup, the stand".
_ANOTHER = re.compile(
    r"(?:我|可|先|还是|这次)*(?:不要|不想要|不换|别换|别要|不选)[^\s,，.。;；、]+[\s,，.。;；、]+(?=\S)"
    r"|(?:我|可|先|还是|这次)*(?:不要|不想要|不换|别换|别要|不选)[^\s,，.。;；、要换]{2,8}(?<![重主需必])"
    r"(?=(?:我?[要换]成?|想要)(?![紧是不的过])\S)"
    r"|(?:不对|错了|[\s,，.。;；、])*不是(?![不没])[^\s,，.。;；、]+?(?:[\s,，.。;；、]+(?:而?是)?|而?是)(?=\S)"
    r"|(?:no[, ]+)?(?:i )?(?:not|don'?t want)\b[^,.;]+?(?:[,.;]+\s*(?:but )?|\s+but\s+)(?=\S)",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"[\s,，.。、;；!！~…—-]+(?:(?:哦|噢|啊|呃|哎|(?:oh|um|uh|er|sorry|ok|well)\b)[\s,，.]*)*"
    r"(?:不对|不是|不|错了|[说选按写输]错了?|等等|等一下|还是|应该是|我是说|改成"
    r"|(?:no|nope|wait|sorry|oops|actually|rather|i mea?nt?|make (?:it|that)|scratch that"
    r"|not that)\b)"
    r"(?:[\s,，.。、;；!！~…—-]*(?:不对|不|wait|sorry|actually|no|i mea?nt?|make (?:it|that)|是|要"
    r"|应该是|我要|我是说|还是)(?![a-z]))*[\s,，.。、;；!！~…—-]*",
    re.IGNORECASE,
)
"""What stands between what was said first and what is meant: "the second one, no, the first"."""
_REFUSED = re.compile(
    r"(?:(?:我|可|就|那|先|还是|这次|也|别的|换别的|其他的?)[\s,，]*)*"
    r"(?:不要|不想要|不用|不换|不想换|别换|别要|别选|不选|不喜欢|除了)(?P<zh>[^\s,，.。;；、]+?)"
    r"(?:以外|之外|都行|都可以|了|吧|啊|呀|的|那个|[\s,，.。;；、!！~…])*"
    r"|(?:(?:no|but|and|please|ok|just)[\s,]+)*"
    r"(?:not|no|(?:i )?(?:do ?n[o'’]?t|do not) (?:want|need|like)|anything (?:but|except)|except"
    r"|without)\s+(?:for\s+)?(?P<en>[^,.;!]+?)(?:[\s,]+(?:please|thanks|thank you))?[\s.!~…]*",
    re.IGNORECASE,
)
"""One thing that is not wanted, and nothing else."""


def refused_in(text: str) -> str:
    """What the whole text refuses, as it was written: 保温杯 of "不要保温杯"; "" if it refuses no
    thing, or asks."""
    said = simplified(text.strip())
    is_other = asks(said) or reply_of(said) is not None or _UNMARKED.match(said)
    if len(said) > ANSWER_CHARS_MAX or is_other:
        return ""
    refused = _REFUSED.fullmatch(said)
    return (refused["zh"] or refused["en"]).strip() if refused else ""


def changed_to(text: str) -> str:
    """What is wanted instead, as it was written: 换话费吧 of "算了 换话费吧"; "" where the text
    refuses nothing first, or nothing follows."""
    said = simplified(text.strip())
    if len(said) > ANSWER_CHARS_MAX or reply_of(said) is not None:
        return ""
    if dismissed := _first_match(said, _DISMISSED, _ANOTHER, _UNMARKED):
        return _behind_refusals(said[dismissed.end() :])
    for marks in _MARKS.finditer(said):
        if reply_of(said[: marks.start()]) in (Reply.NO, Reply.CANCEL):
            return _behind_refusals(said[marks.end() :])
    return ""


_CALLED_OFF = re.compile(r"(?:算了|算啦|(?:never ?mind|forget (?:it|that))\b)", re.IGNORECASE)


def calls_off(text: str) -> bool:
    """Whether the words begin by calling off what is under way: "never mind, ..."."""
    said = simplified(text.strip())
    if _CALLED_OFF.match(said):
        return True
    marks = _MARKS.search(said)
    return marks is not None and reply_of(said[: marks.start()]) is Reply.CANCEL


def _first_match(said: str, *patterns: re.Pattern[str]) -> re.Match[str] | None:
    return next(filter(None, (pattern.match(said) for pattern in patterns)), None)


def _behind_refusals(rest: str) -> str:
    """What is wanted behind one refusal, or several: "算了，不换了，要支架"."""
    return changed_to(rest) or rest.strip()


def corrected(text: str) -> tuple[str, str] | None:
    """What was said first and what is said in its place: 第二个 and 第一个 of "第二个，不，第一个";
    None if nothing is corrected."""
    said = simplified(text.strip())
    if len(said) > ANSWER_CHARS_MAX or is_left_open(said) or is_doubtful(plain(said)):
        return None
    found = list(_CORRECTION.finditer(said))
    if len(found) != 1:
        return None
    first, last = said[: found[0].start()].strip(), said[found[0].end() :].strip()
    return (first, last) if first and last else None
