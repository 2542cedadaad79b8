"""Withdrawing complaints that nobody works on yet. Each is read back and asked about first; of
several, the member says which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Literal, get_args

from core.kernel import NotAllowed
from core.members import Act, Member, permissions
from core.programme import current_rules, local_day
from core.service import Complaint, claims, complaints
from flows.dialogues.agent import callback
from flows.dialogues.claim.withdrawal import WITHDRAW_CLAIM
from flows.dialogues.complaint.lookup import FILING, LISTED_CHARS_MAX, beginning_of, find, save
from flows.dialogues.complaint.replies import reply_to_filing, reply_to_withdrawing, wants_back
from flows.dialogues.complaint.second_look import SECOND_LOOK
from flows.dialogues.complaint.settled_words import is_settled
from flows.dialogues.complaint.which_case import WhichCase
from flows.engine import (
    QUESTION,
    REQUEST,
    Call,
    Choice,
    Context,
    Do,
    End,
    Flow,
    YesNo,
)
from flows.language import answers, understanding
from flows.protocol import Frame

RECORDED = "none"
"""In place of the beginning of a complaint that was recorded."""
NAMED = re.compile(r"投诉|举报|complain|file|撤|withdraw")
"""Words that name a complaint, where it is refused: "don't report" may be said of a loss."""
JUST_NOW = timedelta(minutes=30)
"""How long "the one just now" may mean a complaint that is filed: as long as a session by text
lives."""
NotOpen = Literal["in_work", "decided", "closed", "withdrawn_before"]
Found = Literal["none", "unknown", "ask", NotOpen]


def receipt_facts(member: Member) -> dict[str, object]:
    """The facts of the sentence that confirms a complaint, besides its number and day."""
    may_withdraw = permissions.refusal(member, Act.WITHDRAW) is None
    return {
        "contact_hours": current_rules().complaint.first_contact_hours,
        "can_withdraw": "yes" if may_withdraw else "no",
    }


def find_to_withdraw(
    context: Context,
) -> Literal["how", "not_filed", "which", "ask_all", "claim", Found]:
    """ "how": the member asks how one withdraws a complaint. "not_filed": the member means the one
    that is not filed yet, and no other was filed just now, which may be meant as well. "claim":
    what is open is a claim for missing points."""
    argument = context.answers.get("argument")
    if argument == QUESTION:
        return "how"
    if _is_filing(context) and not argument:
        context.left = None  # this answer says that it was left
        waiting = _untouched(context)
        if not waiting or context.at - waiting[0].opened_at > JUST_NOW:
            return "not_filed"
        context.say("not_filed")
        return _found(context, waiting[0], False)
    if argument and argument != understanding.ALL:
        return _found(context, *find(context))
    context.answers["argument"] = ""
    waiting = _untouched(context)
    match len(waiting):
        case 0 if _is_only_claim_open(context):
            return "claim"
        case 0:
            return _found(context, *find(context))
        case 1:
            return _found(context, waiting[0], False)
    context.answers["count"] = len(waiting)
    return "ask_all" if argument == understanding.ALL else "which"


def continuation(context: Context, text: str) -> Frame | None:
    """The dialogue that takes words which want nothing more of a complaint that is open, or do not
    want to have it filed which has been filed just now."""
    if context.caller is None or not (is_settled(text) or _unfiles(context, text)):
        return None
    is_open = complaints.all_open(context.conn, context.caller.member_id)
    named = understanding.references_in(text)
    return WITHDRAW_COMPLAINT.start(argument=named) if is_open else None


def _unfiles(context: Context, text: str) -> bool:
    session = context.session
    is_just_filed = session.done.get("flow") == FILING and session.done["turn"] >= session.seq - 1
    return is_just_filed and reply_to_filing(text) is answers.Reply.NO


def regretted(context: Context, text: str) -> Frame | None:
    """The dialogue that says that a complaint is withdrawn, to whoever wants back what they have
    withdrawn just now: only an agent can take it up again."""
    session = context.session
    if context.caller is None or session.done.get("flow") != WITHDRAW_COMPLAINT.name:
        return None
    if session.done["turn"] < session.seq - 1 or not wants_back(text):
        return None
    found = complaints.latest(context.conn, context.caller.member_id, "withdrawn")
    return SECOND_LOOK.start(argument=found.number) if found else None


def has_withdrawable(context: Context) -> bool:
    return context.caller is not None and bool(_untouched(context))


def _is_only_claim_open(context: Context) -> bool:
    member_id = context.member.member_id
    is_complaint = complaints.all_open(context.conn, member_id)
    return not is_complaint and bool(claims.all_open(context.conn, member_id))


def _is_filing(context: Context) -> bool:
    left = context.left
    return left is not None and any(frame.flow == FILING for frame in left.stack)


def _untouched(context: Context) -> list[Complaint]:
    member_id = context.member.member_id
    return [each for each in complaints.all_open(context.conn, member_id) if each.is_untouched]


def _found(context: Context, complaint: Complaint | None, is_named: bool) -> Found:
    if complaint is None:
        return "unknown" if is_named else "none"
    save(context, complaint)
    if complaint.status != "open" or not complaint.is_untouched:
        return _not_open("in_work" if complaint.status == "open" else complaint.status)
    context.answers["beginning"] = beginning_of(complaint.words or "") or RECORDED
    return "ask"


def withdrawable(context: Context) -> Sequence[Choice]:
    """Those that nobody works on yet, and behind them all of them together."""
    found = [
        (
            each.number,
            local_day(each.opened_at).isoformat(),
            beginning_of(each.words or "", LISTED_CHARS_MAX),
        )
        for each in _untouched(context)
    ]
    entries = [*found, (understanding.ALL, local_day(context.at).isoformat(), "")]
    return [
        Choice(number, str(place), {"entry": number, "opened": opened, "listed": said or RECORDED})
        for place, (number, opened, said) in enumerate(entries, start=1)
    ]


def pick(context: Context) -> Literal["ask_all", Found]:
    picked = context.answers["picked"]
    context.answers[REQUEST] = picked
    if picked == understanding.ALL:
        return "ask_all"
    member_id = context.member.member_id
    return _found(context, complaints.by_number(context.conn, member_id, picked), True)


def withdraw(context: Context) -> Literal["withdrawn", NotOpen]:
    member_id, number = context.member.member_id, context.answers["number"]
    try:
        complaints.withdraw(context.conn, member_id=member_id, number=number, at=context.at)
    except NotAllowed as error:  # an agent was faster
        return _not_open(error.reason)
    _note_the_rest(context)
    return "withdrawn"


def withdraw_all(context: Context) -> Literal["withdrawn_all", "none_left"]:
    """Those that nobody works on at this moment."""
    waiting = _untouched(context)
    for each in waiting:
        member_id = context.member.member_id
        complaints.withdraw(context.conn, member_id=member_id, number=each.number, at=context.at)
    context.answers["count"] = len(waiting)
    _note_the_rest(context)
    return "withdrawn_all" if waiting else "none_left"


def _note_the_rest(context: Context) -> None:
    """How many complaints the member has that are still open, and the callback that is booked,
    which may be thought to be cancelled with them."""
    context.answers["others"] = len(complaints.all_open(context.conn, context.member.member_id))
    call = callback.booked(context)
    context.answers.update(callback.facts_of_time(call.call_at if call else None, context.at))
    context.answers["called"] = "yes" if call else "no"


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
_FOUND = {"none": "none", "unknown": "unknown", "ask": "confirm"} | _NOT_OPEN

WITHDRAW_COMPLAINT = Flow(
    "withdraw_complaint",
    Do(
        "find",
        find_to_withdraw,
        says=["not_filed"],
        on={
            "how": "how",
            "not_filed": "not_filed",
            "which": "which",
            "ask_all": "confirm_all",
            "claim": "claim",
        }
        | _FOUND,
    ),
    Call("claim", WITHDRAW_CLAIM, then="over"),
    WhichCase("which", choices=withdrawable, save="picked", on={"picked": "pick", "none": "none"}),
    Do("pick", pick, on={"ask_all": "confirm_all"} | _FOUND),
    YesNo(
        "confirm",
        act="withdraw",
        replies=reply_to_withdrawing,
        keyword="withdraw_complaint",
        on={"yes": "withdraw", "no": "kept"},
    ),
    YesNo(
        "confirm_all",
        act="withdraw",
        replies=reply_to_withdrawing,
        keyword="withdraw_complaint",
        on={"yes": "withdraw_all", "no": "kept_all"},
    ),
    Do("withdraw", withdraw, effect=True, on={"withdrawn": "withdrawn"} | _NOT_OPEN),
    Do(
        "withdraw_all",
        withdraw_all,
        effect=True,
        on={"withdrawn_all": "withdrawn_all", "none_left": "none_left"},
    ),
    End("withdrawn"),
    End("withdrawn_all"),
    End("kept"),
    End("kept_all"),
    End("not_filed"),
    End("over", silent=True),
    *(End(name, refuses=True) for name in ("none", "unknown", "how", "none_left", *_NOT_OPEN)),
    act=Act.WITHDRAW,
)
