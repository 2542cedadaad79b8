"""Words that correct the receiver or the amount before anything is read back."""

from __future__ import annotations

from collections.abc import Sequence

from core.members import BadNumber, national_digits, number_of
from flows.dialogues.code_confirmation.changes import change_in
from flows.dialogues.give.actions import AMOUNT_UNITS
from flows.dialogues.give.points_entry import points_of
from flows.dialogues.give.receiver_words import receiver_instead
from flows.engine import Context, Corrections, Said
from flows.language import understanding


def _corrected(context: Context, text: str, request: str) -> str:
    """The receiver and the amount of the request, as words correct them; "" if they do not."""
    first, then, others = request.partition(understanding.THEN)
    receiver, _, amount = first.partition(" ")
    instead, points = receiver_instead(text, receiver)
    points = points or ("" if instead else change_in(text, AMOUNT_UNITS) or "")
    if not (instead or points):
        return ""
    return f"{instead or receiver} {points or amount}".rstrip() + then + others


def _now(context: Context, before: str, now: str) -> Sequence[Said]:
    """What is asked for now. A receiver whose number is not named yet is asked for."""
    (receiver, _, amount), (old_receiver, _, old_amount) = (
        each.partition(understanding.THEN)[0].partition(" ") for each in (now, before)
    )
    said: list[Said] = []
    if amount != old_amount:
        said.append(("give-now", {"points": int(points_of(amount, context.member.available))}))
    if receiver != old_receiver:
        said += _now_to(receiver)
    return said


def _now_to(receiver: str) -> list[Said]:
    try:
        return [("give-now_to", {"digits": national_digits(number_of(receiver))})]
    except BadNumber:
        return []


CORRECTIONS = Corrections(_corrected, _now)
