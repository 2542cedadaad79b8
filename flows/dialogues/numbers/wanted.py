"""What of a membership's numbers the words ask for, and whether what is lost is its card."""

from __future__ import annotations

import re

from core.members import BadNumber, number_of
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

OF_A_NUMBER = (ADD, REMOVE, MAIN)
SEVERAL = "?"
"""In place of the number, where several are named."""
_NUMBER = re.compile(r"(?<!\d)\+?\d(?:[ -]?\d){6,14}(?!\d)")
_ONLY = re.compile(
    r"(?:请|帮|我|把|给|要|想|的|这个|那个|副|手机|电话|会员|积分|账户|账号|名下|号码?|进来?|到|里面?|上|为|成|设|为|主|和|跟|与|或者?|还是|以及|、"
    r"|主号|加|添加|增加|绑定?|并|删除?|解绑|去掉|移除|拿掉|掉|了|吧|一下|[\s,，。.!！])+"
    r"|(?:please|can|could|you|i|want|to|would|like|my|the|a|new|old|second|other|phone|cell|mobile"
    r"|number|account|membership|points|from|on|as|main|primary|one|it|of|off|add|link|attach|join"
    r"|remove|delete|unlink|drop|take|get|rid|make|set|put|is|be|and|or|[\s,.!])+"
)

_CARD_ZH = "(?:会员|积分|贵宾)卡|银卡|金卡|钻石卡|卡片"
_CARD_EN = r"\b(?:member(?:ship)?|loyalty|points?|rewards?|plastic|gold|silver) cards?\b"
_ANY_CARD = re.compile(r"卡|\bcards?\b")
_CARD = re.compile(f"{_CARD_ZH}|{_CARD_EN}")
_PHONE = re.compile(r"手机|电话|号码|\b(?:phone|sim|mobile|cell|number)\b")


def wanted_in(text: str) -> str:
    """One of ADD, REMOVE, MAIN, CHANGE and CARD; '' for the numbers as they are."""
    words = simplified(text).lower()
    return next((each for each, said in _ASKED.items() if re.search(said, words)), "")


def request_in(text: str) -> str:
    """What is wanted, and behind it the number that it is wanted of, if one is named."""
    change = wanted_in(text)
    return f"{change} {_number_in(text)}".strip() if change in OF_A_NUMBER else change


def says_only(text: str) -> bool:
    """Whether the words name a number, or several, what to do with it, and nothing else."""
    return _number_in(text) != "" and _ONLY.fullmatch(_around_number(text)) is not None


def to_number(said: str) -> str:
    """In E.164; "" if it is no telephone number."""
    try:
        return number_of(said)
    except BadNumber:
        return ""


def _around_number(text: str) -> str:
    return _NUMBER.sub(" ", simplified(text).lower()).strip()


def _number_in(text: str) -> str:
    found = [re.sub(r"[ -]", "", each) for each in _NUMBER.findall(simplified(text))]
    if len(found) > 1:
        return SEVERAL
    return found[0] if found else ""


def names_card(text: str) -> bool | None:
    """Whether what is lost is the membership's card; None where it may be that of the phone."""
    words = simplified(text).lower()
    if _CARD.search(words):
        return True
    return None if _ANY_CARD.search(words) and not _PHONE.search(words) else False
