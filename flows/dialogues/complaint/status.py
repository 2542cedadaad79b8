"""Looking up how a complaint stands."""

from __future__ import annotations

from typing import Literal, get_args

from core.programme import local_day
from core.service import Complaint, complaint_handling
from flows.dialogues.complaint.lookup import find, save
from flows.dialogues.complaint.withdrawal import WITHDRAW_COMPLAINT
from flows.engine import Call, Context, Do, End, Flow, Menu

Found = Literal[
    "none", "unknown", "open", "overdue", "appealable", "decided", "closed", "withdrawn"
]


def look_up(context: Context) -> Literal["new", Found]:
    """ "new": nobody works on the complaint yet, and the channel has no keyword to withdraw it."""
    complaint, is_named = find(context)
    if complaint is None:
        return "unknown" if is_named else "none"
    save(context, complaint)
    match complaint.status:
        case "decided":
            return "decided"
        case "closed":
            return "closed"
        case "withdrawn":
            return "withdrawn"
        case _:
            return _lateness(context, complaint)


def _lateness(
    context: Context, complaint: Complaint
) -> Literal["new", "open", "overdue", "appealable"]:
    """Whether the decision is overdue, and if so whether the member may appeal already."""
    today = local_day(context.at)
    if local_day(complaint.decide_due) >= today:
        is_offered = complaint.is_untouched and not context.traits.keywords
        return "new" if is_offered else "open"
    at_the_latest = complaint_handling.by_number(context.conn, complaint.number).at_the_latest
    return "appealable" if local_day(at_the_latest) < today else "overdue"


def choose_to_withdraw(context: Context) -> Literal["chosen"]:
    context.answers["argument"] = context.answers["number"]
    return "chosen"


COMPLAINT_STATUS = Flow(
    "complaint_status",
    Do("look", look_up, on={"new": "new"} | {found: found for found in get_args(Found)}),
    Menu("new", attempts_max=1, on={"keep": "over", "withdraw": "choose", "no_input": "over"}),
    Do("choose", choose_to_withdraw, on={"chosen": "withdraw"}),
    Call("withdraw", WITHDRAW_COMPLAINT, give=["argument"], then="over"),
    *(End(found, refuses=found == "unknown") for found in get_args(Found)),
    End("over", silent=True),
)
