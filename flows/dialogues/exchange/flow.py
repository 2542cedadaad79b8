"""Exchanging points for those of another programme: the partner, the points, the confirmation.

The points are held when the dialogue ends; the worker asks the partner, whose answer is texted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.members import Act
from core.programme import POINTS_MAX
from flows.dialogues.code_confirmation import flow as coding
from flows.dialogues.code_confirmation.changing import Change
from flows.dialogues.code_confirmation.flow import confirming_steps
from flows.dialogues.exchange.actions import (
    check_points,
    exchange,
    named_in,
    open_partner,
    other_points,
    partners,
    purpose,
    read_request,
)
from flows.dialogues.exchange.questions import AmountEntry, PartnerMenu
from flows.dialogues.give.points_entry import POINTS_DIGITS_MAX
from flows.engine import Argument, Context, Dialogue, Do, End, Flow, Keyword
from flows.language import Label, Topic
from flows.protocol import Channel

REFUSED = {
    "too_few": "too_few",
    "less": "points",
    "limit": "limit",
    "nothing": "nothing",
    "refused": "refused",
}
ENDINGS = ("asked", "not_open", "too_few", "limit", "nothing", "refused", "cancelled")
AMOUNT_UNITS = ("", "points")
SAID_REFUSALS = ("at_most", "limit_left")


def _nothing_more(context: Context, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same is true of every exchange."""
    return {}


EXCHANGE = Flow(
    "exchange",
    Do("start", read_request, on={"only": "open", "ask": "pick", "not_open": "not_open"}),
    PartnerMenu("pick", choices=partners, save="partner", on={"picked": "open", "none": "nothing"}),
    Do("open", open_partner, on={"given": "weigh", "ask": "points"} | REFUSED),
    AmountEntry(
        "points",
        digits_min=1,
        digits_max=POINTS_DIGITS_MAX,
        save="entered",
        all_of=lambda context: context.answers["most"],
        on={"given": "weigh"},
    ),
    Do(
        "weigh",
        check_points,
        refusals=["steps", *SAID_REFUSALS],
        on={"confirm": "confirm", "code": "send_code"} | REFUSED,
    ),
    *confirming_steps(
        purpose,
        act="redeem",
        then="exchange",
        change=Change("points", "weigh", "entered", AMOUNT_UNITS, other_points),
    ),
    Do(
        "exchange",
        exchange,
        effect=True,
        refusals=SAID_REFUSALS,
        moves={"asked": ("points", "partner_points", "gets")},
        on={"asked": "asked"} | REFUSED,
    ),
    *(End(ending, refuses=ending not in ("asked", "cancelled")) for ending in ENDINGS),
    *coding.ENDINGS,
    act=Act.SPEND,
    resumable=True,
    asides={Topic.HOW_LONG: _nothing_more, Topic.CAN_UNDO: _nothing_more},
)

DIALOGUE = Dialogue(
    __package__,
    EXCHANGE,
    keywords=[
        Keyword(
            "exchange",
            EXCHANGE,
            Argument.AMOUNT,
            zh="HZ 互换",
            en="EXCHANGE",
            named_in=named_in,
            topics="互换",
        )
    ],
    wishes={Label.EXCHANGE: EXCHANGE},
    facts={
        **coding.FACTS,
        "available": 88_888,
        "gets": {"zh": "航空里程", "en": "landline points"},
        "held": 88_888,
        "left": 88_888,
        "missing": 88_888,
        "most": 88_888,
        "name": {"zh": "航空里程", "en": "landline points"},
        "opens_after": POINTS_MAX,
        "other": 88_888,
        "partner_points": 88_888,
        "points": 88_888,
        "points_max": POINTS_MAX,
        "rate": 100,
        "rate_points": 100,
        "step": 100,
    },
    says={"exchange-chosen": tuple(Channel), "exchange-code_for": coding.TYPED},
)
