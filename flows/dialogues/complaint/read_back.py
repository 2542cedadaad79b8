"""The question whether to file what was written, which takes more of it: many write a complaint in
several texts, and nothing of it is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from core.programme import current_rules
from flows.dialogues.complaint.category import CATEGORY, category_meant, category_named
from flows.dialogues.complaint.corrected_words import corrected_words
from flows.dialogues.complaint.filed_words import asks_if_filed
from flows.dialogues.complaint.intent import (
    Intent,
    asks_how_long,
    asks_what_follows,
    denies_complaint,
    intent_of,
    is_aside,
    is_withdrawal,
)
from flows.dialogues.complaint.lookup import READ_BACK_CHARS_MAX, beginning_of
from flows.dialogues.complaint.replies import says_neither
from flows.engine import SAID, Context, Menu, Record, YesNo, says_something, without_secrets
from flows.language import answers, simplified, understanding
from flows.protocol import Heard, HeardKind

MORE_WORDS = "more"
"""The answer that has the words which were written at the question."""
TAKEN, TEXTS_MAX = "taken", 9
"""The answer that counts the texts taken so, and the most: a machine would write for ever."""
ASKED = "asked"
"""The answer that has the question which was asked beside the complaint."""
GAP = " ... "
_ONLY_NAMED = re.compile(
    r"^[^,，。]{1,8}(?:的问题|方面)[的吧啊]*$|^[\w' ]{1,30} (?:problem|issue)s?$"
)


@dataclass(frozen=True, kw_only=True)
class ReadBack(YesNo):
    """Takes words that are no answer as more of the complaint: the outcome "more". "rewritten":
    they put it right. "doubtful": they may ask how a complaint stands. "how_long": they ask when it
    is answered, "asked": anything else. "unclear": they may mean a yes as well as a no."""

    takes_words: ClassVar[bool] = True

    def outcomes(self) -> frozenset[str]:
        return super().outcomes() | {
            "more",
            "doubtful",
            "rewritten",
            "how_long",
            "asked",
            "unclear",
        }

    def prepare(self, context: Context) -> str | None:
        if said := context.answers.pop(SAID, ""):
            context.answers[MORE_WORDS] = said
            return "more"
        return super().prepare(context)

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return category_meant(heard.text) is not None or super().is_meant_for(context, heard)

    def interpret(self, heard: Heard) -> Heard:
        """ "投诉多久有结果" begins with a keyword, and asks about this complaint."""
        if heard.kind is HeardKind.COMMAND and heard.text and asks_how_long(heard.typed):
            return replace(heard, kind=HeardKind.ENTERED, command="", text=heard.typed)
        return super().interpret(heard)

    def hear(self, context: Context, heard: Heard) -> str | None:
        outcome, words = super().hear(context, heard), heard.text.strip()
        if outcome is not None or context.traits.spoken or not says_something(words):
            return outcome
        if context.answers.get(TAKEN, 0) >= TEXTS_MAX:
            return None
        if answers.calls_off(words) and not understanding.tells_grievance(words):
            return self.no
        if denies_complaint(words):
            return self.no
        if category := category_meant(words):
            context.answers.update({CATEGORY: category, MORE_WORDS: words})
            return "more"
        if corrected := corrected_words(words):
            context.answers[MORE_WORDS] = corrected
            return "rewritten" if _tells_enough(corrected) else "more"
        if asks_how_long(words):
            return "how_long"
        if is_aside(words) or asks_if_filed(words):
            context.answers[ASKED] = words
            return "asked"
        if says_neither(words):
            context.answers[TAKEN] = context.answers.get(TAKEN, 0) + 1
            return "unclear"
        context.answers[MORE_WORDS] = words
        return "doubtful" if intent_of(words) is Intent.STATUS else "more"


@dataclass(frozen=True, kw_only=True)
class Words(Record):
    """Asks for the complaint. "called_off": a caller takes it back instead of recording it."""

    def outcomes(self) -> frozenset[str]:
        return super().outcomes() | {"called_off"}

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        is_plain = answers.reply_of(heard.text) is not None  # "cancel" leaves any question
        return context.traits.spoken and not is_plain and is_withdrawal(heard.text)

    def hear(self, context: Context, heard: Heard) -> str | None:
        is_taken_back = heard.kind is HeardKind.ENTERED and self.is_meant_for(context, heard)
        return "called_off" if is_taken_back else super().hear(context, heard)


@dataclass(frozen=True, kw_only=True)
class Spoken(Menu):
    """Asks on a call whether what was spoken is to be filed. "asked": they ask whether it is filed
    already. "classified": they say what it is about. Both ask again, and lose nothing."""

    beside: ClassVar[tuple[str, ...]] = ("asked", "classified", "rewritten")
    """Outcomes that no key has."""

    def fixed_options(self) -> list[str]:
        return [each for each in super().fixed_options() if each not in self.beside]

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        is_about_it = corrected_words(heard.text) or _category_in(heard)
        return bool(is_about_it) or asks_if_filed(heard.text)

    def hear(self, context: Context, heard: Heard) -> str | None:
        if asks_if_filed(heard.text):
            return "asked"
        if category := _category_in(heard):
            context.answers[CATEGORY] = category
            return "classified"
        return super().hear(context, heard)


@dataclass(frozen=True, kw_only=True)
class HeardBack(Spoken):
    """Reads back what was heard. Words that put it right take its place: "rewritten"."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        corrected = corrected_words(heard.text)
        if not corrected or _category_in(heard):
            return super().hear(context, heard)
        context.answers[MORE_WORDS] = corrected
        return "rewritten"


@dataclass(frozen=True, kw_only=True)
class Recorded(Spoken):
    """The same of a recording. Who puts it right records it again."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        if corrected_words(heard.text) and not _category_in(heard):
            return "again"
        return super().hear(context, heard)


def _category_in(heard: Heard) -> str | None:
    """On a call the mere name of one is none of the complaint's words: they were said before."""
    return category_meant(heard.text) or category_named(heard.text)


def _tells_enough(words: str) -> bool:
    """Whether words that put a complaint right are a complaint by themselves: "网络的问题" is none,
    and takes nobody's words away."""
    return _ONLY_NAMED.search(simplified(words)) is None


def say_classified(context: Context) -> Literal["said"]:
    context.say("noted")
    return "said"


def rewrite_words(context: Context) -> Literal["rewritten"]:
    """Has them take the place of what was written, as what was meant."""
    given = context.answers
    given["words"] = without_secrets(given.pop(MORE_WORDS))
    given["beginning"] = beginning_of(given["words"])
    given[TAKEN] = given.get(TAKEN, 0) + 1
    return "rewritten"


def add_words(context: Context) -> Literal["added"]:
    """Adds them to the complaint that is not filed yet. The same words again add nothing."""
    given, more = context.answers, context.answers.pop(MORE_WORDS)
    if more not in given["words"]:
        given["words"] = f"{given['words']}\n{more}"
        given["beginning"] = both_ends_of(given["words"])
    given[TAKEN] = given.get(TAKEN, 0) + 1
    return "added"


def say_how_long(context: Context) -> Literal["said"]:
    context.say("how_long", days=current_rules().complaint.decide_working_days)
    return "said"


def say_harm(context: Context) -> Literal["said"]:
    context.say("harm")
    return "said"


def answer_aside(context: Context) -> Literal["said"]:
    """Says that a complaint does no harm, or is not filed yet, if that is asked; else that nothing
    was added."""
    asked = context.answers.pop(ASKED)
    if asks_if_filed(asked):
        context.say("not_yet")
    else:
        context.say("harm" if asks_what_follows(asked) else "not_added")
    return "said"


def say_not_yet(context: Context) -> Literal["said"]:
    context.say("not_yet")
    return "said"


def both_ends_of(words: str, chars_max: int = READ_BACK_CHARS_MAX) -> str:
    """As much of the words as is read back, with the end of them, which is new."""
    shown = " ".join(words.split())
    if len(shown) <= chars_max:
        return beginning_of(words, chars_max)
    kept = (chars_max - len(GAP)) // 2
    return f"{shown[:kept].rstrip()}{GAP}{shown[-kept:].lstrip()}"
