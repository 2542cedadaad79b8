"""A lost card of the membership, which is blocked for good; the phone and the points are not."""

from __future__ import annotations

from typing import Literal

from core.members import cards
from flows.engine import Context, Do, End, Flow, YesNo


def look(context: Context) -> Literal["found", "none"]:
    card = cards.active(context.conn, context.member.member_id)
    if card is None:
        return "none"
    context.answers["card"] = card[-cards.SHOWN_DIGITS :]
    return "found"


def report(context: Context) -> Literal["reported", "none"]:
    """Blocks the card that the question has named, and no other that was issued since."""
    whose, key = context.member.member_id, context.answers["action_key"]
    asked = context.answers["card"]
    if look(context) == "none" or context.answers["card"] != asked:
        return "none"
    cards.report_lost(context.conn, member_id=whose, at=context.at, key=key)
    return "reported"


LOST_CARD = Flow(
    "lost_card",
    Do("look", look, on={"found": "confirm", "none": "none"}),
    YesNo(
        "confirm",
        costly=True,
        keyed_whole=True,
        act="freeze",
        on={"yes": "report", "no": "cancelled"},
    ),
    Do("report", report, effect=True, on={"reported": "reported", "none": "none"}),
    End("reported"),
    End("none", refuses=True),
    End("cancelled"),
)
"""Whoever calls from the member's number may block the card, as the phone: it harms nobody."""
