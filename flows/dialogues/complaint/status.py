"""Looking up how a complaint stands, and withdrawing one that nobody works on yet."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal, get_args

from core.kernel import NotAllowed
from core.programme import current_rules, local_day
from core.service import Complaint, complaint_handling, complaints
from flows.engine import Call, Context, Do, End, Flow, Menu, YesNo, quoted

Found = Literal[
    "none", "unknown", "open", "overdue", "appealable", "decided", "closed", "withdrawn"
]
NotOpen = Literal["in_work", "decided", "closed", "withdrawn_before"]


def look_up(context: Context) -> Literal["new", Found]:
    """ "new": nobody works on the complaint yet, and the channel has no keyword to withdraw it."""
    complaint, is_named = _find(context)
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


def _find(context: Context) -> tuple[Complaint | None, bool]:
    """The complaint whose number was given, or the newest; and whether a number was given."""
    number = context.answers.pop("argument", "")
    member_id = context.member.member_id
    if not number:
        return complaints.latest(context.conn, member_id), False
    context.answers["number"] = quoted(number)
    return complaints.by_number(context.conn, member_id, number), True


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


def save(context: Context, complaint: Complaint) -> None:
    context.answers.update(
        number=complaint.number,
        opened=local_day(complaint.opened_at).isoformat(),
        due=local_day(complaint.decide_due).isoformat(),
    )


def choose_to_withdraw(context: Context) -> Literal["chosen"]:
    context.answers["chosen"] = context.answers["number"]
    return "chosen"


def find_to_withdraw(context: Context) -> Literal["none", "unknown", "ask", "sure", NotOpen]:
    """ "sure": the member has just filed the complaint, or picked it to be withdrawn. Otherwise the
    word may mean something else, and is asked about."""
    chosen = context.answers.get("chosen", "")
    context.answers["argument"] = chosen or context.answers.get("argument", "")
    complaint, is_named = _find(context)
    if complaint is None:
        return "unknown" if is_named else "none"
    save(context, complaint)
    if complaint.status != "open" or not complaint.is_untouched:
        return _not_open("in_work" if complaint.status == "open" else complaint.status)
    minutes = current_rules().complaint.same_within_minutes
    is_new = complaint.opened_at > context.at - timedelta(minutes=minutes)
    return "sure" if chosen or is_new else "ask"


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
        on={"none": "none", "unknown": "unknown", "ask": "confirm", "sure": "withdraw"} | _NOT_OPEN,
    ),
    YesNo("confirm", on={"yes": "withdraw", "no": "kept"}),
    Do("withdraw", withdraw, effect=True, on={"withdrawn": "withdrawn"} | _NOT_OPEN),
    End("withdrawn"),
    End("kept"),
    *(End(name, refuses=True) for name in ("none", "unknown", *_NOT_OPEN)),
)

COMPLAINT_STATUS = Flow(
    "complaint_status",
    Do("look", look_up, on={"new": "new"} | {found: found for found in get_args(Found)}),
    Menu("new", attempts_max=1, on={"keep": "over", "withdraw": "choose", "no_input": "over"}),
    Do("choose", choose_to_withdraw, on={"chosen": "withdraw"}),
    Call("withdraw", WITHDRAW_COMPLAINT, give=["chosen"], then="over"),
    *(End(found, refuses=found == "unknown") for found in get_args(Found)),
    End("over", silent=True),
)
