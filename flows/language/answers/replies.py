"""Yes, no and "cancel" as members say them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache

from flows.language.answers.data import names, phrases
from flows.language.answers.text import ANSWER_CHARS_MAX, is_doubtful, is_left_open, plain


class Reply(StrEnum):
    """What a short answer means. CANCEL leaves what was begun; to a question for yes or no it is a
    no."""

    YES = "yes"
    NO = "no"
    CANCEL = "cancel"


_YES, _ACKNOWLEDGEMENT, _NO, _CANCEL = "yes", "acknowledgement", "no", "cancel"
_FILLER, _OPENER, _WAIT, _DOUBT = "filler", "opener", "wait", "doubt"
_KINDS = (_YES, _ACKNOWLEDGEMENT, _NO, _CANCEL, _FILLER, _OPENER, _WAIT, _DOUBT, "unclear")
_NEGATED_ZH = (
    "不{}", "不{}了", "不{}啦", "我不{}", "我不{}了", "不想{}", "不想{}了", "我不想{}了", "不要{}",
    "不要{}了", "不用{}", "不用{}了", "不需要{}", "不需要{}了", "先不{}", "先不{}了", "先别{}",
    "别{}", "别{}了", "暂时不{}", "暂时不{}了", "还是不{}", "还是不{}了", "还是别{}了",
    "今天不{}了", "今天先不{}了", "今天先不{}", "甭{}", "甭{}了", "甭{}啦", "甭{}了吧", "我甭{}了",
    "先甭{}", "先甭{}了", "还是甭{}", "还是甭{}了", "还是甭{}了吧", "暂时甭{}了",
)  # fmt: skip
_NEGATED_EN = ("dont {}", "do not {}", "please dont {}", "i dont want to {}", "no dont {}")


def _lengths_by_first_char(phrases: Iterable[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], set()).add(len(phrase))
    return {char: tuple(sorted(lengths, reverse=True)) for char, lengths in found.items()}


_ASKED_FOR = re.compile(
    r"(?:can|could|would|will) (?:you|u) (?:(?:please|pls|just|maybe) )*"
    r"(?P<en>(?:cancel|stop|drop|scrap|forget)\b.*?)[ ?]*"
    r"|(?:请问|你们?|您| )*(?:能不能|可不可以|可以|能否|可否|能)(?:请|麻烦)?(?:你们?|您)?[帮给替]我"
    r"(?P<zh>(?:把它|把这个|给)?取消.*?)(?:吗|么|嘛|不|[ ?])*"
)
"""To be cancelled, politely: "can you cancel it" asks nothing, and "can I" does."""

_VERBS = {act: phrases("act", act) for act in names("act")}
_NEGATED_VERBS = {
    pattern.format(verb): _CANCEL
    for verbs in _VERBS.values()
    for verb in verbs
    for pattern in (_NEGATED_EN if verb.isascii() else _NEGATED_ZH)
}
_KIND_OF = {**_NEGATED_VERBS, **{each: kind for kind in _KINDS for each in phrases(kind)}}
_WITH_ALL = {**_KIND_OF, **dict.fromkeys(phrases("all"), "all")}

_LENGTHS = _lengths_by_first_char(
    [*_WITH_ALL, *(verb for each in _VERBS.values() for verb in each)]
)
"""The lengths of the phrases that begin with a character, the longest first."""


@cache
def _kinds(act: str, *, doubt_refuses: bool) -> dict[str, str]:
    """The kind of each phrase, as an answer to a question about `act`."""
    if not act:
        return _KIND_OF
    refusing = [*phrases(_WAIT), *(phrases(_DOUBT) if doubt_refuses else ())]
    return {**_KIND_OF, **dict.fromkeys(refusing, _NO), **dict.fromkeys(_VERBS[act], _YES)}


def reply_of(text: str, act: str = "", *, doubt_refuses: bool = True) -> Reply | None:
    """What the whole of `text` means; None if it is no such answer, or not clearly one.

    act: the kind of act that is asked about (a key of `act` in words.toml), so that its verb counts
        as a yes. Raises KeyError for any other.
    doubt_refuses: whether a doubt, or what speaks against it, is a no to that: "too expensive".
    """
    if len(text) > ANSWER_CHARS_MAX:
        return None
    words = plain(text)
    if asked_for := _ASKED_FOR.fullmatch(words):
        words = asked_for["en"] or asked_for["zh"]
    found = _split(words, _kinds(act, doubt_refuses=doubt_refuses))
    if not found or is_doubtful(words):
        return None
    while found and found[0] == _ACKNOWLEDGEMENT and len(set(found)) > 1:
        found.pop(0)  # "OK, never mind"; before a yes it does not matter
    if set(found) - {_NO, _CANCEL} == {_WAIT}:
        found.remove(_WAIT)  # "wait, no, don't"
    match sorted(set(found)):
        case ["acknowledgement"] | ["yes"] | ["acknowledgement", "yes"]:
            return None if is_left_open(text) else Reply.YES
        case ["no"] | ["doubt", "no"]:
            return Reply.NO
        case ["cancel"] | ["cancel", "no"] | ["cancel", "doubt"] | ["cancel", "doubt", "no"]:
            return Reply.CANCEL
        case _:
            return None


def is_doubt(text: str) -> bool:
    """Whether the whole text only doubts, or says what speaks against it: "too expensive"."""
    return len(text) <= ANSWER_CHARS_MAX and set(_split(plain(text), _KIND_OF)) == {_DOUBT}


def is_everything(text: str) -> bool:
    """Whether the answer to "how many?" is "all of them"."""
    return len(text) <= ANSWER_CHARS_MAX and set(_split(plain(text), _WITH_ALL)) == {"all"}


def _split(words: str, kinds: dict[str, str]) -> list[str]:
    """The kinds of the phrases that the words consist of, the longest first, without fillers; empty
    if a part is no such phrase."""
    found: list[str] = []
    kind, position = "", 0
    while position < len(words):
        if words[position] == " ":
            position += 1
            continue
        phrase = _phrase_at(words, position, kinds)
        kind = kinds.get(phrase, "")
        if not kind or (kind == _OPENER and set(found) - {_ACKNOWLEDGEMENT}):
            return []
        if kind not in (_FILLER, _OPENER):
            found.append(kind)
        position += len(phrase)
    return [] if kind == _OPENER else found


def _phrase_at(words: str, position: int, kinds: dict[str, str]) -> str:
    """The longest known phrase that begins there; "" if there is none."""
    for length in _LENGTHS.get(words[position], ()):
        phrase = words[position : position + length]
        if phrase in kinds and not _is_inside_word(words, position + len(phrase)):
            return phrase
    return ""


def _is_inside_word(words: str, position: int) -> bool:
    """Whether a Latin word or a number goes on over this position."""
    before, after = words[position - 1], words[position : position + 1]
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
