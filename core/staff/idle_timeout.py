"""Desks that nobody sits at any more: their agents are not there, whatever they last said."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, or_, select

from core.programme import current_rules
from core.schema import agent
from core.staff.agents import CHANGE, go_home
from core.staff.release_work import HAS_SOME

_SAW = CHANGE.values(seen_at=bindparam("seen"))
_LEFT = (
    select(agent.c.agent)
    .where(
        func.coalesce(agent.c.seen_at, agent.c.presence_since) < bindparam("before"),
        # Whoever writes without ever having said that they are there is offline all the while.
        or_(agent.c.presence != "offline", HAS_SOME),
    )
    .order_by(agent.c.agent)  # all workers lock in one order
    .with_for_update()
)


def saw(conn: Connection, agent: str, at: datetime) -> None:
    """They have touched their desk."""
    conn.execute(_SAW, {"who": agent, "seen": at})


def leave(conn: Connection, at: datetime) -> int:
    """Whose session has ended without a word has gone home: no caller is told to wait for them,
    and no member waits for their answer. Returns how many."""
    before = at - timedelta(minutes=current_rules().desk.idle_minutes)
    left = conn.execute(_LEFT, {"before": before}).scalars().all()
    for one in left:
        go_home(conn, one, at)
    return len(left)
