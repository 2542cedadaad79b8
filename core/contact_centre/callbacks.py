"""Callbacks at a time that the member has chosen. Until shortly before it no agent is given one;
then it waits in the queue as if it had been asked for at that time."""

from datetime import datetime, time, timedelta

from sqlalchemy import Connection, bindparam

from core.contact_centre.handover import OPEN, HandoverRow, find_handover
from core.contact_centre.requests import rank_of
from core.programme import current_rules, local_day
from core.schema import handover

DAYS_MAX = 7
"""How many days ahead a time may be chosen."""
LAST_BEFORE_CLOSING = timedelta(minutes=30)
"""The latest time to be called, before the agents leave."""

_SET_TIME = OPEN.where(handover.c.way == "callback").values(
    call_at=bindparam("chosen"), rank_at=bindparam("rank")
)


def set_time(
    conn: Connection,
    *,
    member_id: int,
    handover_id: str,
    call_at: datetime | None,
    at: datetime,
) -> HandoverRow | None:
    """Choose the time of a callback that waits, or another one; its place in the queue is counted
    from it. call_at: None: as soon as possible. Returns None if an agent has it already, or it is
    closed."""
    priority = find_handover(conn, member_id, handover_id).priority
    which = {"whose": member_id, "which": handover_id}
    values = {"chosen": call_at, "rank": rank_of(call_at or at, priority)}
    return conn.execute(_SET_TIME, which | values).first()


def is_too_far(call_at: datetime, at: datetime) -> bool:
    return local_day(call_at) > local_day(at) + timedelta(days=DAYS_MAX)


def in_service_hours(call_at: datetime, *, not_before: bool = False) -> datetime:
    """The time itself if agents are there, else the nearest one at which they are; with
    `not_before` the next one."""
    rules = current_rules()
    local = call_at.astimezone(rules.zone)
    midnight = datetime.combine(local.date(), time(), rules.zone)
    opening = midnight + timedelta(hours=rules.agents.from_hour)
    last = midnight + timedelta(hours=rules.agents.until_hour) - LAST_BEFORE_CLOSING
    if rules.agents.until_hour - rules.agents.from_hour == 24 or opening <= local <= last:
        return call_at
    one_day = timedelta(days=1)
    before, after = (last - one_day, opening) if local < opening else (last, opening + one_day)
    is_after = not_before or after - local <= local - before
    return (after if is_after else before).astimezone(call_at.tzinfo)
