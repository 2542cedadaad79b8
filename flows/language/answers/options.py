"""Which of several options a member names by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from flows.language.answers.data import any_of, phrases
from flows.language.answers.mixed_numerals import in_digits
from flows.language.answers.numbers import amount_of
from flows.language.answers.numerals import AMOUNT_CHARS_ZH, amount
from flows.language.answers.text import ANSWER_CHARS_MAX, is_doubtful, plain

LABELS_CACHED_MAX = 1_024
NAME_CHARS_MIN = 2
"""A single character is in too many labels."""

_BEFORE = re.compile(rf"(?:{any_of(phrases('wish', 'before'))}| )++")
_AFTER = re.compile(rf"(?:{any_of(phrases('wish', 'after'))}| )+$")
_ANYWHERE = frozenset(phrases("wish", "anywhere"))
_PARTS = re.compile("[a-z]+|[0-9]+|[^\\W\\da-z]+")
_SPOKEN_NUMBER = re.compile(f"[{AMOUNT_CHARS_ZH}]+(?=[元块分点个gm])")
_GROUPING = re.compile("(?<=[0-9]),(?=[0-9]{3})")
_ONE_ABOUT = re.compile(
    r"\b(?:(?:the|that|this|my) )?(?:one|ones|complaint|order|case) "
    r"(?:(?:(?:that|which) (?:is|was) |thats )?(?:about|for|with|of|on|regarding|where)"
    r"|(?:that|which)(?: is| was)?)\b"
)
"""What says nothing of an entry: "the one about the cup"."""
_TAKE_BACK = re.compile(
    r"\btake (?:(?:it|this|that|them|(?:my|the|this) complaints?) back|back\b)|收回|撤回"
)
"""To withdraw, and not to go back."""
_SAME = (("块钱", "元"), ("块", "元"), ("个g", "gb"))
_SAME_WORDS = {"g": "gb", "gig": "gb", "gigs": "gb", "m": "mb"}


@dataclass(frozen=True, slots=True)
class _Name:
    """The words of a label or an answer. chinese: its Chinese text without gaps. words: its Latin
    words in the singular, and its numbers."""

    chinese: str
    words: frozenset[str]

    @property
    def is_specific(self) -> bool:
        """Whether it says enough to name anything: a number alone does not."""
        has_word = self.chinese or any(not word.isdecimal() for word in self.words)
        return bool(has_word) and len(self.chinese) + sum(map(len, self.words)) >= NAME_CHARS_MIN

    def is_part_of(self, other: _Name) -> bool:
        return self.chinese in other.chinese and self.words <= other.words


def option_named(text: str, labels: Mapping[str, str]) -> str | None:
    """The key of the one label that `text` names, in full or by words that no other label has: 话费
    and 我要换话费 name 换话费. None if it names none, or several."""
    return next((found[0] for found in _named(text, labels) if len(found) == 1), None)


def options_named(text: str, labels: Mapping[str, str]) -> list[str]:
    """The keys of all labels that `text` may name: 耳机 names every kind of them."""
    return next(filter(None, _named(text, labels)), [])


def _named(text: str, labels: Mapping[str, str]) -> Iterator[list[str]]:
    """What each of the wishes that the text may be names."""
    if len(text) > ANSWER_CHARS_MAX or is_doubtful(plain(text)):
        return
    names = {key: _name_of_label(label) for key, label in labels.items()}
    for wish in (*_wishes(_with_digits(text)), *_amount_in_labels(text)):
        name = _name(wish)
        if not name.is_specific:
            continue
        same = [key for key, other in names.items() if other == name]
        yield same or [key for key, other in names.items() if name.is_part_of(other)]


@lru_cache(maxsize=LABELS_CACHED_MAX)
def _name_of_label(label: str) -> _Name:
    return _name(_with_digits(label))


def _with_digits(text: str) -> str:
    """`text` in one spelling, with numbers in digits: 50元 for 五十块."""
    words = in_digits(plain(_GROUPING.sub("", text)))
    words = _SPOKEN_NUMBER.sub(_in_digits, words)
    words = _TAKE_BACK.sub(lambda found: "withdraw" if found[0].isascii() else "撤销", words)
    for said, written in _SAME:
        words = words.replace(said, written)
    return words


def _amount_in_labels(text: str) -> tuple[str, ...]:
    """An amount of money as labels of either language write it: 10元 for "ten bucks"."""
    money = amount_of(text)
    if money is None or money.unit != "yuan":
        return ()
    return f"{money.value}元", f"{money.value} yuan"


def _in_digits(match: re.Match[str]) -> str:
    value = amount(match.group())
    return match.group() if value is None else str(value)


def _wishes(words: str) -> list[str]:
    """The words, and what is left of them without "I want" and "thanks"."""
    polite = _AFTER.sub("", words)
    wish = _BEFORE.match(polite)
    bare = polite[wish.end() :] if wish else polite
    about = _ONE_ABOUT.sub(" ", bare)
    return list(dict.fromkeys(each for each in (words, polite, bare, about) if each))


def _name(words: str) -> _Name:
    chinese, latin = "", set()
    for part in _PARTS.findall(words):
        if not part.isascii():
            chinese += part
        elif part not in _ANYWHERE:
            singular = part[:-1] if len(part) > 3 and part.endswith("s") else part
            latin.add(_SAME_WORDS.get(singular, singular))
    return _Name(chinese, frozenset(latin))


def is_same(text: str, label: str) -> bool:
    """Whether `text` is the label, but for punctuation, case and polite words."""
    said, wanted = plain(text), plain(label)
    return bool(said) and "?" not in said and wanted in (said, _AFTER.sub("", said))


def is_bare_name(text: str, label: str) -> bool:
    """Whether the words stand in the label as they are, and so are no sentence of the member's
    own: 订单 and 查订单 in 查订单, but not 我想查一下我的订单."""
    said = _AFTER.sub("", plain(text))
    return said in plain(label)
