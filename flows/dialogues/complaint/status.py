"""Looking up how a complaint stands, or a claim for missing points. Of several that are open, the
member picks which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from core.members import Act, permissions
from core.programme import local_day
from core.service import Claim, Complaint, claims, complaint_handling, complaints, second_looks
from flows.dialogues.agent import callback
from flows.dialogues.complaint.dissatisfied import asks_decision, finds_bad
from flows.dialogues.complaint.intent import asks_how_long
from flows.dialogues.complaint.lookup import FILING, find, save
from flows.dialogues.complaint.open_cases import find_open, list_open
from flows.dialogues.complaint.second_look import PICKED, SECOND_LOOK
from flows.dialogues.complaint.which_case import WhichCase
from flows.dialogues.complaint.withdrawal import WITHDRAW_COMPLAINT
from flows.engine import REQUEST, Call, Context, Do, End, Flow, Menu
from flows.language import understanding
from flows.protocol import Frame, Heard

Claimed = Literal["claim_open", "claim_overdue", "claim_granted", "claim_refused"]
Decided = Literal["told", "settled", "final", "decided", "closed"]
Found = Literal[
    "none",
    "unknown",
    "open",
    "overdue",
    "appealable",
    "told",
    "decided",
    "closed",
    "withdrawn",
    "callback",
    Claimed,
]


TOO_LATE = 0
"""In place of a level: it was level 1, and cannot be opened again any more."""
REFUSALS = ("unknown", "claim_overdue", "claim_refused")


def asked_decision(context: Context, text: str) -> Frame | None:
    """The dialogue that takes the question what was decided; None if nothing was."""
    if context.caller is None or not asks_decision(text):
        return None
    member_id = context.caller.member_id
    found = (complaints.latest(context.conn, member_id, each) for each in ("decided", "closed"))
    complaint = next(filter(None, found), None)
    return None if complaint is None else COMPLAINT_STATUS.start(argument=complaint.number)


def look_up(context: Context) -> Literal["new", "several", "settled", "final", Found]:
    """As _look_up(). Who asks for no case in particular hears of their callback, too."""
    is_named = bool(context.answers.get("argument"))
    found = _look_up(context)
    call = None if is_named else callback.booked(context)
    if call is None:
        return found
    callback.tell_when(context, call)
    if found == "none":
        return "callback"
    context.say("callback")
    return found


def _look_up(context: Context) -> Literal["new", "several", "settled", "final", Found]:
    """ "new": nobody works on the complaint yet, and the channel has no keyword to withdraw it.
    "several": more than one complaint or claim is not at its end, and no number was given. Where
    none is, a member without complaints hears of their newest claim."""
    if not context.answers.get("argument"):
        cases = find_open(context)
        if cases.count > 1:
            context.answers.update(complaints=len(cases.complaints), claims=len(cases.claims))
            return "several"
        if isinstance(cases.only, Claim):
            return _claim(context, cases.only)
        if cases.only is not None:
            return _complaint(context, cases.only)
    complaint, is_named = find(context)
    if complaint is not None:
        return _complaint(context, complaint)
    claim = _find_claim(context, is_named=is_named)
    if claim is not None:
        return _claim(context, claim)
    return "unknown" if is_named else "none"


def _complaint(context: Context, complaint: Complaint) -> Literal["new", "settled", "final", Found]:
    save(context, complaint)
    match complaint.status:
        case "decided" | "closed":
            return _decided(context, complaint)
        case "withdrawn":
            return "withdrawn"
        case _:
            return _lateness(context, complaint)


def _decided(context: Context, complaint: Complaint) -> Decided:
    """ "told": where there are keywords, the decision is said at once. Elsewhere it is offered:
    "settled" with a second look, "final" without one: a supervisor has decided it, or it is too
    late."""
    is_told = complaint.decision and not permissions.refusal(context.member, Act.LOOK_CLOSELY)
    if not is_told:
        return "closed" if complaint.status == "closed" else "decided"
    level = TOO_LATE if second_looks.is_too_late(complaint, context.at) else complaint.level
    context.answers.update(decision=complaint.decision, level=level)
    if context.traits.keywords:
        return "told"
    return "settled" if level == 1 else "final"


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


def choose_second_look(context: Context) -> Literal["chosen"]:
    context.answers.update({"argument": context.answers["number"], PICKED: True})
    return "chosen"


def choose_to_withdraw(context: Context) -> Literal["chosen"]:
    context.answers["argument"] = context.answers["number"]
    return "chosen"


@dataclass(frozen=True, kw_only=True)
class DecidedMenu(Menu):
    """Takes words that find the decision bad as the wish for a second look."""

    def hear(self, context: Context, heard: Heard) -> str | None:
        return "again" if finds_bad(heard.text) else super().hear(context, heard)


def look_at_level(context: Context) -> Literal["told", "final"]:
    """ "final": there is no second look."""
    return "told" if context.answers["level"] == 1 else "final"


_OVER = {"over": "over", "no_input": "over"}
DECISION = Flow(
    "decision",
    Do("start", look_at_level, on={"told": "told", "final": "final"}),
    DecidedMenu("told", attempts_max=1, on={"again": "again"} | _OVER),
    End("final"),
    End("again", silent=True),
    End("over", silent=True),
    act=Act.LOOK_CLOSELY,
)
"""What was decided: on a call whoever knows the PIN hears it."""
_GIVEN = ("number", "decision", "level")
COMPLAINT_STATUS = Flow(
    "complaint_status",
    Do(
        "look",
        look_up,
        says=["callback"],
        on={"new": "new", "several": "which", "settled": "settled", "final": "final"}
        | {found: found for found in get_args(Found)},
    ),
    WhichCase("which", choices=list_open, save="picked", on={"picked": "pick", "none": "none"}),
    Do("pick", take_picked, on={"case": "look", "all": "withdraw"}),
    DecidedMenu("settled", attempts_max=1, on={"hear": "hear", "again": "again"} | _OVER),
    Menu("final", attempts_max=1, on={"hear": "hear"} | _OVER),
    Call("hear", DECISION, give=_GIVEN, then="over", on={"again": "again"}),
    Do("again", choose_second_look, on={"chosen": "second_look"}),
    Call("second_look", SECOND_LOOK, give=["argument", PICKED], then="over"),
    Menu("new", attempts_max=1, on={"keep": "over", "withdraw": "choose", "no_input": "over"}),
    Do("choose", choose_to_withdraw, on={"chosen": "withdraw"}),
    Call("withdraw", WITHDRAW_COMPLAINT, give=["argument"], then="over"),
    *(End(found, refuses=found in REFUSALS) for found in get_args(Found)),
    End("over", silent=True),
    looks_up=True,
)


def asked_after(context: Context, text: str) -> Frame | None:
    """How the complaint stands that was filed just now, for who asks how long it takes."""
    if context.caller is None or context.session.done.get("flow") != FILING:
        return None
    return COMPLAINT_STATUS.start() if asks_how_long(text) else None
