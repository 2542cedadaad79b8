"""Releases the open work of an agent who signs off.

Written conversations and offers that ring go back into the queue. Conversations in wrap-up are
closed. A spoken conversation continues, because it takes place on the telephone and not at the
desk.
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
# Their rank is kept, so they are served before members who have asked since.
_REQUEUE = _OF_AGENT.where(_REQUEUED).values(status="open", agent=None)
# closed_at is the end of the conversation: a wrap-up that nobody did took no time.
_CLOSE = _OF_AGENT.where(_NOT_WRAPPED_UP).values(status="closed", closed_at=handover.c.ended_at)

HAS_OPEN_WORK = exists().where(handover.c.agent == agent.c.agent, or_(_REQUEUED, _NOT_WRAPPED_UP))
"""A condition on the table `agent`: release() would change something for this agent."""


def release(conn: Connection, agent_name: str) -> None:
    """Put the agent's open work back into the queue, or close it: see above."""
    conn.execute(_REQUEUE, {"who": agent_name})
    conn.execute(_CLOSE, {"who": agent_name})
