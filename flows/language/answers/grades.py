"""How satisfied a member is, from 1 (not at all) to 5, as a number or in words."""

from __future__ import annotations

import re
import unicodedata

from flows.language.simplified import simplified

CHARS_MAX = 40
"""A longer text says more than a grade, and is not taken for one."""

_NOT_ZH = r"[不没](?:太|怎么|是很|是太|很|够|大)?"
_NOT_EN = r"(?:NOT|ISN'?T|WASN'?T|AREN'?T|DIDN'?T|DON'?T|AIN'?T)(?: \w+){0,2}? "
_VERY_ZH = r"(?:非常|很|太|极|十分|特别|挺|相当|最)的?"
_VERY_EN = r"(?:VERY|REALLY|EXTREMELY|SO|TOTALLY|COMPLETELY)"
# The first that matches counts: what is worst or denied comes before what is praised.
_IN_WORDS = (
    (None, r"才怪|反话|讽刺|个(?:屁|鬼)"),
    (None, r"\b(?:NOT|AS IF|YEAH RIGHT)$|\b(?:SARCASM|JUST KIDDING)\b"),
    (3, r"不好也?不[坏差]|不坏也?不好"),
    (1, rf"{_VERY_ZH}(?:不满|差|糟|烂|失望)|差劲|垃圾|一点[都也]不满"),
    (1, rf"\b{_VERY_EN} (?:UNHAPPY|DISSATISFIED|UNSATISFIED|BAD|POOR|DISAPPOINTED|UPSET)\b"),
    (1, r"\b(?:TERRIBLE|AWFUL|HORRIBLE|WORST|USELESS|NOT AT ALL)\b"),
    (1, r"^[差糟烂]$"),
    (2, rf"{_NOT_ZH}(?:满意|高兴|好|行|开心)|不怎么样|失望|不爽"),
    (3, r"\b(?:NOT|ISN'?T|WASN'?T) (?:TOO )?BAD\b"),
    (2, rf"\b{_NOT_EN}(?:HAPPY|SATISFIED|GOOD|GREAT|PLEASED|LIKE|FAIR|ACCEPTABLE)\b"),
    (2, r"\b(?:UNHAPPY|DISSATISFIED|UNSATISFIED|DISAPPOINTED|BAD|POOR)\b"),
    (3, r"一般|还行|还可以|凑合|马马虎虎|过得去|还满意"),
    (3, r"\b(?:SO[- ]?SO|AVERAGE|FAIR(?:LY)?|MEH|IT'?S (?:OK|OKAY|FINE|ALL ?RIGHT))\b"),
    (5, rf"{_VERY_ZH}(?:满意|好|棒|高兴|开心)|完美|满分"),
    (5, rf"\b{_VERY_EN} (?:HAPPY|SATISFIED|GOOD|PLEASED)\b"),
    (5, r"\b(?:EXCELLENT|GREAT|PERFECT|AWESOME|AMAZING|FANTASTIC|WONDERFUL)\b"),
    (4, r"满意|不错"),
    (4, r"\b(?:HAPPY|SATISFIED|GOOD|PLEASED)\b"),
)
_PATTERNS = tuple((grade, re.compile(pattern)) for grade, pattern in _IN_WORDS)
_NUMBER = re.compile(r"(?:GRADE|打|给)? ?([1-5一二三四五])(?: ?分| ?STARS?| ?POINTS?| ?星|/5)?")
_GIVEN = re.compile(
    r"我?(?:只|就|最多|想|要|来)*(?:给|打|评)(?:你们?|您|他们|客服|这次|服务|态度|的|个|打|分)*"
    r" ?([0-5零一二两三四五]) ?(?:分|颗?星)(?:吧|了|好评|差评)*"
    r"|(?:I(?:'D|'LL| WOULD| WILL)? )?(?:GIVE|RATE|GRADE)(?: (?:YOU|IT|THIS|THEM|A|THE|YOUR|SERVICE"
    r"|HOTLINE|ONLY|JUST))* ([0-5]|ZERO)(?: OUT OF (?:5|FIVE)| STARS?| POINTS?|/5)?"
    r"|([0-5]|ZERO) (?:OUT OF (?:5|FIVE)|STARS?)|([0-5])/5|([0零]) ?分"
)
"""A grade that is said to be given, not only a number."""
_NUMBER_LAST = re.compile(r"[,，、] ?([1-5]) ?(?:分|星)?$")
_THANKS = (
    r"(?:(?:非常|十分|太)?(?:谢谢|感谢|多谢|谢)(?:你们|您们?|你|啦|了)?|辛苦了"
    r"|THANKS(?: A LOT)?|THANK YOU|THX|TKS|TY)"
)
_POLITE = re.compile(
    rf"^{_THANKS}(?:[ ,，.。!！~]+|(?=[1-5一二三四五]))|[ ,，.。!！~]*{_THANKS}[ ,，.。!！~]*$"
)
"""Beside a grade: "5分 谢谢"."""
_DIGITS = {digit: value for value, digit in enumerate("一二三四五", start=1)} | {
    "两": 2,
    "零": 1,
    "0": 1,
    "ZERO": 1,
}
"""Nothing at all is the worst grade that there is."""


def grade_of(text: str) -> int | None:
    """The grade that the text gives, 1 to 5; None if it gives none: a question, a yes, a thank
    you."""
    said = _plain(text)
    if not said or len(said) > CHARS_MAX or said.endswith(("?", "吗", "呢")):
        return None
    if (given := _given(said)) is not None:
        return given
    if number := _NUMBER.fullmatch(said):
        return _DIGITS.get(number[1]) or int(number[1])
    # "一般般，4": the number is the grade, whatever the words before it.
    if number := _NUMBER_LAST.search(said):
        return int(number[1])
    return next((grade for grade, pattern in _PATTERNS if pattern.search(said)), None)


def given_grade_of(text: str) -> int | None:
    """The grade, where the words say that it is one, also unasked: "给你们1分", "1 out of 5"."""
    return _given(_plain(text)) if len(text) <= CHARS_MAX else None


def _given(said: str) -> int | None:
    found = _GIVEN.fullmatch(said)
    digit = next(filter(None, found.groups())) if found else ""
    return (_DIGITS.get(digit) or int(digit)) if digit else None


def _plain(text: str) -> str:
    said = unicodedata.normalize("NFKC", simplified(text)).upper().replace("’", "'")
    return _POLITE.sub("", said.strip(" .。!！,，")).strip(" .。!！,，")
