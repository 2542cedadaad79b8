"""Complaints: filing one, adding to it, how one stands, withdrawing one, grading its decision."""

from __future__ import annotations

from flows.dialogues.complaint.about import CORRECT_CATEGORY
from flows.dialogues.complaint.addition import ADD_TO_COMPLAINT
from flows.dialogues.complaint.filing import COMPLAINT
from flows.dialogues.complaint.grade import GRADE
from flows.dialogues.complaint.lookup import (
    ADDED_CHARS_MAX,
    LISTED_CHARS_MAX,
    MORE,
    READ_BACK_CHARS_MAX,
)
from flows.dialogues.complaint.second_look import SECOND_LOOK
from flows.dialogues.complaint.status import COMPLAINT_STATUS, DECISION
from flows.dialogues.complaint.withdrawal import NAMED, WITHDRAW_COMPLAINT, has_withdrawable
from flows.engine import Argument, Dialogue, Keyword, Undo
from flows.language import Label
from flows.protocol import Channel

WORDS_OF_AGENTS = {"zh": "…", "en": "..."}
"""Stands for a decision. What does not fit a text is refused at the desk."""


def _longest(chars: int) -> dict[str, str]:
    return {"zh": "字" * chars + MORE, "en": "w" * chars + MORE}


DIALOGUE = Dialogue(
    __package__,
    COMPLAINT,
    COMPLAINT_STATUS,
    WITHDRAW_COMPLAINT,
    ADD_TO_COMPLAINT,
    CORRECT_CATEGORY,
    SECOND_LOOK,
    DECISION,
    GRADE,
    keywords=[
        Keyword(
            "complain",
            COMPLAINT,
            argument=Argument.TEXT,
            zh="TS 投诉",
            en="COMPLAIN",
            when_asked="",
        ),
        Keyword(
            "complaint_status",
            COMPLAINT_STATUS,
            argument=Argument.REFERENCE,
            zh="CX TSCX 投诉进度",
            en="STATUS",
        ),
        Keyword(
            "withdraw_complaint",
            WITHDRAW_COMPLAINT,
            argument=Argument.REFERENCES,
            zh="撤销 撤诉 撤销投诉 取消投诉 投诉撤销",
            en="WITHDRAW",
            hears_questions=True,
        ),
        Keyword("second_look", SECOND_LOOK, argument=Argument.REFERENCE, zh="复核", en="REVIEW"),
    ],
    wishes={Label.COMPLAINT: COMPLAINT, Label.STATUS: COMPLAINT_STATUS},
    undoes={Label.COMPLAINT: Undo(WITHDRAW_COMPLAINT, has_withdrawable, NAMED)},
    facts={
        "added": _longest(ADDED_CHARS_MAX),
        "beginning": _longest(READ_BACK_CHARS_MAX),
        "call_day": "later",
        "call_on": "2026-12-28",
        "call_time": "23:58",
        "called": "yes",
        "claims": 50,
        "complaints": 50,
        "can_withdraw": "yes",
        "contact_hours": 168,
        "count": 50,
        "days": 30,
        "decision": WORDS_OF_AGENTS,
        "due": "2026-12-28",
        "earlier": "88888888",
        "entry": "88888888",
        "kind": "claim",
        "level": 1,
        "listed": _longest(LISTED_CHARS_MAX),
        "number": "88888888",
        "opened": "2026-12-28",
        "planned": "yes",
        "others": 50,
        "reopen_days": 365,
    },
    says=dict.fromkeys(
        ("complaint-dropped", "add_to_complaint-dropped", "grade-unasked"), tuple(Channel)
    ),
    entry_points=[GRADE, ADD_TO_COMPLAINT, CORRECT_CATEGORY],
)

__all__ = ["COMPLAINT", "DIALOGUE"]
