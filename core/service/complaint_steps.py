"""The steps of a complaint that no agent has taken: what the member does about it, and what the
hotline does by itself. Those of agents are in core.service.complaint_handling."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select

from core.schema import complaint, complaint_step

BY_MEMBER = "the member"
"""Who has taken a step, where it was no agent: no user name contains a space."""

_ID = select(complaint.c.complaint_id).where(
    complaint.c.member_id == bindparam("member_id"), complaint.c.number == bindparam("number")
)
_LAST = select(func.coalesce(func.max(complaint_step.c.step_id), 0)).where(
    complaint_step.c.member_id == bindparam("member_id"),
    complaint_step.c.complaint_id == bindparam("complaint_id"),
)


def record(
    conn: Connection, member_id: int, number: str, by: str, act: str, words: str, at: datetime
) -> int:
    """Add a step. The caller has locked the complaint. Returns the step's number."""
    complaint_id = conn.execute(_ID, {"member_id": member_id, "number": number}).scalar_one()
    which = {"member_id": member_id, "complaint_id": complaint_id}
    step_id = int(conn.execute(_LAST, which).scalar_one()) + 1
    row = which | {"step_id": step_id, "agent": by, "act": act, "words": words, "at": at}
    conn.execute(insert(complaint_step), row)
    return step_id
