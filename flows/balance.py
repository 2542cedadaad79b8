"""How many points there are, and how many of them expire soon."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from core import ledger
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
    soon = ledger.expiring(context.conn, member.member_id, horizon)
    if not soon:
        return "safe"
    context.answers.update(expiring=soon[0].points, on=soon[0].on.isoformat())
    return "expiring"


BALANCE = Flow(
    "balance",
    Do("look", look_up, on={"none": "none", "safe": "safe", "expiring": "expiring"}),
    End("none"),
    End("safe"),
    End("expiring"),
    act=Act.LOOK,
)
