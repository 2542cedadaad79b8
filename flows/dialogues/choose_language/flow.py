"""Choosing the language: asked on the first call, and changed at any time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from core.members import changes
from flows.engine import Context, Dialogue, Do, End, Flow, Menu
from flows.language import Label, answers
from flows.protocol import Heard, HeardKind


def set_language(context: Context, language: str) -> None:
    """Changes the session's language, and the member's for all later sessions."""
    context.session.language = language
    context.names_ways_out = True  # whoever chooses has not understood them before
    if context.caller is not None and context.caller.language != language:
        changes.set_language(context.conn, context.caller.member_id, language)


def speak_chinese(context: Context) -> Literal["spoken"]:
    set_language(context, "zh")
    return "spoken"


def speak_english(context: Context) -> Literal["spoken"]:
    set_language(context, "en")
    return "spoken"


def each_its_own(outcome: str, _spoken: str) -> str:
    """Each option is said in the language that it stands for."""
    return outcome


_NAMES = {
    "zh": re.compile(
        r"中文|[汉漢][语語]|普通[话話]|[国國][语語]|\b(?:chinese|mandarin)\b", re.IGNORECASE
    ),
    "en": re.compile(r"英文|英[语語]|\benglish\b", re.IGNORECASE),
}
_DENIED = re.compile(r"[不别別没沒]|n't\b|\b(?:not|no|dont|cannot|can t)\b", re.IGNORECASE)


def language_in(_: Context, text: str) -> str:
    """The language that the words name; "" if they name none or both, or deny or ask something: "I
    don't speak Chinese"."""
    if answers.is_left_open(text) or _DENIED.search(text):
        return ""
    named = [language for language, pattern in _NAMES.items() if pattern.search(text)]
    return named[0] if len(named) == 1 else ""


@dataclass(frozen=True, kw_only=True)
class LanguageMenu(Menu):
    """Asks for the language. The keyword that changes it elsewhere answers this, too."""

    def interpret(self, heard: Heard) -> Heard:
        if heard.kind is not HeardKind.COMMAND or heard.command not in self.on:
            return heard
        key = next(key for key, each in self.by_key().items() if each == heard.command)
        return replace(heard, kind=HeardKind.ENTERED, command="", text=key)


def read_language(context: Context) -> Literal["zh", "en", "unnamed"]:
    match context.answers.pop("argument", ""):
        case "zh":
            return "zh"
        case "en":
            return "en"
    return "unnamed"


LANGUAGE = Flow(
    "language",
    Do("start", read_language, on={"zh": "chinese", "en": "english", "unnamed": "choose"}),
    LanguageMenu("choose", on={"zh": "chinese", "en": "english"}, option_language=each_its_own),
    Do("chinese", speak_chinese, effect=True, on={"spoken": "done"}),
    Do("english", speak_english, effect=True, on={"spoken": "done"}),
    End("done"),
    passing=True,
    members_only=False,
    in_every_language=True,
)

DIALOGUE = Dialogue(
    __package__,
    LANGUAGE,
    wishes={Label.LANGUAGE: LANGUAGE},
    named_in={LANGUAGE: language_in},
    entry_points=[LANGUAGE],
)
