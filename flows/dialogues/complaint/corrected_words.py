"""Words that put right a complaint which is read back, and take its place: "no wait, it's about
delivery", "不对，是快递慢，不是客服态度"."""

from __future__ import annotations

import re

_NO_ZH = r"(?:不对|不是(?:这样|这个|的)?|错了|[说写]错了|哦不|等等|等一下|啊)[,，。.!！、 ]+"
_IS_ZH = "(?:我(?:是说|要说的是|说的是|投诉的是|要投诉的是|是要说|是想说)|应该是|改成|换成|而?是)"
_NO_EN = r"(?:(?:no|nope|wait|sorry|oops|actually|hold on|oh|well|i'm sorry)[,.! ]+)+"
_SWAP_EN = r"(?:i mea?nt?|make (?:it|that)|change (?:it|that) to|it should be|should be|say)[,:]? "
_TAIL = r"(?:[,，;； ]+(?:而)?不是(?P<{}>[^,，]+)|[,; ]+(?:and )?not (?P<{}>[^,]+))?[.。!！]*"
_CORRECTED = [
    re.compile(each, re.IGNORECASE)
    for each in (
        rf"(?:{_NO_ZH})+{_IS_ZH}(?P<new>.+?)" + _TAIL.format("a", "b"),
        r"(?:我)?(?:投诉的|说的)?不是(?P<old>[^,，。]+)[,，。 ]+(?:而是|是|应该是)"
        r"(?P<new>.+?)[.。!！]*",
        rf"{_NO_EN}{_SWAP_EN}(?P<new>.+?)" + _TAIL.format("a", "b"),
        rf"{_NO_EN}(?P<new>(?:it's|it is|it was|about|this is)\b(?! not\b).+?)"
        + _TAIL.format("a", "b"),
        r"(?:it'?s |it is |this is )?not (?:about )?(?P<old>[^,.]+?)"
        r"(?:,? but|[,.] ?(?=it'?s|it is)) ?(?P<new>.+?)[.!]*",
    )
]
WORDS_MIN = 2


def corrected_words(text: str) -> str:
    """What the complaint is to say instead; "" if the words put nothing right."""
    said = " ".join(text.strip().replace("’", "'").split())
    for pattern in _CORRECTED:
        if found := pattern.fullmatch(said):
            new: str = found["new"].strip(" ,，")
            return new if len(new) >= WORDS_MIN else ""
    return ""
