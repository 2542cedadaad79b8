"""The actions of giving points: find the receiver, check the amount, transfer the points."""

from __future__ import annotations

from typing import Literal

from core.kernel import LimitReached, NotAllowed, Refused
from core.ledger import NotEnoughPoints
from core.loyalty import transfer_limits, transfers
from core.members import BadNumber, national_digits, number_of, profiles
from core.programme import current_rules
from flows.dialogues.code_confirmation import flow as coding
from flows.dialogues.code_confirmation.changing import Answers, Offer
from flows.dialogues.give.points_entry import POINTS_DIGITS_MAX, points_of
from flows.dialogues.give.receiver_words import (
    IN_PART,
    UNNAMED,
    amount_instead,
    receiver_instead,
)
from flows.engine import DOING, Context, one_after_another, quoted

Refusal = Literal["too_few", "less", "limit", "recipients", "too_new", "cannot", "refused"]
POINTS_MIN = 1
AMOUNT_UNITS = ("", "points")


def read_request(context: Context) -> Literal["given", "ask"]:
    """Takes the receiver and the amount from the words that asked for the dialogue. Of several
    receivers it takes the first, and says so."""
    one_after_another.go_on(context)
    if one_after_another.take_first(context, "start"):
        context.say("one_by_one")
    receiver, _, amount = context.answers.pop("argument", "").partition(" ")
    context.answers.update(entered=receiver, asked_amount=amount)
    return "given" if receiver else "ask"


def read_amount(context: Context) -> Literal["given", "ask"]:
    asked = context.answers.pop("asked_amount", "")
    if not asked:
        return "ask"
    context.answers["amount"] = points_of(asked, context.member.available)
    return "given"


def find_receiver(context: Context) -> Literal["found", "ask", Refusal]:
    """Finds the member with the number that was entered, and checks that points may be given."""
    entered = context.answers["entered"]
    if entered in (IN_PART, UNNAMED):
        if entered == IN_PART:
            context.say("in_part")
        return "ask"
    context.answers["wanted"] = quoted(entered)
    try:
        number = number_of(entered)
    except BadNumber:
        context.say_refusal("no_number")
        return "cannot"
    context.answers["to"] = profiles.masked(number)
    receiver = profiles.find(context.conn, number)
    if receiver is None:
        return _cannot(context)
    receiver_id = receiver.member_id
    try:
        transfer_limits.check_eligible(context.conn, context.member, receiver_id, context.at)
    except Refused as error:
        return _refused(context, error)
    context.answers.update(receiver_id=receiver_id, number=number, digits=national_digits(number))
    context.answers[DOING] = "chosen"
    return "found"


def check_amount(context: Context) -> Literal["confirm", "code", "nothing", Refusal]:
    """Checks that the amount may be given, and decides how it is confirmed."""
    points, member = int(context.answers["amount"]), context.member
    left = transfer_limits.points_left(context.conn, member.member_id, context.at)
    most = min(member.available, left)
    if points < POINTS_MIN <= most:
        context.say_refusal("range", points=POINTS_MIN, available=most)
        return "nothing"
    points = max(points, POINTS_MIN)  # what is refused anyway says why
    context.answers.pop("action_key", None)  # the key of an earlier receiver or amount
    context.answers.update(points=points, left=member.available - points)
    try:
        transfer_limits.check_amount(
            context.conn, member.member_id, points, member.available, context.at
        )
    except Refused as error:
        return _refused(context, error)
    return coding.confirmation_for(context, points)


def give(context: Context) -> Literal["given", Refusal]:
    """Transfers the points. The idempotency key ensures that a yes delivered twice transfers them
    once."""
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
                transfer_id=context.services.ids.new(),
            )
    except Refused as error:
        return _refused(context, error)
    return "given"


def _refused(context: Context, reason: Refused) -> Refusal:
    rules = current_rules().giving
    match reason:
        case NotEnoughPoints():
            if reason.available <= 0:
                context.answers["missing"] = reason.needed
                return "too_few"
            context.say_refusal("at_most", available=reason.available)
            return "less"
        case LimitReached(limit="recipients_per_month"):
            context.answers["people_max"] = rules.recipients_per_month_max
            return "recipients"
        case LimitReached():
            left = transfer_limits.points_left(context.conn, context.member.member_id, context.at)
            context.answers.update(points_max=rules.points_per_month_max, available=max(0, left))
            if left <= 0:
                return "limit"
            context.say_refusal("limit")
            return "less"
        case NotAllowed(reason="too_new"):
            context.answers["months_min"] = rules.membership_months_min
            return "too_new"
        case NotAllowed(reason="oneself"):
            context.say_refusal("oneself")
            return "cannot"
        case NotAllowed(reason="receiver"):
            return _cannot(context)
        case _:
            return "refused"


def _cannot(context: Context) -> Literal["cannot"]:
    """Says the same sentence for an unknown number and that of a frozen member, so that it does not
    disclose which it is."""
    context.say_refusal("cannot")
    return "cannot"


def other_number(context: Context, entry: str) -> Offer | None:
    """Another receiver, or another amount that may be given."""
    answers, member = context.answers, context.member
    try:
        number = number_of(entry)
    except BadNumber:
        left = transfer_limits.points_left(context.conn, member.member_id, context.at)
        points = int(entry) if len(entry) <= POINTS_DIGITS_MAX else 0
        if not POINTS_MIN <= points <= min(member.available, left) or points == answers["points"]:
            return None
        return Offer({"asked_amount": entry}, {"other": entry, "other_is": "points"})
    if number in (answers["number"], member.number):
        return None
    takes = {"entered": entry, "asked_amount": str(answers["points"])}
    tells = {"other": national_digits(number), "other_is": "to"}
    return Offer(takes, tells)


def other_receiver(context: Context, text: str) -> Answers:
    """The receiver whom a correction names, "号码错了，是13800000005", with the amount that was
    chosen, or another amount for the same one: "wait, send 300"; {} if it names neither."""
    number = context.answers["number"]
    receiver, amount = receiver_instead(text, number)
    is_bare = not any(map(str.isalpha, text))
    if is_bare and context.traits.sessionless:  # it may be the code: it is asked
        return {}
    if not receiver:
        points = amount_instead(text, number)
        return {"asked_amount": points} if points else {}
    return {"entered": receiver, "asked_amount": amount or str(context.answers["points"])}


def purpose(answers: Answers) -> str:
    return f"give {answers['receiver_id']} {answers['points']}"
