"""Looking up how a complaint stands, or a claim for missing points."""

from __future__ import annotations

from typing import Literal, get_args

from core.programme import local_day
from core.service import Complaint, claims, complaint_handling
from flows.dialogues.complaint.lookup import find, save
from flows.dialogues.complaint.withdrawal import WITHDRAW_COMPLAINT
from flows.engine import Call, Context, Do, End, Flow, Menu

Claimed = Literal["claim_open", "claim_overdue", "claim_granted", "claim_refused"]
Found = Literal[
    "none", "unknown", "open", "overdue", "appealable", "decided", "closed", "withdrawn", Claimed
]


REFUSALS = ("unknown", "claim_overdue", "claim_refused")


def look_up(context: Context) -> Literal["new", Found]:
    """ "new": nobody works on the complaint yet, and the channel has no keyword to withdraw it.
    Without a number a member without complaints hears of their newest claim."""
    complaint, is_named = find(context)
    if complaint is None:
        return _claim(context, is_named=is_named) or ("unknown" if is_named else "none")
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


def _claim(context: Context, *, is_named: bool) -> Claimed | None:
    member_id = context.member.member_id
    if is_named:
        claim = claims.by_number(context.conn, member_id, context.answers["number"])
    else:
        claim = claims.latest(context.conn, member_id)
    if claim is None:
        return None
    due = local_day(claim.decide_due)
    context.answers.update(number=claim.number, due=due.isoformat())
    match claim.status:
        case "granted":
            return "claim_granted"
        case "refused":
            return "claim_refused"
        case _:
            return "claim_open" if due >= local_day(context.at) else "claim_overdue"


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
    *(End(found, refuses=found in REFUSALS) for found in get_args(Found)),
    End("over", silent=True),
)
