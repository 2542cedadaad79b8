"""How many points there are, and how many of them expire soon."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from core.access import Act
from core.days import local_day
from core.programme import PROGRAMME
from flows.context import Context
from flows.flow import Flow
from flows.steps import Do, End


def look_up(context: Context) -> Literal["none", "safe", "expiring"]:
    """The expiry worth telling is the first one that its notices would tell of."""
    member = context.member
    context.answers.update(points=member.available, held=member.held)
    if not member.available + member.held:
        return "none"
    horizon = local_day(context.at) + timedelta(days=max(PROGRAMME.expiry.notices_days_before))
    if member.expires_on is None or member.expires_on > horizon:
        return "safe"
    context.answers.update(expiring=member.expires_points, on=member.expires_on.isoformat())
    return "expiring"


BALANCE = Flow(
    "balance",
    Do("look", look_up, on={"none": "none", "safe": "safe", "expiring": "expiring"}),
    End("none"),
    End("safe"),
    End("expiring"),
    act=Act.LOOK,
)
