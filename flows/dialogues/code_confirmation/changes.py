"""Words in place of the code that change what it confirms: "改成20", "change the amount"."""

from __future__ import annotations

import re
from collections.abc import Collection

from flows.language import answers, simplified

CHARS_MAX = 60
"""A longer text says more than what is to be changed."""

_PLEASE_ZH = (
    "(?:等等|等一下|不对|不是|我|那|还是|想|要|请|麻烦|帮|给|你|您|能不能|可不可以|可以|能|再|先"
    "|[,，。、\\s])*"
)
_WHAT_ZH = "(?:数量|数目|金额|面额|积分数?|分数|数字?|个数|礼品|东西)"
_END_ZH = "(?:吧|了|啊|呀|吗|可以吗|行吗|好吗|谢谢|[。.!！~？?\\s])*"
_AGAIN_ZH = (
    f"(?:改|换成?|调整?|变)(?:一下|下|改|一?[个款种样]|别的|其他的?|另外?一?[个款种])的?{_WHAT_ZH}?"
    f"|(?:改|调整|修改)(?:{_WHAT_ZH})?"
    f"|(?:把)?{_WHAT_ZH}(?:改|换|调)(?:一下|下|掉)?"
    f"|{_WHAT_ZH}(?:不对|(?:写|填|选|输|搞|弄)?错了)|(?:选|填|输|写)错(?:{_WHAT_ZH})?了?"
    f"|重新?(?:选|挑|填|输)(?:一?[个下次])?{_WHAT_ZH}?"
)
_TO_ZH = f"(?:把)?{_WHAT_ZH}?(?:改|换|调|变)(?:成|为|到)|我是(?:说|要)|应该是|是要"
_PLEASE_EN = (
    r"(?:(?:no|wait|hold on|sorry|oh|actually|please|pls|but|and|so|can i|could i|may i|can we"
    r"|i want to|i'?d like to|i need to|let me|let'?s|can you|could you|would you)[\s,.]+)*"
)
_WHAT_EN = "(?:amount|number|points|quantity|sum|value|gift|choice|selection|item|order)"
_END_EN = r"(?:[\s,]+(?:please|pls|thanks|thank you|instead))*[\s.!?~]*"
_VERB_EN = "(?:change|edit|correct|modify|adjust|fix|switch|alter)"
_AGAIN_EN = (
    rf"{_VERB_EN}(?: (?:the|my|this|that|it))?(?: {_WHAT_EN})?"
    r"|(?:(?:pick|choose|select|get|take|want|i want|for|a|an) )*"
    rf"(?:(?:different|other) (?:one|{_WHAT_EN})|another {_WHAT_EN}|something else)"
    rf"|(?:(?:that'?s|it'?s|this is) )?(?:the )?wrong (?:one|{_WHAT_EN})"
    rf"|(?:the )?{_WHAT_EN} is wrong|(?:choose|pick|select) again"
)
_TO_EN = (
    rf"{_VERB_EN}(?: (?:the|my|this|that|it))?(?: {_WHAT_EN})? (?:to|into)|make (?:it|that)"
    r"|i mea?nt?|it should be|should be"
)
_AGAIN = re.compile(
    f"{_PLEASE_ZH}(?:{_AGAIN_ZH}){_END_ZH}|{_PLEASE_EN}(?:{_AGAIN_EN}){_END_EN}", re.IGNORECASE
)
_TO = re.compile(
    rf"(?:{_PLEASE_ZH}(?:{_TO_ZH})\s*|{_PLEASE_EN}(?:{_TO_EN})\s+)(?P<amount>.+)", re.IGNORECASE
)


def change_in(text: str, units: Collection[str]) -> str | None:
    """The amount that the words change to, in digits; "" if they only want another one, or name an
    amount in another unit than these; None if they change nothing."""
    said = simplified(text.strip()).replace("’", "'")
    if len(said) > CHARS_MAX:
        return None
    if _AGAIN.fullmatch(said):
        return ""
    changed = _TO.fullmatch(said)
    amount = answers.amount_of(changed["amount"]) if changed else None
    if amount is None:
        return None
    return str(amount.value) if amount.unit in units else ""
