"""The balance of points, how many of them expire soon, how many cannot be used yet, and what is
owed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import Connection

from core.ledger import open_lots
from core.members import Act, MemberWithPoints
from core.programme import current_rules, local_day
from flows.engine import Context, Dialogue, Do, End, Flow, Keyword
from flows.language import Label

Outcome = Literal["none", "safe", "expiring", "waiting", "waiting_expiring", "all_waiting"]
ENDINGS: tuple[Outcome, ...] = get_args(Outcome)


def balance_facts(
    conn: Connection, member: MemberWithPoints, at: datetime
) -> tuple[Outcome, dict[str, Any]]:
    """The ending of the dialogue, and the facts of its sentence. An expiry is the ending
    from the day on which the first notice of it would be sent; a later one has its year."""
    facts: dict[str, Any] = {"points": member.available, "held": member.held}
    facts["owed"] = member.owed
    expires_soon = _expires_soon(member, at)
    facts["expires"] = "no" if member.expires_on is None else "yes"
    if member.expires_on is not None:
        facts |= {"expiring": member.expires_points, "on": _iso(member.expires_on)}
        if member.expires_points == member.available + member.waiting:
            facts["expires"] = "all"
    if member.waiting:
        facts |= {
            "total": member.available + member.waiting,
            "waiting": member.waiting,
        } | _first_days(conn, member, at)
        if not member.available:
            return "all_waiting", facts
        return "waiting_expiring" if expires_soon else "waiting", facts
    if not member.available + member.held:
        return "none", facts | {"per_yuan": current_rules().earning.points_per_yuan}
    return "expiring" if expires_soon else "safe", facts


def _first_days(conn: Connection, member: MemberWithPoints, at: datetime) -> dict[str, Any]:
    """On how many days the points that wait become usable, and the last of these days."""
    today = local_day(at)
    lots = open_lots(conn, member.member_id, today)
    days = {lot.usable_from for lot in lots if lot.usable_from and lot.usable_from > today}
    return {"waiting_days": len(days), "waiting_until": _iso(max(days))}


def _expires_soon(member: MemberWithPoints, at: datetime) -> bool:
    horizon = local_day(at) + timedelta(days=max(current_rules().expiry.notices_days_before))
    return member.expires_on is not None and member.expires_on <= horizon


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def look_up(context: Context) -> Literal[Outcome, "owed"]:
    outcome, facts = balance_facts(context.conn, context.member, context.at)
    context.answers.update(facts)
    if not facts["owed"]:
        return outcome
    context.say(outcome)
    return "owed"


BALANCE = Flow(
    "balance",
    Do("look", look_up, says=ENDINGS, on={ending: ending for ending in (*ENDINGS, "owed")}),
    *map(End, ENDINGS),
    End("owed"),
    looks_up=True,
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
    facts={
        "expires": "yes",
        "expiring": 28_888,
        "on": "2026-12-28",
        "owed": 88_888,
        "per_yuan": 8_888,
        "points": 88_888,
        "total": 88_888,
        "waiting": 28_888,
        "waiting_days": 2,
        "waiting_until": "2026-12-28",
    },
)
