"""Whether words tell, deny or ask what has become of points, and want none of it done now.

"我没转500分给他", "did she send me 500 points" and "上次我换了10元话费" have all words of a wish
and an amount. What they are after is in the history.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from flows.language.understanding.features import said_in
from flows.language.understanding.labels import Label

_VERBS: Mapping[Label, tuple[str, str, str]] = {
    Label.GIVE: (
        "[转送赠给]", "send|give|transfer|gift|pass",
        "sent|gave|given|transferred|gifted|passed",
    ),
    **dict.fromkeys(
        (Label.CREDIT, Label.DATA, Label.REDEEM, Label.EXCHANGE),
        (
            "[换兑充抵]", "redeem|exchange|convert|swap|get|take|turn|buy|use|move",
            "redeemed|exchanged|converted|swapped|got|gotten|took|taken|turned|bought|used|moved",
        ),
    ),
}  # fmt: skip
"""The verbs of each wish: in Chinese, and the forms of the English ones."""

_NOW_ZH = (
    "[想要再还也帮请能]|可以|这[次回]|今天|现在|麻烦|给我[换兑充抵]|怎么|多少|快|打算|意思|想法"
)
_NOW_EN = (
    r"\b(?:want|wanna|again|another|more|please|pls|now|today|can i|could|would|like|let me"
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
_ZH = "[^,，。能可]{0,16}?"
_ASKS_EN = r"^\W*(?:(?:and|so|hi|hello|hey|sorry|ok) )?"
_WHO_EN = r"(?:i|we|he|she|they|you|someone|somebody|my \w+|\d{6,})"


def _patterns(zh: str, base: str, done: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Denied or asked about, which is of the past by itself; told, which is so unless the words
    want something now."""
    asked_or_denied = re.compile(
        rf"(?<!还)没有?(?:把[^,，。]{{1,8}})?{zh}(?!到|成|完|出)"
        rf"|{zh}(?:{_ZH}了|过{_ZH}|{_ZH}(?:收到|成功|出去)了?)(?:没有?|[吗嘛么])\W*$"
        rf"|{zh}{_ZH}到账?(?:了[吗嘛]|了?没有?)\W*$|谁{_ZH}{zh}{_ZH}[了过的]"
        rf"|(?:有没有|是不是已?经?){zh}过?"
        rf"|\b(?:didn'?t|did not|haven'?t|have not|hasn'?t) (?:\w+ )?(?:{base}|{done})\b"
        rf"|\bnever (?:\w+ )?(?:{done})\b"
        rf"|\bwho (?:{done})\b|{_ASKS_EN}did {_WHO_EN}(?: \w+)? (?:{base})\b"
        rf"|{_ASKS_EN}(?:has|have) {_WHO_EN}(?: \w+)? (?:{done})\b"
    )
    told = re.compile(
        rf"(?:{_ONCE_ZH}){_ZH}{zh}{_ZH}[了过的]"
        rf"|{_ONCE_EN}.*\b(?:{done})\b|\b(?:{done})\b.*{_ONCE_EN}"
    )
    return asked_or_denied, told


_BY_WISH = {wish: _patterns(*verbs) for wish, verbs in _VERBS.items()}
_NOW = re.compile(f"{_NOW_ZH}|{_NOW_EN}")


def is_past(text: str, wish: Label) -> bool:
    """Whether `text` only tells, denies or asks that points were spent as `wish` does."""
    if wish not in _BY_WISH:
        return False
    said = said_in(text)
    asked_or_denied, told = _BY_WISH[wish]
    if _NOW.search(said):
        return False
    return bool(asked_or_denied.search(said) or told.search(said))
