"""Signs off agents who have not used the desk for a while, whatever their presence is."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, or_, select

from core.programme import current_rules
from core.schema import agent
from core.staff.agent_changes import CHANGE, sign_off
from core.staff.release_work import HAS_OPEN_WORK

_RECORD_ACTIVITY = CHANGE.values(seen_at=bindparam("seen"))
_IDLE = (
    select(agent.c.agent)
    .where(
        func.coalesce(agent.c.seen_at, agent.c.presence_since) < bindparam("before"),
        # An agent who never set a presence is offline, and may have open work all the same.
        or_(agent.c.presence != "offline", HAS_OPEN_WORK),
    )
    .order_by(agent.c.agent)  # all workers lock in one order
    .with_for_update()
)


def record_activity(conn: Connection, agent: str, at: datetime) -> None:
    """The agent has used the desk just now."""
    conn.execute(_RECORD_ACTIVITY, {"who": agent, "seen": at})


def sign_off_idle(conn: Connection, at: datetime) -> int:
    """Sign off every agent who has not used the desk for the programme's `desk.idle_minutes`, so
    that nobody waits for an agent who is gone. Returns the number of agents signed off.
    """
    before = at - timedelta(minutes=current_rules().desk.idle_minutes)
    idle = conn.execute(_IDLE, {"before": before}).scalars().all()
    for one in idle:
        sign_off(conn, one, at)
    return len(idle)
