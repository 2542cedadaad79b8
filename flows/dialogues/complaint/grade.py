"""The member's grade of a decided complaint, which closes it.

It is asked on the channel that the complaint came by: at the beginning of a call or of a USSD
session, and by the text that says the decision, which any later text may answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.kernel import NotAllowed
from core.programme import local_day
from core.service import complaint_grades
from flows.dialogues.complaint.lookup import save
from flows.engine import Context, Do, End, Flow, Menu, YesNo
from flows.language import answers
from flows.protocol import Frame, Heard

GRADES = ("worst", "bad", "fair", "good", "best")
"""The options, whose keys are the grades 1 to 5."""
DISSATISFIED_MAX = 2
"""The best grade of a member who is asked whether the complaint shall be looked at again."""


@dataclass(frozen=True, kw_only=True)
class GradeMenu(Menu):
    """Takes the grade as a key, or in words."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        grade = answers.grade_of(heard.text)
        outcome = GRADES[grade - 1] if grade else super().hear(context, heard)
        if outcome is not None:
            context.answers["grade"] = GRADES.index(outcome) + 1
        return outcome


def is_asked(context: Context) -> bool:
    """Whether the caller's grade of a complaint is to be asked at the beginning of the session."""
    caller = context.caller
    return caller is not None and (
        complaint_grades.awaiting_grade(context.conn, caller.member_id, context.channel, context.at)
        is not None
    )


def answer_to_text(context: Context, text: str) -> Frame | None:
    """The dialogue that takes the grade in a text that answers none of our questions; None if the
    text has no grade, or none is awaited."""
    grade = answers.grade_of(text) if context.traits.sessionless else None
    return GRADE.start(grade=grade) if grade is not None and is_asked(context) else None


def find(context: Context) -> Literal["ask", "given", "none"]:
    member_id = context.member.member_id
    complaint = complaint_grades.awaiting_grade(
        context.conn, member_id, context.channel, context.at
    )
    if complaint is None:
        return "none"
    save(context, complaint)
    return "given" if "grade" in context.answers else "ask"


def close(context: Context) -> Literal["thanks", "dissatisfied", "appeal", "over"]:
    grade = context.answers["grade"]
    try:
        closed = complaint_grades.grade(
            context.conn,
            member_id=context.member.member_id,
            number=context.answers["number"],
            satisfaction=grade,
            at=context.at,
        )
    except NotAllowed:  # an agent has closed it, or opened it again
        return "over"
    if grade > DISSATISFIED_MAX:
        return "thanks"
    return "dissatisfied" if closed.level == 1 else "appeal"


def reopen(context: Context) -> Literal["reopened", "over"]:
    number, member_id = context.answers["number"], context.member.member_id
    try:
        again = complaint_grades.reopen(
            context.conn, member_id=member_id, number=number, at=context.at
        )
    except NotAllowed:
        return "over"
    context.answers["due"] = local_day(again.decide_due).isoformat()
    return "reopened"


GRADE = Flow(
    "grade",
    Do("start", find, on={"ask": "ask", "given": "close", "none": "over"}),
    GradeMenu(
        "ask",
        attempts_max=1,
        on=dict.fromkeys(GRADES, "close") | {"no_input": "over", "no_match": "over"},
    ),
    Do(
        "close",
        close,
        effect=True,
        on={"thanks": "thanks", "dissatisfied": "again", "appeal": "appeal", "over": "over"},
    ),
    YesNo("again", on={"yes": "reopen", "no": "appeal"}),
    Do("reopen", reopen, effect=True, on={"reopened": "reopened", "over": "over"}),
    End("thanks"),
    End("appeal"),
    End("reopened"),
    End("over", silent=True),
    passing=True,
)
