"""Choosing the language: asked on the first call, and changed at any time."""

from __future__ import annotations

from typing import Literal

from core.members import changes
from flows.engine import Context, Dialogue, Do, End, Flow, Menu
from flows.language import Label


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


LANGUAGE = Flow(
    "language",
    Menu("choose", on={"zh": "chinese", "en": "english"}, option_language=each_its_own),
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
    entry_points=[LANGUAGE],
)
