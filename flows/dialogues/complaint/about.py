"""What a complaint is about, asked once it is filed, where its words do not tell it or it was
recorded. It is filed whatever the answer is: whoever hangs up, or says something else, has
complained. The answer can be put right by what is said next.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from core.kernel import NotAllowed
from core.schema import COMPLAINT_CATEGORIES
from core.service import complaints
from flows.dialogues.complaint.category import (
    CATEGORY,
    calls_wrong,
    category_named,
    corrected_answer,
    declines,
)
from flows.dialogues.complaint.lookup import FILING
from flows.engine import Context, Do, End, Flow, Menu
from flows.protocol import Frame, Heard, HeardKind

OTHER = "other"
OFFERED = [each for each in COMPLAINT_CATEGORIES if each != OTHER]


def _category_told(words: str) -> str | None:
    """The category that the words name, or that they put in the place of another one, which may be
    by its key."""
    corrected = corrected_answer(words)
    by_key = {str(key): each for key, each in enumerate(OFFERED, start=1)}
    return category_named(words) or category_named(corrected) or by_key.get(corrected)


@dataclass(frozen=True, kw_only=True)
class CategoryMenu(Menu):
    """Takes a category by its key or its name, also where that is a keyword: 积分. "Something else"
    has no key, since nobody remembers six of them. Who only declines to tell it has complained all
    the same; any other cancellation is of the complaint."""

    def fixed_options(self) -> list[str]:
        return OFFERED

    def interpret(self, heard: Heard) -> Heard:
        if heard.kind is HeardKind.COMMAND and category_named(heard.typed):
            return replace(heard, kind=HeardKind.ENTERED, command="", text=heard.typed)
        return heard

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return _category_told(heard.text) is not None or declines(heard.text)

    def hear(self, context: Context, heard: Heard) -> str | None:
        if declines(heard.text):
            return "untold"
        outcome = _category_told(heard.text) or super().hear(context, heard)
        if outcome in COMPLAINT_CATEGORIES:
            context.answers[CATEGORY] = outcome
        return outcome


def corrected(context: Context, text: str) -> Frame | None:
    """The dialogue that takes words which put right what the complaint just filed is about, or name
    it; None for any other words. Who says only that it is wrong is asked."""
    done = context.session.done
    if done.get("flow") not in (FILING, CORRECT_CATEGORY.name) or context.caller is None:
        return None
    is_next = done["turn"] >= context.session.seq - 1
    named = category_named(text) if is_next else None
    category = _category_told(text) if corrected_answer(text) else named
    if category in (None, OTHER) and not calls_wrong(text):
        return None
    told = complaints.latest_classifiable(context.conn, context.caller.member_id)
    return CORRECT_CATEGORY.start(number=told.number, category=category or "") if told else None


def begin(context: Context) -> Literal["told", "to_ask"]:
    return "told" if context.answers[CATEGORY] else "to_ask"


def note_category(context: Context) -> Literal["noted", "over"]:
    try:
        complaints.tell_category(
            context.conn,
            member_id=context.member.member_id,
            number=context.answers["number"],
            category=context.answers[CATEGORY],
            at=context.at,
        )
    except NotAllowed:  # it is decided or withdrawn by now
        return "over"
    return "noted"


CORRECT_CATEGORY = Flow(
    "complaint_category",
    Do("start", begin, on={"told": "note", "to_ask": "about"}),
    CategoryMenu(
        "about",
        attempts_max=1,
        on=dict.fromkeys(COMPLAINT_CATEGORIES, "note")
        | {"untold": "untold", "no_input": "over", "no_match": "over"},
    ),
    Do("note", note_category, effect=True, on={"noted": "noted", "over": "over"}),
    End("noted"),
    End("untold"),
    End("over", silent=True),
)
