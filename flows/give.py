"""Points for another member: to whom, how many, read back, confirmed, sent once.

They are on their way when this ends; the worker sees to it that they arrive, or come back.
"""

from __future__ import annotations

from typing import Literal, TypedDict

from core import access, codes, giving, members, transfers
from core.access import Act
from core.errors import (
    BadNumber,
    CodeExpired,
    CodeLimit,
    CodeTooSoon,
    CodeWrong,
    LimitReached,
    NotAllowed,
    NotEnoughPoints,
    Refused,
)
from core.programme import PROGRAMME
from flows.agent import AGENT
from flows.context import Context
from flows.flow import Flow
from flows.quoting import quoted
from flows.steps import Ask, Call, Do, End, YesNo

CODE_DIGITS = PROGRAMME.security.code_digits
NUMBER_DIGITS_MIN, NUMBER_DIGITS_MAX = 7, 15  # E.164, with or without the country
POINTS_DIGITS_MAX = len(str(PROGRAMME.giving.points_per_month_max))

Refusal = Literal["too_few", "limit", "recipients", "too_new", "cannot", "refused"]
REFUSED = {
    "too_few": "too_few",
    "limit": "limit",
    "recipients": "recipients",
    "too_new": "too_new",
    "cannot": "receiver",
    "refused": "refused",
}


class Bound(TypedDict):
    member_id: int
    purpose: str


def find_receiver(context: Context) -> Literal["found", Refusal]:
    """A member who can be given points, by the number that was entered."""
    entered = context.answers["entered"]
    context.answers["wanted"] = quoted(entered)
    try:
        number = members.number_of(entered)
    except BadNumber:
        return _cannot(context)
    receiver = members.find(context.conn, number)
    if receiver is None:
        return _cannot(context)
    receiver_id = receiver.member_id
    try:
        giving.check_may(context.conn, context.member, receiver_id, context.at)
    except Refused as error:
        return _refused(context, error)
    context.answers.update(receiver_id=receiver_id, number=number, to=members.masked(number))
    return "found"


def weigh(context: Context) -> Literal["confirm", "code", "agent", "nothing", Refusal]:
    """Whether so many may be given, what would be left, and which proof it takes."""
    points, member = int(context.answers["amount"]), context.member
    if points == 0:
        return "nothing"
    context.answers.pop("action_key", None)  # it was for another receiver or amount
    context.answers.update(points=points, left=member.available - points)
    try:
        giving.check_amount(context.conn, member.member_id, points, member.available, context.at)
    except Refused as error:
        return _refused(context, error)
    proof = access.proof_needed(Act.SPEND, context.channel, points)
    if proof == {access.PIN, access.CODE}:
        return "agent"  # until codes are texted to a caller, a person sees to both proofs
    return "code" if access.CODE in proof else "confirm"


def send_code(context: Context) -> Literal["sent", "too_soon", "too_many"]:
    """In the reply itself, as for a redemption: bound to this receiver and this many points."""
    context.answers["action_key"] = context.world.ids.new()
    code = context.world.ids.digits(CODE_DIGITS)
    try:
        codes.issue(context.conn, **_bound(context), at=context.at, code=code)
    except CodeTooSoon as error:
        context.answers["wait"] = error.wait_seconds
        return "too_soon"
    except CodeLimit:
        return "too_many"
    context.say("code_sent", code=context.hide(code))
    return "sent"


def check_code(context: Context) -> Literal["right", "wrong", "expired"]:
    try:
        codes.check(context.conn, **_bound(context), at=context.at, code=context.entered)
    except CodeWrong as error:
        if error.tries_left == 0:
            return "expired"
        context.say("code_wrong", tries=error.tries_left)
        return "wrong"
    except CodeExpired:
        return "expired"
    return "right"


def give(context: Context) -> Literal["given", Refusal]:
    """The same key however often the same yes arrives: one transfer."""
    answers = context.answers
    try:
        with context.conn.begin_nested():
            transfers.give(
                context.conn,
                giver=context.member,
                receiver_id=answers["receiver_id"],
                amount=answers["points"],
                channel=context.channel,
                key=answers["action_key"],
                at=context.at,
                transfer_id=context.world.ids.new(),
            )
    except Refused as error:
        return _refused(context, error)
    return "given"


def _refused(context: Context, reason: Refused) -> Refusal:
    match reason:
        case NotEnoughPoints():
            context.answers["missing"] = reason.needed - reason.available
            return "too_few"
        case LimitReached(what="recipients_per_month"):
            return "recipients"
        case LimitReached():
            context.answers["available"] = max(
                0, giving.points_left(context.conn, context.member.member_id, context.at)
            )
            return "limit"
        case NotAllowed(reason="too_new"):
            return "too_new"
        case NotAllowed(reason="oneself" | "receiver"):
            return _cannot(context)
        case _:
            return "refused"


def _cannot(context: Context) -> Literal["cannot"]:
    """Nobody, oneself, or one who is frozen: the same words, for it is no business of the giver's
    which."""
    context.say("cannot")
    return "cannot"


def _bound(context: Context) -> Bound:
    answers = context.answers
    what = f"{answers['receiver_id']} {answers['points']} {answers['action_key']}"
    return {"member_id": context.member.member_id, "purpose": f"give {what}"}


GIVE = Flow(
    "give",
    Ask(
        "receiver",
        digits_min=NUMBER_DIGITS_MIN,
        digits_max=NUMBER_DIGITS_MAX,
        save="entered",
        on={"given": "find"},
    ),
    Do("find", find_receiver, says=["cannot"], on={"found": "amount"} | REFUSED),
    Ask(
        "amount",
        digits_min=1,
        digits_max=POINTS_DIGITS_MAX,
        save="amount",
        on={"given": "weigh"},
    ),
    Do(
        "weigh",
        weigh,
        says=["cannot"],
        on={"confirm": "confirm", "code": "send_code", "agent": "agent", "nothing": "amount"}
        | REFUSED,
    ),
    YesNo("confirm", costly=True, on={"yes": "give", "no": "cancelled"}),
    Do(
        "send_code",
        send_code,
        effect=True,
        says=["code_sent"],
        on={"sent": "code", "too_soon": "too_soon", "too_many": "too_many"},
    ),
    Ask(
        "code",
        digits_min=CODE_DIGITS,
        digits_max=CODE_DIGITS,
        secret=True,
        on={"given": "check_code"},
    ),
    Do(
        "check_code",
        check_code,
        effect=True,
        says=["code_wrong"],
        on={"right": "give", "wrong": "code", "expired": "expired"},
    ),
    Do("give", give, effect=True, says=["cannot"], on={"given": "given"} | REFUSED),
    Call("agent", AGENT, then="handed_over"),
    *(
        End(ending)
        for ending in (
            "given",
            "too_few",
            "limit",
            "recipients",
            "too_new",
            "refused",
            "cancelled",
            "expired",
            "too_soon",
            "too_many",
        )
    ),
    End("handed_over", silent=True),
    act=Act.SPEND,
    resumable=True,
)
