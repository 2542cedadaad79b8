"""What a complaint is about, asked once it is filed, where its words do not tell it or it was
recorded. It is filed whatever the answer is: whoever hangs up, or says something else, has
complained.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from core.kernel import NotAllowed
from core.schema import COMPLAINT_CATEGORIES
from core.service import complaints
from flows.dialogues.complaint.category import category_named, declines
from flows.engine import Context, Menu
from flows.protocol import Heard, HeardKind

CATEGORY, OTHER = "category", "other"


@dataclass(frozen=True, kw_only=True)
class CategoryMenu(Menu):
    """Takes a category by its key or its name, also where that is a keyword: 积分. "Something else"
    has no key, since nobody remembers six of them. Who only declines to tell it has complained all
    the same; any other cancellation is of the complaint."""

    def fixed_options(self) -> list[str]:
        return [each for each in COMPLAINT_CATEGORIES if each != OTHER]

    def interpret(self, heard: Heard) -> Heard:
        if heard.kind is HeardKind.COMMAND and category_named(heard.typed):
            return replace(heard, kind=HeardKind.ENTERED, command="", text=heard.typed)
        return heard

    def is_meant_for(self, context: Context, heard: Heard) -> bool:
        return category_named(heard.text) is not None or declines(heard.text)

    def hear(self, context: Context, heard: Heard) -> str | None:
        if declines(heard.text):
            return "untold"
        outcome = category_named(heard.text) or super().hear(context, heard)
        if outcome in COMPLAINT_CATEGORIES:
            context.answers[CATEGORY] = outcome
        return outcome


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
