"""What members say for politeness or to be given time, who they ask they are talking to, whether it
can be said again, and the weather: neither an answer nor a wish."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from flows.language.answers.data import any_of, phrases
from flows.language.answers.replies import Reply, reply_of
from flows.language.answers.text import ANSWER_CHARS_MAX, plain


class SmallTalk(StrEnum):
    """PRAISE is said in any words, which `understanding` reads; ACKNOWLEDGED is a yes where nothing
    is asked."""

    IDENTITY = "identity"
    HEARD = "heard"
    WAIT = "wait"
    MISDIALED = "misdialed"
    GREETING = "greeting"
    THANKS = "thanks"
    PRAISE = "praise"
    GOODBYE = "goodbye"
    WEATHER = "weather"
    ACKNOWLEDGED = "acknowledged"


_IN_PHRASES = (
    SmallTalk.IDENTITY,
    SmallTalk.GOODBYE,
    SmallTalk.THANKS,
    SmallTalk.MISDIALED,
    SmallTalk.HEARD,
    SmallTalk.WAIT,
    SmallTalk.GREETING,
)
"""Of several, the first is answered: "thanks, bye" is a goodbye."""
_TELLING_NOTHING = (SmallTalk.THANKS, SmallTalk.GREETING, SmallTalk.HEARD, SmallTalk.WAIT)
_PHRASES = {kind: any_of(phrases("small_talk", kind)) for kind in _IN_PHRASES}
_AROUND = any_of(phrases("small_talk", "around"))
# Possessive: phrases that begin alike are not tried in every order.
_WHOLE = re.compile(rf"(?:(?:{'|'.join(_PHRASES.values())}|{_AROUND}) *)++")
_WAIT_AND_WHY = re.compile(
    r"(?:那|先|你|您|请| )*(?:等一?[下等]|等会儿?|稍等(?:一下|会儿?)?|等我)"
    r"(?:啊|呀|哈|哦|吧|一下|会儿?| )*"
    r"(?:我|让我|这[边里儿]|手机)*(?:去|先|在|有点?|正|刚|还|现在|的)*"
    r"(?:找[^,，]{0,5}|看(?:看|一下|下)?|想(?:想|一下|下)|[拿取翻][^,，]{0,5}|信号[^,，]{0,4}"
    r"|没信号|没电|开车"
    r"|接个?电话|有事|忙|记一?下)(?:了|呢|着|啊|吧| )*"
)
"""With the reason: 等会儿啊，手机没信号."""
_SPEAKER_ZH = "(?:真人|活人|人工?|机器人?|电脑|系统|ai|人工智能|自动\\w{0,4}|语音|程序)"
_SPEAKER_EN = (
    "(?:(?:a|an|the) )?(?:real |live |actual |human )?"
    "(?:person|human|people|agent|someone|robot|bot|machine|computer|ai|recording|automated)"
)
_WHO_SPEAKS = re.compile(
    r"(?:请问|那|你好|您好| )*(?:你们?|您|这[里边儿]?|对面|那边)*(?:到底|究竟|其实)?是不?是?"
    rf"{_SPEAKER_ZH}(?:还是|或者?|呢?还?是)(?:一?个)?{_SPEAKER_ZH}"
    r"(?:啊|呀|呢|吗|嘛|客服| )*"
    r"|(?:so |hi |hello |sorry |wait )*(?:are you|is this"
    r"|am i (?:talking|speaking|texting)(?: to| with)?)"
    rf" {_SPEAKER_EN}"
    rf" or (?:just )?{_SPEAKER_EN}"
)
"""Whether a person or a machine speaks, in any order."""
_SLOWER = any_of(phrases("small_talk", "slower"))
_REPEAT = any_of(phrases("small_talk", "repeat"))
_WHOLE_SLOWER = re.compile(rf"(?:(?:{_SLOWER}|{_REPEAT}|{_AROUND}) *)++")
_ANY_SLOWER = re.compile(rf"(?<![a-z]){_SLOWER}")
_WHOLE_REPEAT = re.compile(rf"(?:(?:{_REPEAT}|{_AROUND}) *)++")
_ANY_REPEAT = re.compile(rf"(?<![a-z]){_REPEAT}")
_HOW = any_of(phrases("small_talk", "how"))
_WHOLE_HOW = re.compile(rf"(?:(?:{_HOW}|{_AROUND}) *)++")
_ANY_HOW = re.compile(rf"(?<![a-z]){_HOW}")
_PUZZLED = any_of(phrases("small_talk", "puzzled"))
_WHOLE_PUZZLED = re.compile(rf"(?:(?:{_PUZZLED}|{_REPEAT}|{_AROUND}) *)++")
_ANY_PUZZLED = re.compile(rf"(?<![a-z]){_PUZZLED}")
_BACK = re.compile(rf"(?:(?:{any_of(phrases('small_talk', 'back'))}|{_AROUND}) *)++")
_ANY_BACK = re.compile(rf"(?<![a-z]){any_of(phrases('small_talk', 'back'))}")
_ANY = {kind: re.compile(rf"(?<![a-z]){words}") for kind, words in _PHRASES.items()}
_WEATHER = re.compile(
    "天气|气温|下雨|下雪|刮风|台风|多少度|几度|带伞|冷不冷|热不热"
    r"|\b(?:weather|rain(?:ing|y)?|snow(?:ing)?|sunny|typhoon|umbrella|temperature)\b"
)


def small_talk_of(text: str) -> SmallTalk | None:
    """Which of them the whole of `text` is; None if it says anything else. The weather may be
    spoken of in any words: ask only where they name no wish."""
    if len(text) > ANSWER_CHARS_MAX:
        return None
    words = _plain_words(text)
    if _WHO_SPEAKS.fullmatch(words):
        return SmallTalk.IDENTITY
    if _WAIT_AND_WHY.fullmatch(words):
        return SmallTalk.WAIT
    if _WHOLE.fullmatch(words):
        kind = next((kind for kind in _IN_PHRASES if _ANY[kind].search(words)), None)
        is_refusal = kind is SmallTalk.WAIT and reply_of(text) is Reply.NO
        return None if is_refusal else kind  # "wait, no"
    return SmallTalk.WEATHER if _WEATHER.search(words) else None


def asks_to_repeat(text: str) -> bool:
    """Whether the whole of `text` asks that what was said is said again."""
    words = _plain_words(text) if len(text) <= ANSWER_CHARS_MAX else ""
    return bool(_WHOLE_REPEAT.fullmatch(words) and _ANY_REPEAT.search(words))


def is_puzzled(text: str) -> bool:
    """Whether the whole of `text` says that what was said is not understood."""
    words = _plain_words(text) if len(text) <= ANSWER_CHARS_MAX else ""
    return bool(_WHOLE_PUZZLED.fullmatch(words) and _ANY_PUZZLED.search(words))


def asks_how(text: str) -> bool:
    """Whether the whole of `text` asks how that is done which is asked for."""
    words = _plain_words(text) if len(text) <= ANSWER_CHARS_MAX else ""
    return bool(_WHOLE_HOW.fullmatch(words) and _ANY_HOW.search(words))


def asks_to_slow_down(text: str) -> bool:
    """Whether the whole of `text` asks that it is said more slowly."""
    words = _plain_words(text) if len(text) <= ANSWER_CHARS_MAX else ""
    return bool(_WHOLE_SLOWER.fullmatch(words) and _ANY_SLOWER.search(words))


def is_acknowledgement(text: str) -> bool:
    """Whether the text only says that it was received: a yes where nothing is asked, or pictures
    such as 👍 and 😂 alone."""
    shown = [char for char in text if not char.isspace()]
    is_drawn = any(unicodedata.category(char) == "So" for char in shown)
    is_bare = not any(char.isalnum() or char in "?？" for char in shown)
    return (is_drawn and is_bare) or reply_of(text) is Reply.YES


def is_politeness(text: str) -> bool:
    """Whether the text tells nothing: thanks, a greeting, "one moment"."""
    return small_talk_of(text) in _TELLING_NOTHING


def asks_to_go_back(text: str) -> bool:
    """Whether the whole of `text` asks for the question before."""
    words = _plain_words(text) if len(text) <= ANSWER_CHARS_MAX else ""
    return bool(_BACK.fullmatch(words) and _ANY_BACK.search(words))


def _plain_words(text: str) -> str:
    return plain(text).replace("?", " ").strip()
