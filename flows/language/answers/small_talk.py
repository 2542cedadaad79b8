"""What members say for politeness, who they ask they are talking to, whether it can be said again,
and the weather: neither an answer nor a wish."""

from __future__ import annotations

import re
from enum import StrEnum

from flows.language.answers.data import any_of, phrases
from flows.language.answers.text import ANSWER_CHARS_MAX, plain


class SmallTalk(StrEnum):
    """PRAISE is said in any words, which `understanding` reads."""

    IDENTITY = "identity"
    GREETING = "greeting"
    THANKS = "thanks"
    PRAISE = "praise"
    GOODBYE = "goodbye"
    WEATHER = "weather"


_IN_PHRASES = (SmallTalk.IDENTITY, SmallTalk.GOODBYE, SmallTalk.THANKS, SmallTalk.GREETING)
"""Of several, the first is answered: "thanks, bye" is a goodbye."""
_PHRASES = {kind: any_of(phrases("small_talk", kind)) for kind in _IN_PHRASES}
_AROUND = any_of(phrases("small_talk", "around"))
# Possessive: phrases that begin alike are not tried in every order.
_WHOLE = re.compile(rf"(?:(?:{'|'.join(_PHRASES.values())}|{_AROUND}) *)++")
_REPEAT = any_of(phrases("small_talk", "repeat"))
_WHOLE_REPEAT = re.compile(rf"(?:(?:{_REPEAT}|{_AROUND}) *)++")
_ANY_REPEAT = re.compile(rf"(?<![a-z]){_REPEAT}")
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
    if _WHOLE.fullmatch(words):
        return next((kind for kind in _IN_PHRASES if _ANY[kind].search(words)), None)
    return SmallTalk.WEATHER if _WEATHER.search(words) else None


def asks_to_repeat(text: str) -> bool:
    """Whether the whole of `text` asks that what was said is said again."""
    words = _plain_words(text) if len(text) <= ANSWER_CHARS_MAX else ""
    return bool(_WHOLE_REPEAT.fullmatch(words) and _ANY_REPEAT.search(words))


def asks_to_go_back(text: str) -> bool:
    """Whether the whole of `text` asks for the question before."""
    words = _plain_words(text) if len(text) <= ANSWER_CHARS_MAX else ""
    return bool(_BACK.fullmatch(words) and _ANY_BACK.search(words))


def _plain_words(text: str) -> str:
    return plain(text).replace("?", " ").strip()
