"""Desks that nobody sits at any more: their agents are not there, whatever they last said."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, update

from core.agents import CHANGE
from core.programme import PROGRAMME
from core.schema import agent

_SAW = CHANGE.values(seen_at=bindparam("seen"))
_LEFT = (
    update(agent)
    .where(
        agent.c.presence != "offline",
        func.coalesce(agent.c.seen_at, agent.c.presence_since) < bindparam("before"),
    )
    .values(presence="offline", presence_since=bindparam("since"))
)


def saw(conn: Connection, agent: str, at: datetime) -> None:
    """They have touched their desk."""
    conn.execute(_SAW, {"who": agent, "seen": at})


def leave(conn: Connection, at: datetime) -> int:
    """Whose session has ended without a word is offline, so that callers are not told to wait for
    them. Returns how many."""
    before = at - timedelta(minutes=PROGRAMME.desk.idle_minutes)
    return int(conn.execute(_LEFT, {"before": before, "since": at}).rowcount)
