"""Giving points to another member: the receiver, the amount, the confirmation.

The points are in transit when the dialogue ends; the worker credits the receiver, or refunds the
giver.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.members import Act, mobile_digits
from core.programme import POINTS_MAX, shipped_rules
from flows.dialogues.code_confirmation import flow as coding
from flows.dialogues.code_confirmation.changing import Change
from flows.dialogues.code_confirmation.flow import confirming_steps
from flows.dialogues.give.actions import (
    AMOUNT_UNITS,
    check_amount,
    find_receiver,
    give,
    other_number,
    other_receiver,
    purpose,
    read_amount,
    read_request,
)
from flows.dialogues.give.corrected_requests import CORRECTIONS
from flows.dialogues.give.points_entry import POINTS_DIGITS_MAX, GivenPoints, ReceiverEntry
from flows.engine import (
    Argument,
    Context,
    Dialogue,
    Do,
    End,
    Flow,
    Keyword,
)
from flows.language import Label, Topic
from flows.protocol import Channel

NUMBER_DIGITS_MIN, NUMBER_DIGITS_MAX = 7, 15  # E.164, with or without the country

REFUSED = {
    "too_few": "too_few",
    "less": "amount",
    "limit": "limit",
    "recipients": "recipients",
    "too_new": "too_new",
    "cannot": "receiver",
    "refused": "refused",
}


SAID_REFUSALS = ("cannot", "oneself", "at_most", "limit")


def _nothing_more(context: Context, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same is true of every gift of points."""
    return {}


GIVE = Flow(
    "give",
    Do("start", read_request, says=["one_by_one"], on={"given": "find", "ask": "receiver"}),
    ReceiverEntry(
        "receiver",
        digits_min=NUMBER_DIGITS_MIN,
        digits_max=NUMBER_DIGITS_MAX,
        save="entered",
        tells={"number_digits": mobile_digits(shipped_rules().region) or NUMBER_DIGITS_MAX},
        on={"given": "find", "several": "start"},
    ),
    Do(
        "find",
        find_receiver,
        says=["in_part"],
        refusals=["no_number", *SAID_REFUSALS],
        on={"found": "known", "ask": "receiver"} | REFUSED,
    ),
    Do("known", read_amount, on={"given": "weigh", "ask": "amount"}),
    GivenPoints(
        "amount",
        digits_min=1,
        digits_max=POINTS_DIGITS_MAX,
        save="amount",
        all_of=lambda context: context.member.available,
        on={"given": "weigh", "receiver": "find"},
    ),
    Do(
        "weigh",
        check_amount,
        refusals=("range", *SAID_REFUSALS),
        on={"confirm": "confirm", "code": "send_code", "nothing": "amount"} | REFUSED,
    ),
    *confirming_steps(
        purpose,
        act="give",
        then="give",
        change=Change(
            ask="amount",
            weigh="find",
            amount="asked_amount",
            units=AMOUNT_UNITS,
            numbers=other_number,
            reads=other_receiver,
        ),
    ),
    Do(
        "give",
        give,
        effect=True,
        refusals=SAID_REFUSALS,
        moves={"given": ("points", "to")},
        on={"given": "given"} | REFUSED,
    ),
    *(
        End(ending, refuses=ending not in ("given", "cancelled"))
        for ending in (
            "given",
            "too_few",
            "limit",
            "recipients",
            "too_new",
            "refused",
            "cancelled",
        )
    ),
    *coding.ENDINGS,
    act=Act.SPEND,
    resumable=True,
    corrects=CORRECTIONS,
    asides={Topic.HOW_LONG: _nothing_more, Topic.CAN_UNDO: _nothing_more},
)

DIALOGUE = Dialogue(
    __package__,
    GIVE,
    keywords=[
        Keyword("give", GIVE, Argument.TRANSFER, zh="ZZ 转赠 送积分", en="GIVE", topics="转赠")
    ],
    wishes={Label.GIVE: GIVE},
    facts={
        **coding.FACTS,
        "available": 88_888,
        "digits": "13800000001",
        "left": 88_888,
        "missing": 88_888,
        "months_min": 120,
        "number": "88888888",
        "number_digits": NUMBER_DIGITS_MAX,
        "other": "13800000001",
        "other_is": "to",
        "people_max": 8_888,
        "points": 88_888,
        "points_max": POINTS_MAX,
        "to": "138****0001",
        "wanted": "8888",
    },
    defaults={"digits": {"zh": "对方", "en": "them"}},
    says={
        "give-chosen": tuple(Channel),
        "give-now": tuple(Channel),
        "give-now_to": tuple(Channel),
        "give-to_whom": tuple(Channel),
        "give-code_for": coding.TYPED,
    },
)
