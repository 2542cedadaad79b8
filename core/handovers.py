"""A member wants an agent: in the queue now, called back, or by text.

A caller who is not a member may ask too, as member 0.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, bindparam, func, insert, or_, select

from core import idempotency
from core.days import local_day
from core.members import Member, age_on
from core.programme import PROGRAMME
from core.schema import handover

DIAMOND, SENIOR, GOLD, OTHERS = range(4)


@dataclass(frozen=True, slots=True)
class Handover:
    handover_id: str
    ahead: int  # how many are served before this one


_AHEAD = select(func.count()).where(
    handover.c.way == bindparam("way"),
    handover.c.status == "open",
    or_(
        handover.c.priority < bindparam("priority"),
        and_(
            handover.c.priority == bindparam("priority"),
            handover.c.requested_at < bindparam("requested_at"),
        ),
    ),
)
_REQUEST = insert(handover).values(status="open")


def request(
    conn: Connection,
    *,
    member_id: int,
    number: str,
    channel: str,
    way: str,
    topic: str,
    transcript: list[Any],
    priority: int,
    key: str,
    at: datetime,
    handover_id: str,
) -> Handover:
    waiting = {"way": way, "priority": priority, "requested_at": at}
    ahead = int(conn.execute(_AHEAD, waiting).scalar_one())
    asked = {"act": "handover", "number": number, "way": way, "topic": topic}
    result = {"handover_id": handover_id, "ahead": ahead}
    before = idempotency.claim(conn, member_id, key, asked, result, at)
    if before is not None:
        return Handover(**before)
    values = waiting | {
        "member_id": member_id,
        "handover_id": handover_id,
        "number": number,
        "channel": channel,
        "topic": topic,
        "transcript": transcript,
    }
    conn.execute(_REQUEST, values)
    return Handover(handover_id, ahead)


def priority_of(member: Member | None, at: datetime) -> int:
    """0 is served first. A caller who is not a member waits like any other."""
    if member is None:
        return OTHERS
    age = age_on(member, local_day(at))
    if member.tier == "diamond":
        return DIAMOND
    if age is not None and age >= PROGRAMME.callers.senior_from_age:
        return SENIOR
    return GOLD if member.tier == "gold" else OTHERS
