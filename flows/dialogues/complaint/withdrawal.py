"""Withdrawing a complaint that nobody works on yet. It is read back and asked about first."""

from __future__ import annotations

from typing import Literal, get_args

from core.kernel import NotAllowed
from core.members import Act
from core.service import complaints
from flows.dialogues.complaint.lookup import beginning_of, find, save
from flows.engine import QUESTION, Context, Do, End, Flow, YesNo

FILING = "complaint"
"""The name of the dialogue that files a complaint."""
NotOpen = Literal["in_work", "decided", "closed", "withdrawn_before"]


def find_to_withdraw(
    context: Context,
) -> Literal["none", "unknown", "ask", "how", "not_filed", NotOpen]:
    """ "how": the member asks how one withdraws a complaint. "not_filed": the word was texted at a
    question about a complaint that is not filed yet, and means that one. Complaints that were filed
    before stay as they are."""
    if context.answers.get("argument") == QUESTION:
        return "how"
    if _is_filing(context) and not context.answers.get("argument"):
        context.left = None  # this answer says that it was left
        return "not_filed"
    complaint, is_named = find(context)
    if complaint is None:
        return "unknown" if is_named else "none"
    save(context, complaint)
    if complaint.status != "open" or not complaint.is_untouched:
        return _not_open("in_work" if complaint.status == "open" else complaint.status)
    context.answers["beginning"] = beginning_of(complaint.words or "") or "none"
    return "ask"


def _is_filing(context: Context) -> bool:
    left = context.left
    return left is not None and any(frame.flow == FILING for frame in left.stack)


def withdraw(context: Context) -> Literal["withdrawn", NotOpen]:
    member_id, number = context.member.member_id, context.answers["number"]
    try:
        complaints.withdraw(context.conn, member_id=member_id, number=number, at=context.at)
    except NotAllowed as error:  # an agent was faster
        return _not_open(error.reason)
    return "withdrawn"


def _not_open(reason: str) -> NotOpen:
    match reason:
        case "decided":
            return "decided"
        case "closed":
            return "closed"
        case "withdrawn":
            return "withdrawn_before"
        case _:
            return "in_work"


_NOT_OPEN = {reason: reason for reason in get_args(NotOpen)}

WITHDRAW_COMPLAINT = Flow(
    "withdraw_complaint",
    Do(
        "find",
        find_to_withdraw,
        on={
            "none": "none",
            "unknown": "unknown",
            "ask": "confirm",
            "how": "how",
            "not_filed": "not_filed",
        }
        | _NOT_OPEN,
    ),
    YesNo("confirm", act="withdraw", on={"yes": "withdraw", "no": "kept"}),
    Do("withdraw", withdraw, effect=True, on={"withdrawn": "withdrawn"} | _NOT_OPEN),
    End("withdrawn"),
    End("kept"),
    End("not_filed"),
    *(End(name, refuses=True) for name in ("none", "unknown", "how", *_NOT_OPEN)),
    act=Act.WITHDRAW,
)
