"""Looking up how a complaint stands, or a claim for missing points. Of several that are open, the
member picks which."""

from __future__ import annotations

from typing import Literal, get_args

from core.programme import local_day
from core.service import Claim, Complaint, claims, complaint_handling
from flows.dialogues.complaint.lookup import find, save
from flows.dialogues.complaint.open_cases import find_open, list_open
from flows.dialogues.complaint.which_case import WhichCase
from flows.dialogues.complaint.withdrawal import WITHDRAW_COMPLAINT
from flows.engine import REQUEST, Call, Context, Do, End, Flow, Menu
from flows.language import understanding

Claimed = Literal["claim_open", "claim_overdue", "claim_granted", "claim_refused"]
Found = Literal[
    "none", "unknown", "open", "overdue", "appealable", "decided", "closed", "withdrawn", Claimed
]


REFUSALS = ("unknown", "claim_overdue", "claim_refused")


def look_up(context: Context) -> Literal["new", "several", Found]:
    """ "new": nobody works on the complaint yet, and the channel has no keyword to withdraw it.
    "several": more than one complaint or claim is open, and no number was given. Where nothing is
    open, a member without complaints hears of their newest claim."""
    if not context.answers.get("argument"):
        cases = find_open(context)
        if cases.count > 1:
            context.answers.update(complaints=len(cases.complaints), claims=len(cases.claims))
            return "several"
        if cases.only_claim is not None:
            return _claim(context, cases.only_claim)
    complaint, is_named = find(context)
    if complaint is not None:
        return _complaint(context, complaint)
    claim = _find_claim(context, is_named=is_named)
    if claim is not None:
        return _claim(context, claim)
    return "unknown" if is_named else "none"


def _complaint(context: Context, complaint: Complaint) -> Literal["new", Found]:
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


def _find_claim(context: Context, *, is_named: bool) -> Claim | None:
    member_id = context.member.member_id
    if is_named:
        return claims.by_number(context.conn, member_id, context.answers["number"])
    return claims.latest(context.conn, member_id)


def _claim(context: Context, claim: Claim) -> Claimed:
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


def take_picked(context: Context) -> Literal["case", "all"]:
    """ "all": the member wants to withdraw all complaints that nobody works on yet."""
    picked = context.answers["picked"]
    context.answers.update({"argument": picked, REQUEST: picked})
    return "all" if picked == understanding.ALL else "case"


def choose_to_withdraw(context: Context) -> Literal["chosen"]:
    context.answers["argument"] = context.answers["number"]
    return "chosen"


COMPLAINT_STATUS = Flow(
    "complaint_status",
    Do(
        "look",
        look_up,
        on={"new": "new", "several": "which"} | {found: found for found in get_args(Found)},
    ),
    WhichCase("which", choices=list_open, save="picked", on={"picked": "pick", "none": "none"}),
    Do("pick", take_picked, on={"case": "look", "all": "withdraw"}),
    Menu("new", attempts_max=1, on={"keep": "over", "withdraw": "choose", "no_input": "over"}),
    Do("choose", choose_to_withdraw, on={"chosen": "withdraw"}),
    Call("withdraw", WITHDRAW_COMPLAINT, give=["argument"], then="over"),
    *(End(found, refuses=found in REFUSALS) for found in get_args(Found)),
    End("over", silent=True),
)
