"""The present state of the queue and of the agents, for the supervisors' wall."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select

from core.contact_centre.handover import WAITS, WAITS_SINCE, due_by
from core.contact_centre.targets import Level, level_of_wait, wait_target
from core.kernel import row_builder
from core.schema import agent, handover

WAYS = ("queue", "text", "callback")
AGENT_STATES = ("available", "offered", "talking", "wrap_up", "away", "offline")
_BUSY_STATES = ("talking", "offered", "wrap_up")  # an agent in several is counted in the first

_WAITING = (
    select(
        handover.c.way,
        func.count().label("requests"),
        func.min(WAITS_SINCE).label("since"),
    )
    .where(WAITS)
    .group_by(handover.c.way)
)
_BY_CHANNEL = (
    select(
        handover.c.channel,
        handover.c.way,
        func.count().label("requests"),
        func.min(WAITS_SINCE).label("since"),
    )
    .where(WAITS)
    .group_by(handover.c.channel, handover.c.way)
)
_AGENTS = select(agent.c.agent, agent.c.presence).where(agent.c.active, agent.c.role != "auditor")
_BUSY = (
    select(handover.c.agent, handover.c.status)
    .where(handover.c.status.in_(_BUSY_STATES))
    .distinct()
)


@dataclass(frozen=True, slots=True)
class WaitingByWay:
    """The requests that wait to be answered in one way; a member may wait in several. `since`: of
    the oldest; None, like `level`, if nobody waits."""

    way: str
    requests: int
    since: datetime | None
    target: timedelta
    level: Level | None


@dataclass(frozen=True, slots=True)
class WaitingByChannel:
    """The requests that came by one channel and wait to be answered in one way. `since`: of the
    oldest, or the chosen time of a callback that is given to an agent before it."""

    channel: str
    way: str
    requests: int
    since: datetime


_waiting_by_channel = row_builder(WaitingByChannel, _BY_CHANNEL)


def waiting_by_channel(conn: Connection, at: datetime) -> list[WaitingByChannel]:
    """Where nobody waits, there is no entry."""
    return [_waiting_by_channel(row) for row in conn.execute(_BY_CHANNEL, {"due_by": due_by(at)})]


def waiting_by_way(conn: Connection, at: datetime) -> list[WaitingByWay]:
    """One entry for each of WAYS."""
    rows = {row.way: row for row in conn.execute(_WAITING, {"due_by": due_by(at)})}
    found = []
    for way in WAYS:
        row, target = rows.get(way), wait_target(way)
        since = row.since if row else None
        level = level_of_wait(at - since, target) if since else None
        found.append(WaitingByWay(way, int(row.requests) if row else 0, since, target, level))
    return found


def agents_by_state(conn: Connection) -> dict[str, int]:
    """The number of agents in each of AGENT_STATES. An agent who is occupied by a member counts as
    that, whatever their presence is; wrap-up is not talking."""
    occupied: dict[str, set[str]] = {}
    for who, status in conn.execute(_BUSY):
        occupied.setdefault(who, set()).add(status)
    count = Counter(
        next((each for each in _BUSY_STATES if each in occupied.get(who, ())), presence)
        for who, presence in conn.execute(_AGENTS)
    )
    return {state: count[state] for state in AGENT_STATES}
