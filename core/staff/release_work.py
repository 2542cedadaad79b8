"""Releases the open work of an agent who signs off.

Members they write with, and callers who were just offered to them, go back into the queue. What
they have not wrapped up is closed. Only a spoken conversation goes on: it takes place on the
telephone, not at the desk, and ends there.
"""

from sqlalchemy import Connection, and_, bindparam, exists, or_, update

from core.schema import agent, handover

_REQUEUED = or_(
    handover.c.status == "offered",
    and_(handover.c.status == "talking", handover.c.way == "text"),
)
_NOT_WRAPPED_UP = handover.c.status == "wrap_up"
_OF_AGENT = (
    update(handover)
    .where(handover.c.agent == bindparam("who"))
    .values(version=handover.c.version + 1)
)
# Their rank stays, so they are served before whoever has asked since.
_REQUEUE = _OF_AGENT.where(_REQUEUED).values(status="open", agent=None)
# Closed at the end of the conversation: a wrap-up that nobody did took no time.
_CLOSE = _OF_AGENT.where(_NOT_WRAPPED_UP).values(status="closed", closed_at=handover.c.ended_at)

HAS_OPEN_WORK = exists().where(handover.c.agent == agent.c.agent, or_(_REQUEUED, _NOT_WRAPPED_UP))
"""A condition on agents: release() would find something."""


def release(conn: Connection, agent_name: str) -> None:
    conn.execute(_REQUEUE, {"who": agent_name})
    conn.execute(_CLOSE, {"who": agent_name})
