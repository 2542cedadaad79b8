"""What of a membership's numbers the words ask for, and whether what is lost is its card."""

from __future__ import annotations

import re

from flows.language import simplified

ADD, REMOVE, MAIN, CHANGE, CARD = "add", "remove", "main", "change", "card"

_ASKED = {
    CARD: r"卡号|(?:会员|积分)卡.{0,4}(?:号|几|多少)|card (?:number|no\b)|number on .*card",
    MAIN: r"主号|主要的?号|main (?:number|one|phone)|primary",
    REMOVE: r"删|解绑|去掉|移除|取消|拿掉|remove|delete|unlink|drop|take .*\boff\b|get rid",
    ADD: r"加|绑[上进定到一]|并[进到入]|合在?一|副卡|\b(?:add|link|attach|join|put|register)\b",
    CHANGE: r"换|改|更新|\b(?:chang\w*|new|switch\w*|swap\w*|updat\w*|replac\w*)\b",
}
"""By their order: "change my main number" asks for another main one."""

_CARD_ZH = "(?:会员|积分|贵宾)卡|银卡|金卡|钻石卡|卡片"
_CARD_EN = r"\b(?:member(?:ship)?|loyalty|points?|rewards?|plastic|gold|silver) cards?\b"
_ANY_CARD = re.compile(r"卡|\bcards?\b")
_CARD = re.compile(f"{_CARD_ZH}|{_CARD_EN}")
_PHONE = re.compile(r"手机|电话|号码|\b(?:phone|sim|mobile|cell|number)\b")


def wanted_in(text: str) -> str:
    """One of ADD, REMOVE, MAIN, CHANGE and CARD; '' for the numbers as they are."""
    words = simplified(text).lower()
    return next((each for each, said in _ASKED.items() if re.search(said, words)), "")


def names_card(text: str) -> bool | None:
    """Whether what is lost is the membership's card; None where it may be that of the phone."""
    words = simplified(text).lower()
    if _CARD.search(words):
        return True
    return None if _ANY_CARD.search(words) and not _PHONE.search(words) else False
