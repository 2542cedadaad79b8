"""The row of one handover: finding it, the UPDATE that every change of it begins with, and which
actions an agent may take."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, or_, select, update

from core.kernel import NotAllowed, NotFound
from core.schema import handover
from core.staff import Agent

HandoverRow = Row[*tuple[Any, ...]]
"""A row of the table `handover`, with all its columns."""

_THIS = (
    handover.c.member_id == bindparam("whose"),
    handover.c.handover_id == bindparam("which"),
)
_FIND = select(handover).where(*_THIS)
CHANGE = (
    update(handover).where(*_THIS).values(version=handover.c.version + 1).returning(*handover.c)
)
OPEN = CHANGE.where(handover.c.status == "open")

CALLED_EARLY = timedelta(minutes=10)
"""How long before its chosen time a callback is given to an agent, who reads up on it first."""
IS_DUE = or_(handover.c.call_at.is_(None), handover.c.call_at <= bindparam("due_by"))
WAITS = and_(handover.c.status == "open", IS_DUE)
"""Of a handover that an agent may accept; `due_by` is due_by(now)."""
PLANNED = and_(handover.c.status == "open", handover.c.call_at > bindparam("due_by"))
"""Of a callback at a chosen time that has not come yet."""
WAITS_SINCE = func.coalesce(handover.c.call_at, handover.c.requested_at)
"""A callback at a chosen time is not waited for before that."""


def due_by(at: datetime) -> datetime:
    """The latest chosen time of a callback that is given to an agent at `at`."""
    return at + CALLED_EARLY


def is_due(row: HandoverRow, at: datetime) -> bool:
    """Whether the handover is no callback at a chosen time that has not come yet."""
    return row.call_at is None or row.call_at <= due_by(at)


def find_handover(conn: Connection, member_id: int, handover_id: str) -> HandoverRow:
    """Raises NotFound."""
    row = conn.execute(_FIND, {"whose": member_id, "which": handover_id}).first()
    if row is None:
        raise NotFound(f"member {member_id} has no handover {handover_id}")
    return row


def find_own_handover(
    conn: Connection, member_id: int, handover_id: str, agent: Agent
) -> HandoverRow:
    """Raises NotFound; NotAllowed('not_yours') unless the handover is the agent's own. A supervisor
    may act on any agent's handover, since that agent may be gone."""
    row = find_handover(conn, member_id, handover_id)
    if row.agent is None or not _is_own(row, agent):
        raise NotAllowed("not_yours")
    return row


def actions_for(row: HandoverRow, agent: Agent, at: datetime) -> frozenset[str]:
    """What the agent may do with the handover in its present status: 'accept', 'set_time' of a
    callback, 'put_back', 'close', 'end', 'take_over' from a colleague, or 'talk', which stands for
    everything that the agent of a conversation may do in it."""
    if not agent.can_edit:
        return frozenset()
    if row.status == "open":
        accept = {"accept"} if is_due(row, at) else set()
        return frozenset(accept | ({"set_time"} if row.way == "callback" else set()))
    if row.status == "talking" and row.agent == agent.agent:
        return frozenset({"talk", "end"})
    if not _is_own(row, agent):
        return frozenset()
    by_status = {"offered": {"put_back"}, "talking": {"take_over", "end"}, "wrap_up": {"close"}}
    return frozenset(by_status.get(row.status, ()))


def _is_own(row: HandoverRow, agent: Agent) -> bool:
    return bool(row.agent == agent.agent or agent.is_supervisor)


def member_call_leg(row: HandoverRow) -> str | None:
    """The carrier's id of the member's call; None for a call back that the member has not answered
    yet."""
    call: str | None = row.session_id if row.way == "queue" else row.member_call
    return call
