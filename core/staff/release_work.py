"""Releases the open work of an agent who signs off.

Written conversations and offers that ring go back into the queue; the member of a written one is
told. Conversations in wrap-up are closed. A spoken conversation continues, because it takes place
on the telephone and not at the desk.
"""

from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, exists, or_, update

from core.messaging import Topic, outbox
from core.schema import agent, handover

_IS_OFFER = handover.c.status == "offered"
_IS_WRITTEN = and_(handover.c.status == "talking", handover.c.way == "text")
_REQUEUED = or_(_IS_OFFER, _IS_WRITTEN)
_NOT_WRAPPED_UP = handover.c.status == "wrap_up"
_OF_AGENT = (
    update(handover)
    .where(handover.c.agent == bindparam("who"))
    .values(version=handover.c.version + 1)
)
# Their rank is kept, so they are served before members who have asked since.
_WAITS_AGAIN = {"status": "open", "agent": None}
_REQUEUE_OFFER = _OF_AGENT.where(_IS_OFFER).values(_WAITS_AGAIN)
_REQUEUE_WRITTEN = _OF_AGENT.where(_IS_WRITTEN).values(_WAITS_AGAIN).returning(*handover.c)
# closed_at is the end of the conversation: a wrap-up that nobody did took no time.
_CLOSE = _OF_AGENT.where(_NOT_WRAPPED_UP).values(status="closed", closed_at=handover.c.ended_at)

HAS_OPEN_WORK = exists().where(handover.c.agent == agent.c.agent, or_(_REQUEUED, _NOT_WRAPPED_UP))
"""A condition on the table `agent`: release() would change something for this agent."""


def release(conn: Connection, agent_name: str, at: datetime) -> None:
    """Put the agent's open work back into the queue, or close it: see above."""
    conn.execute(_REQUEUE_OFFER, {"who": agent_name})
    for row in conn.execute(_REQUEUE_WRITTEN, {"who": agent_name}).all():
        event_id = f"handover:{row.handover_id}:{row.version}:{Topic.AGENT_REPLACED}"
        payload = {"number": row.number, "language": row.language}
        outbox.put(conn, row.member_id, Topic.AGENT_REPLACED, event_id, payload, at)
    conn.execute(_CLOSE, {"who": agent_name})
