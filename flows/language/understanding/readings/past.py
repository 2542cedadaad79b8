"""Words that tell, deny or ask what has become of points, and want none of it done now.

"我没转500分给他", "did she send me 500 points" and "上次我换了10元话费" have all words of a wish
and an amount. What they are after is in the history.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from flows.language.understanding.labels import Label
from flows.language.understanding.readings.reading import EN, ZH, Meaning, Reading, reading

_NOW = (
    "[想要再还也帮请能]|可以|这[次回]|今天|现在|麻烦|给我[换兑充抵]|怎么|多少|快|打算|意思|想法"
    r"|\b(?:want|wanna|again|another|more|please|pls|now|today|can i|could|would|like|let me"
    r"|need|also|too|this time|but|so|instead|how)\b"
)
"""Words of who wants it done now, also where they tell of an earlier time."""
_ONCE_ZH = (
    "上[次回周]|上个?(?:月|星期|礼拜)|昨天|昨晚|前[天几]|刚才|刚刚|之前|以前|去年|早上|已经?|早就"
)
_ONCE_EN = (
    r"\b(?:yesterday|already|earlier|before|ago"
    r"|last (?:time|week|month|year|night)|the other day)\b"
)
_SOME_ZH = "[^,，。能可]{0,16}?"
_ASKS_EN = r"^\W*(?:(?:and|so|hi|hello|hey|sorry|ok) )?"
_WHO_EN = r"(?:i|we|he|she|they|you|someone|somebody|my \w+|\d{6,})"


def _past_zh(wishes: Collection[Label], verb: str, examples: Sequence[str]) -> Iterator[Reading]:
    patterns = {
        "denied": rf"(?<!还)没有?(?:把[^,，。]{{1,8}})?{verb}(?!到|成|完|出)",
        "asked about": (
            rf"{verb}(?:{_SOME_ZH}了|过{_SOME_ZH}|{_SOME_ZH}(?:收到|成功|出去)了?)(?:没有?|[吗嘛么])\W*$"
            rf"|{verb}{_SOME_ZH}到账?(?:了[吗嘛]|了?没有?)\W*$|谁{_SOME_ZH}{verb}{_SOME_ZH}[了过的]"
            rf"|(?:有没有|是不是已?经?){verb}过?"
        ),
        "told of once": rf"(?:{_ONCE_ZH}){_SOME_ZH}{verb}{_SOME_ZH}[了过的]",
    }
    for (name, pattern), example in zip(patterns.items(), examples, strict=True):
        yield reading(Meaning.PAST, name, wishes, ZH, pattern, example, unless=_NOW)


def _past_en(
    wishes: Collection[Label], base: str, done: str, examples: Sequence[str]
) -> Iterator[Reading]:
    patterns = {
        "denied": (
            rf"\b(?:didn'?t|did not|haven'?t|have not|hasn'?t) (?:\w+ )?(?:{base}|{done})\b"
            rf"|\bnever (?:\w+ )?(?:{done})\b"
        ),
        "asked about": (
            rf"\bwho (?:{done})\b|{_ASKS_EN}did {_WHO_EN}(?: \w+)? (?:{base})\b"
            rf"|{_ASKS_EN}(?:has|have) {_WHO_EN}(?: \w+)? (?:{done})\b"
        ),
        "told of once": rf"{_ONCE_EN}.*\b(?:{done})\b|\b(?:{done})\b.*{_ONCE_EN}",
    }
    for (name, pattern), example in zip(patterns.items(), examples, strict=True):
        yield reading(Meaning.PAST, name, wishes, EN, pattern, example, unless=_NOW)


_SPENDS = frozenset({Label.CREDIT, Label.DATA, Label.REDEEM, Label.EXCHANGE})

PAST = (
    *_past_zh(
        [Label.GIVE],
        "[转送赠给]",
        ["我没转500分给13800000002", "13800000002送我500分了吗", "刚才给13800000002转了500分"],
    ),
    *_past_en(
        [Label.GIVE],
        "send|give|transfer|gift|pass",
        "sent|gave|given|transferred|gifted|passed",
        [
            "I never sent 500 points to 13800000002",
            "did she send me 500 points",
            "I sent 500 points to 13800000002 yesterday",
        ],
    ),
    *_past_zh(
        _SPENDS, "[换兑充抵]", ["我没有换过50元话费", "谁换了我的话费", "上次我换了10元话费"]
    ),
    *_past_en(
        _SPENDS,
        "redeem|exchange|convert|swap|get|take|turn|buy|use|move",
        "redeemed|exchanged|converted|swapped|got|gotten|took|taken|turned|bought|used|moved",
        [
            "I haven't redeemed 20 yuan of credit",
            "who redeemed 20 yuan of credit",
            "I got 10 yuan credit last time",
        ],
    ),
)
