"""What a complaint is about, by the words of the member: what agents filter and count by.

An agent corrects it at the desk. The first pattern that matches decides, so the narrower ones come
first: "快递员态度差" is about people, "积分算错了" about points, whatever else is in them.
"""

from __future__ import annotations

import re

_PATTERNS = {
    "service": re.compile(
        r"态度|骂|凶|没礼貌|不耐烦|挂(?:我|了?我?的?)电话|没人(?:接|理|管|回)|不理|敷衍|推诿|踢皮球|打不通|服务差|服务不"
        r"|\b(?:rude|swore|sworn|shout(?:ed|s)?|yell(?:ed|s)?|insult\w*|impolite|attitude|hung up"
        r"|ignored?|unhelpful|(?:nobody|no one) (?:answers?|helps?|called))\b"
    ),
    "points": re.compile(
        r"积分|分数|少了?分|扣分|补登|没到账|未到账|等级|成长值|\b(?:points?|tier|credited|balance)\b"
    ),
    "partner": re.compile(
        r"商户|合作|门店|店家|商家|收银|\b(?:partner|merchant|shop|store|cashier|till)\b"
    ),
    "quality": re.compile(
        r"坏|碎|破|裂|质量|次品|假货|瑕疵|不能用|用不了|漏|脏|过期|发错|寄错|少发|货不对板"
        r"|\b(?:broken?|damaged|defect\w*|fake|quality|leak\w*|dirty|cracked"
        r"|wrong (?:item|gift|colou?r|size)|doesn'?t work|not working)\b"
    ),
    "delivery": re.compile(
        r"快递|物流|送货|配送|没收到|未收到|没送|没到|迟迟|发货|丢件|包裹"
        r"|\b(?:deliver\w*|courier|parcel|package|shipp\w*|arriv\w*|lost in"
        r"|not received|never (?:came|got))\b"
    ),
}


def category_of(words: str, *, is_about_order: bool) -> str | None:
    """One of COMPLAINT_CATEGORIES; None for a recording, or for words that do not tell.

    is_about_order: the member has complained about an order that has not come or is damaged."""
    said = words.lower().replace("’", "'")
    found = (category for category, pattern in _PATTERNS.items() if pattern.search(said))
    return next(found, "delivery" if is_about_order else None)
