"""The balance of points, and how many of them expire soon."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Literal

from core.members import Act, MemberWithPoints
from core.programme import current_rules, local_day
from flows.engine import Context, Dialogue, Do, End, Flow, Keyword
from flows.language import Label

Outcome = Literal["none", "safe", "expiring"]


def balance_facts(member: MemberWithPoints, at: datetime) -> tuple[Outcome, dict[str, Any]]:
    """The ending of the dialogue, and the facts of its sentence. An expiry is mentioned from the
    day on which the first notice of it would be sent."""
    facts: dict[str, Any] = {"points": member.available, "held": member.held}
    if not member.available + member.held:
        return "none", facts | {"per_yuan": current_rules().earning.points_per_yuan}
    horizon = local_day(at) + timedelta(days=max(current_rules().expiry.notices_days_before))
    if member.expires_on is None or member.expires_on > horizon:
        return "safe", facts
    soon = {"expiring": member.expires_points, "on": member.expires_on.isoformat()}
    return "expiring", facts | soon


def look_up(context: Context) -> Outcome:
    outcome, facts = balance_facts(context.member, context.at)
    context.answers.update(facts)
    return outcome


BALANCE = Flow(
    "balance",
    Do("look", look_up, on={"none": "none", "safe": "safe", "expiring": "expiring"}),
    End("none"),
    End("safe"),
    End("expiring"),
    act=Act.LOOK,
)

DIALOGUE = Dialogue(
    __package__,
    BALANCE,
    keywords=[
        Keyword(
            "balance",
            BALANCE,
            zh="JF CXJF 105 积分 查询积分 查积分 积分查询 余额 积分余额",
            en="POINTS BAL BALANCE",
            topics="积分 余额 积分余额 POINTS BALANCE",
        )
    ],
    wishes={Label.BALANCE: BALANCE},
    facts={"expiring": 28_888, "on": "2026-12-28", "per_yuan": 8_888, "points": 88_888},
)
