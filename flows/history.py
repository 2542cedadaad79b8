"""What came in and went out, newest first, a few at a time."""

from __future__ import annotations

from typing import Literal

from core import ledger
from core.access import Act
from core.days import local_day
from core.ledger import Entry
from flows.context import Context
from flows.flow import Flow
from flows.steps import Do, End, Menu

ENTRIES_PER_PAGE = 3


def turn_page(context: Context) -> Literal["none", "more", "last"]:
    """The next page; it is kept as said, so that 'back' and 'repeat' say the same entries."""
    found = ledger.history(
        context.conn,
        context.member.member_id,
        limit=ENTRIES_PER_PAGE + 1,
        before_version=context.answers.get("before"),
    )
    page = found[:ENTRIES_PER_PAGE]
    if not page:
        return "none"
    context.answers["before"] = page[-1].version
    context.answers["entries"] = context.words("history-between").join(
        _line(context, entry) for entry in page
    )
    return "more" if len(found) > ENTRIES_PER_PAGE else "last"


def _line(context: Context, entry: Entry) -> str:
    sign = "in" if entry.amount > 0 else "out"
    return context.words(
        f"history-entry_{sign}",
        {
            "on": local_day(entry.effective_at).isoformat(),
            "what": context.words("history-kind", {"kind": entry.kind}),
            "points": abs(entry.amount),
        },
    )


HISTORY = Flow(
    "history",
    Do("turn", turn_page, on={"none": "none", "more": "page", "last": "last"}),
    Menu("page", on={"older": "turn"}),
    End("last"),
    End("none"),
    act=Act.LOOK_CLOSELY,
)
