"""An answer in one spelling, and whether it asks something itself."""

from __future__ import annotations

import re
import unicodedata

from flows.language.answers.numerals import in_plain_numerals
from flows.language.simplified import simplified

ANSWER_CHARS_MAX = 60
"""Longer text is no short answer but a sentence with something to say."""

_PICTURES = {"👍": " yes ", "👌": " ok ", "✅": " yes ", "🆗": " ok ", "👎": " no ", "❌": " no "}
_EMOTIONS = "🙏😊🙂😄😀😁🌹🤝💐😃☺❤"  # Politeness; any other picture may mean anything.
_DROPPED = re.compile("[\ufe0f\u200b\u200d\u200e\u200f\ufeff\U0001f3fb-\U0001f3ff'’‘`´]")
_PUNCTUATION = re.compile(rf"[\s.,!;:~…、。，！；：\"“”()\[\]【】*_—–-]+|[{_EMOTIONS}]")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")

_ENDS_ASKING = re.compile(r"[?？][\s.。!！?？…]*$|…[\s.。!！]*$|[.。]{2,}\s*$")
_STEMS = "好|行|可以|对|是|要|能|成|中|得|有|需要|确定|确认|换|送|办|同意"
_ASKING = re.compile(
    r"[?？]|吗|(?<![是嗯的滴哒])呢|(?<!什)么(?:$| )"
    r"|(?<![不没])([^\W不没]{1,2})[不没]\1"  # 好不好, 是不是, 可不可以
    rf"|(?:{_STEMS})(?:不|否|没|没有)(?:$| )"  # 好不, 可以不
    r"|(?:不要|不用|不想|不是|不能|先别|不|别|甭|没)(?:取消|退出|停止|放弃|终止|算了)"
    r"|(?:dont|not|never|no need)(?: (?:really|want|wanna|need|wish|mean|plan|like|to))*"
    r" (?:cancel|stop|quit|exit|end|abort|forget|drop)"
    r"|不是[不没]|没不|不[得会能]不"
    r"|^(?:(?:so|and|but|then|ok|okay|please|er|um) )*(?:(?:can|could|may|might|must|should|shall"
    r"|does|did|would|will|is|are|am|was|what|why|how|when) (?:i|we|you|it|this|that|they)"
    r"|do (?:i|we|you|they))\b"  # but "do it" is a yes
)


_QUESTION_WORDS = re.compile(
    r"多少|多久|多长时间|(?<![好第十百千万])几(?!乎)|什么|啥|怎|哪|如何|为何|有没有"
    r"|\b(?:how|what|whats|which|when|where|wheres|why|who|whos)\b|^(?:is|are|do|does|did) "
)


def plain(text: str) -> str:
    """The text without differences of width, case, characters (traditional ones become simplified)
    and punctuation, with single spaces. Question marks stay, since they change the meaning."""
    text = in_plain_numerals(simplified(unicodedata.normalize("NFKC", text).casefold()))
    for picture, words in _PICTURES.items():
        text = text.replace(picture, words)
    text = _PUNCTUATION.sub(" ", _DROPPED.sub("", text)).strip()
    return _DRAWN_OUT.sub(r"\1", text)


def is_left_open(text: str) -> bool:
    """Whether the text, as it was written, ends with a question mark or with dots: who writes "1?"
    or 嗯… has not decided. A single full stop only ends a sentence."""
    return _ENDS_ASKING.search(text) is not None


def is_doubtful(plain_text: str) -> bool:
    """Whether it asks something (可以吗, 行不行), or denies a denial (别取消, 不是不要)."""
    return _ASKING.search(plain_text) is not None


def asks(text: str) -> bool:
    """Whether a text, as it was written, asks something, also by a question word without a mark
    ("保温杯多少分"), or is left open."""
    words = plain(text)
    return is_left_open(text) or is_doubtful(words) or _QUESTION_WORDS.search(words) is not None
