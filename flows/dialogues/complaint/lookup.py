"""Finding a member's complaint, and what is said of it."""

from __future__ import annotations

from core.programme import local_day
from core.service import Complaint, complaints
from flows.engine import Context, quoted

FILING = "complaint"
"""The name of the dialogue that files a complaint."""
READ_BACK_CHARS_MAX, MORE = 40, "..."
ADDED_CHARS_MAX, LISTED_CHARS_MAX = 24, 8
"""The same of words that are to be added to a complaint, and of each in a list."""


def find(context: Context) -> tuple[Complaint | None, bool]:
    """The complaint whose number was given, or the newest, an open one first; and whether a number
    was given."""
    number = context.answers.pop("argument", "")
    member_id = context.member.member_id
    if not number:
        still_open = complaints.all_open(context.conn, member_id)
        if still_open:
            return still_open[0], False
        return complaints.latest(context.conn, member_id), False
    context.answers["number"] = quoted(number)
    return complaints.by_number(context.conn, member_id, number), True


def save(context: Context, complaint: Complaint) -> None:
    context.answers.update(
        number=complaint.number,
        opened=local_day(complaint.opened_at).isoformat(),
        due=local_day(complaint.decide_due).isoformat(),
    )


def beginning_of(words: str, chars_max: int = READ_BACK_CHARS_MAX) -> str:
    """As much of a complaint as is read back; the whole may be as long as ten texts."""
    shown = " ".join(words.split())
    return shown if len(shown) <= chars_max else shown[:chars_max] + MORE
