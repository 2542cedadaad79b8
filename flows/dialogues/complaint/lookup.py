"""Finding a member's complaint, and what is said of it."""

from __future__ import annotations

import re

from core.programme import local_day
from core.service import Complaint, complaints
from flows.engine import Context, quoted

FILING = "complaint"
"""The name of the dialogue that files a complaint."""
READ_BACK_CHARS_MAX, MORE = 40, "..."
ADDED_CHARS_MAX, LISTED_CHARS_MAX = 24, 8
"""The same of words that are to be added to a complaint, and of each in a list."""
_ANNOUNCES = re.compile(
    r"(?:我|俺)?(?:要|想)?(?:投诉|投訴|举报)(?:一下|的是|：|:|，|,|\s)+(?=.{2})"
    r"|(?:i (?:want|would like|need|wish) to|i'd like to|let me) "
    r"(?:complain|make a complaint|file a complaint)(?: about| that)?(?:[:,.]\s*|\s+)(?=.{2})",
    re.IGNORECASE,
)


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
    """As much of a complaint as is read back, without the words that only say that it is one; the
    whole may be as long as ten texts."""
    joined = " ".join(words.split())
    announced = _ANNOUNCES.match(joined)
    shown = joined[announced.end() :] if announced else joined
    return shown if len(shown) <= chars_max else shown[:chars_max] + MORE
