"""Words that go on with a complaint: "还有，他态度也很差", "please add to my complaint that he was
rude".

Some only say that something is to be added; what follows them is added.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.language import simplified

_OPENING = re.compile(
    r"(?:还有|另外|而且|并且|再就是|再补充|补充|对了|顺便|加一[句条点]|再加)(?:一下|一[点句条]|的?是|说)?"
    r"|(?:我|他|她|它|你们|[一二三四五六七八九十]{1,2}月|昨天|今天|前天|上次|上个?月|这个?月)(?=也.)"
    r"|(?:and |oh )?(?:it|they|he|she|this|that|you) also\b"
    r"|(?:and |oh )?(?:also|another thing|one more thing|in addition|additionally|plus|furthermore"
    r"|besides)\b|and\b"
)
_NUMBER = r"[0-9]{8}"
_END_ZH, _END_EN = r"(?:[\s:：,，.。;；!！]+|$)", r"(?:[\s:,.;!-]+(?:that )?|$)"
_IT_ZH = "我|还|对|关于|给|把|刚才|刚刚|之前|上次|上回|昨天|那个?|这个?|的|在|上|里|投诉"
_WANTS_EN = "(?:and |also |oh |sorry |i also |i )*"
_COMPLAINT_EN = rf"(?:(?:my|the|that|this) (?:(?:last|earlier|first) )?)?complaint(?: {_NUMBER})?"
_PLEASE_EN = (
    r"(?:(?:please|can you|could you|can i|i'?d like to|i want to|i need to|let me|and|also) )*"
)
_EXPLICIT = re.compile(
    "|".join(
        (
            rf"(?:{_IT_ZH}|再|另外|想要?|要|需要|有|[一几]?[件点个些]|事情?|请|麻烦|帮我)*(?:补充|追加)"
            rf"(?:{_IT_ZH}|一下|一[点句条些]|几句|说明|到|进|内容|情况|[里中上]|{_NUMBER})*{_END_ZH}",
            r"补一[下句点条](?:内容|情况)?[:：,，]\s*",
            rf"(?:{_IT_ZH})*(?:少|漏|忘了?|忘记)[说讲写提](?:了|[一几]?[点件句条个些]|东西|内容|事情?|的)*{_END_ZH}",
            rf"(?:{_IT_ZH})*有(?:些|一?点|几句)?(?:话|情况|内容|东西)?[要想](?:补充|说|讲)(?:的|一下)*{_END_ZH}",
            rf"{_WANTS_EN}(?:want(?:ed)?|would like|i'?d like|need|forgot) "
            rf"to (?:add|say|mention)(?: to {_COMPLAINT_EN})? that ",
            rf"{_WANTS_EN}(?:want(?:ed)?|would like|i'?d like|need|have|forgot) "
            r"to (?:add|say|mention) (?:something(?: else)?|(?:one|another)(?: more)? thing|more"
            rf"|a (?:few|couple of) things)(?: (?:to|about) {_COMPLAINT_EN})?{_END_EN}",
            r"(?:and |also |oh |sorry )*(?:i have|i'?ve got|i got|there(?:'?s| is)) "
            r"(?:more|something|something else|another thing) to (?:say|add) "
            rf"(?:about|on|to) {_COMPLAINT_EN}{_END_EN}",
            rf"{_PLEASE_EN}add that (?!to\b)",
            rf"{_PLEASE_EN}(?:add|append)(?: (?:something|this|more|one (?:more )?thing|details?))*"
            rf" to {_COMPLAINT_EN}{_END_EN}",
        )
    )
)


@dataclass(frozen=True, slots=True)
class Added:
    """number: of the complaint that is named, '' if none is."""

    words: str
    number: str


def added_in(text: str) -> Added | None:
    """What is to be added, by words that say so; None if the text says nothing like it."""
    said = text.strip()
    named = _EXPLICIT.match(simplified(said.lower().replace("’", "'")))
    if named is None:
        return None
    number = re.search(_NUMBER, named.group())
    return Added(said[named.end() :], number.group() if number else "")


def goes_on(text: str) -> bool:
    """Whether the words begin as if they went on with what was said before."""
    opening = _OPENING.match(simplified(text.lower().lstrip()))
    return opening is not None and len(text.strip()) > opening.end() + 1


_TAKES_OUT = re.compile(
    r"(?:请|帮我|我|想|要|能不能|可以|把|刚才|刚刚|那句|的)*补充(?:的|那句|内容|刚才)*(?:删|去|撤)(?:掉|了|除|回)?(?:吧|吗)?"
    r"|(?:删|去|撤)(?:掉|除|回|了)?(?:我|刚才|刚刚)*补充的?(?:内容|那句|话)*"
    r"|(?:(?:please|can you|could you|i want to|and) )*(?:delete|remove|take out|take back|undo)"
    r" (?:(?:what|the (?:part|thing|bit)|that) (?:that )?(?:i|i've) (?:just )?added"
    r"|(?:my|the|that) addition)"
)


def takes_out(text: str) -> bool:
    """Whether the words want to have removed what was added."""
    said = simplified(text.lower().replace("’", "'")).strip(" .。!！?？")
    return _TAKES_OUT.fullmatch(said) is not None


def begins_like_more(text: str) -> bool:
    return _OPENING.match(simplified(text.lower().lstrip())) is not None
