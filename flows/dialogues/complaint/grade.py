"""The member's grade of a decided complaint, which closes it.

It is asked on the channel that the complaint came by: at the beginning of a call or of a USSD
session, and by the text that says the decision, which any later text may answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.kernel import NotAllowed
from core.service import complaint_grades, second_looks
from flows.dialogues.complaint.dissatisfied import asks_second_look, is_dissatisfied, is_unsolved
from flows.dialogues.complaint.lookup import save
from flows.dialogues.complaint.regraded import regraded
from flows.dialogues.complaint.second_look import DISSATISFIED_MAX, SECOND_LOOK, reply
from flows.engine import Call, Context, Do, End, Flow, Menu, Said, YesNo
from flows.language import answers
from flows.protocol import Frame, Heard

GRADES = ("worst", "bad", "fair", "good", "best")
"""The options, whose keys are the grades 1 to 5."""
SECOND = "second_look"


@dataclass(frozen=True, kw_only=True)
class GradeMenu(Menu):
    """Takes the grade as a key, or in words; and words that ask for a second look instead."""

    def outcomes(self) -> frozenset[str]:
        return super().outcomes() | {SECOND}

    def fixed_options(self) -> list[str]:
        return list(GRADES)

    def hear(self, context: Context, heard: Heard) -> str | None:
        if asks_second_look(heard.text) or is_unsolved(heard.text):
            return SECOND
        grade = answers.grade_of(heard.text) or (
            DISSATISFIED_MAX if is_dissatisfied(heard.text) else 0
        )
        outcome = GRADES[grade - 1] if grade else super().hear(context, heard)
        if outcome in GRADES:
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
    text has no grade, or asks for a second look, or none is awaited."""
    is_graded = context.traits.sessionless and not asks_second_look(text)
    grade = answers.grade_of(text) if is_graded else None
    if grade is None or not is_asked(context):
        return None
    is_early = complaint_grades.waits_to_be_told(context.conn, context.member.member_id, context.at)
    return None if is_early else GRADE.start(grade=grade)


def tell(context: Context, text: str) -> Sequence[Said]:
    """Thanks for a good grade that nothing has asked for."""
    grade = answers.given_grade_of(text) or regraded(text, just_now=False) or None
    is_good = grade is not None and grade > DISSATISFIED_MAX
    return [("grade-unasked", {})] if is_good and context.caller and not is_asked(context) else ()


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
        again = second_looks.ask(
            context.conn,
            member_id=member_id,
            number=number,
            channel=context.channel,
            at=context.at,
        )
    except NotAllowed:
        return "over"
    save(context, again)
    return "reopened"


def choose(context: Context) -> Literal["chosen"]:
    context.answers["argument"] = context.answers["number"]
    return "chosen"


GRADE = Flow(
    "grade",
    Do("start", find, on={"ask": "ask", "given": "close", "none": "over"}),
    GradeMenu(
        "ask",
        attempts_max=1,
        on=dict.fromkeys(GRADES, "close")
        | {SECOND: "choose", "no_input": "over", "no_match": "over"},
    ),
    Do(
        "close",
        close,
        effect=True,
        on={"thanks": "thanks", "dissatisfied": "again", "appeal": "appeal", "over": "over"},
    ),
    YesNo("again", replies=reply, on={"yes": "reopen", "no": "appeal"}),
    Do("choose", choose, on={"chosen": "second_look"}),
    Call(SECOND, SECOND_LOOK, give=["argument"], then="over"),
    Do("reopen", reopen, effect=True, on={"reopened": "reopened", "over": "over"}),
    End("thanks"),
    End("appeal"),
    End("reopened"),
    End("over", silent=True),
    passing=True,
)
