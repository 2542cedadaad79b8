"""Signs off agents who are gone: those who have not used the desk for a while, whatever their
presence is, and those who are available and have closed it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, bindparam, func, or_, select, update

from core.programme import current_rules
from core.schema import agent
from core.staff.agent_changes import CHANGE, sign_off
from core.staff.release_work import HAS_OPEN_WORK

CLOSED_AFTER = timedelta(minutes=2)  # several times as long as it takes to open another page
_RECORD_ACTIVITY = CHANGE.values(seen_at=bindparam("seen"))
_RECORD_OPEN_DESK = (
    update(agent)
    .where(agent.c.agent.in_(bindparam("agents", expanding=True)))
    .values(desk_open_at=bindparam("open"))
)
_OPEN_DESKS = (
    select(func.count()).select_from(agent).where(agent.c.desk_open_at >= bindparam("since"))
)
_IS_IDLE = and_(
    func.coalesce(agent.c.seen_at, agent.c.presence_since) < bindparam("before"),
    # An agent who never set a presence is offline, and may have open work all the same.
    or_(agent.c.presence != "offline", HAS_OPEN_WORK),
)
# `desk_open_at` is NULL for an agent whose browser runs no scripts: nobody knows when it is closed.
_HAS_CLOSED_DESK = and_(
    agent.c.presence == "available",
    agent.c.desk_open_at < bindparam("closed_before"),
    agent.c.seen_at < bindparam("closed_before"),
)
_GONE = (
    select(agent.c.agent)
    .where(or_(_IS_IDLE, _HAS_CLOSED_DESK))
    .order_by(agent.c.agent)  # all workers lock in one order
    .with_for_update()
)


def record_activity(conn: Connection, agent: str, at: datetime) -> None:
    """The agent has used the desk just now."""
    conn.execute(_RECORD_ACTIVITY, {"who": agent, "seen": at})


def record_open_desks(conn: Connection, agents: Iterable[str], at: datetime) -> None:
    """These agents have a page of the desk open just now, whether they use it or not."""
    conn.execute(_RECORD_OPEN_DESK, {"agents": sorted(agents), "open": at})


def open_desks(conn: Connection, at: datetime) -> int:
    """How many agents have had a page of the desk open within CLOSED_AFTER."""
    return int(conn.execute(_OPEN_DESKS, {"since": at - CLOSED_AFTER}).scalar_one())


def sign_off_gone(conn: Connection, at: datetime) -> int:
    """Sign off every agent who has not used the desk for the programme's `desk.idle_minutes`, and
    those available ones who closed it more than CLOSED_AFTER ago, so that nobody waits for an agent
    who is gone. Returns the number of agents signed off.
    """
    idle_before = at - timedelta(minutes=current_rules().desk.idle_minutes)
    limits = {"before": idle_before, "closed_before": at - CLOSED_AFTER}
    gone = conn.execute(_GONE, limits).scalars().all()
    for one in gone:
        sign_off(conn, one, at)
    return len(gone)
