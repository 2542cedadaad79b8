"""Who is away without having said so: their telephone rang, and they did not take the call."""

from datetime import timedelta

from sqlalchemy import Connection, bindparam, select

from core.agents import Agent
from core.schema import trail

# Presence and trail are written in one transaction, and each looks at the clock.
SOON = timedelta(seconds=5)
_CHOSEN = (
    select(trail.c.entry_id)
    .where(
        trail.c.agent == bindparam("who"),
        trail.c.act == "presence",
        trail.c.at >= bindparam("since"),
        trail.c.at <= bindparam("until"),
    )
    .limit(1)
)


def has_missed(conn: Connection, agent: Agent) -> bool:
    """Away, and no choice of their own made it so."""
    if agent.presence != "away":
        return False
    since = agent.presence_since
    values = {"who": agent.agent, "since": since, "until": since + SOON}
    return conn.execute(_CHOSEN, values).first() is None
