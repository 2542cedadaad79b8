"""The end of a decided complaint: the member grades it, or the time for a grade runs out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, insert, select, tuple_

from core.kernel import NotAllowed, NotFound, row_builder
from core.programme import after_working_days, current_rules
from core.schema import complaint, complaint_step
from core.service import complaints
from core.service.complaints import Complaint
from core.staff import audit_trail

BY_MEMBER = "the member"
"""Who has taken a step, where it was no agent: no user name contains a space."""


@dataclass(frozen=True, slots=True)
class Ungraded:
    """A decided complaint that nobody has graded in time."""

    member_id: int
    complaint_id: str
    number: str


_AWAITING_GRADE = (
    complaints.MINE.where(
        complaint.c.status == "decided",
        complaint.c.channel == bindparam("channel"),
        complaint.c.decided_at > bindparam("since"),
    )
    .order_by(complaint.c.decided_at.desc())
    .limit(1)
)
_UNGRADED = (
    select(complaint.c.member_id, complaint.c.complaint_id, complaint.c.number)
    .where(
        complaint.c.status == "decided",
        complaint.c.decided_at <= bindparam("until"),
        tuple_(complaint.c.member_id, complaint.c.complaint_id)
        > tuple_(bindparam("after_member"), bindparam("after_complaint")),
    )
    .order_by(complaint.c.member_id, complaint.c.complaint_id)
    .limit(bindparam("limit"))
)
_ungraded = row_builder(Ungraded, _UNGRADED)
_DECIDED_AT = select(complaint.c.complaint_id, complaint.c.decided_at).where(
    complaint.c.member_id == bindparam("member_id"), complaint.c.number == bindparam("number")
)
_STEPS = select(func.coalesce(func.max(complaint_step.c.step_id), 0)).where(
    complaint_step.c.member_id == bindparam("member_id"),
    complaint_step.c.complaint_id == bindparam("complaint_id"),
)


def awaiting_grade(
    conn: Connection, member_id: int, channel: str, at: datetime
) -> Complaint | None:
    """The member's newest complaint by this channel that was decided in the last
    `complaint.grade_days` days and is not closed; None if there is none."""
    values = {"member_id": member_id, "channel": channel, "since": _graded_since(at)}
    row = conn.execute(_AWAITING_GRADE, values).first()
    return None if row is None else complaints.build(row)


def grade(
    conn: Connection, *, member_id: int, number: str, satisfaction: int, at: datetime
) -> Complaint:
    """Close the member's own complaint with their grade of it, from 1 to 5. Raises NotFound, and
    NotAllowed with its status if it is not 'decided'."""
    complaints.take(conn, member_id, number, "decided")
    closed = {"status": "closed", "closed_at": at, "satisfaction": satisfaction}
    _record_step(conn, member_id, number, BY_MEMBER, "close", str(satisfaction), at)
    return complaints.change(conn, member_id, number, closed)


def reopen(conn: Connection, *, member_id: int, number: str, at: datetime) -> Complaint:
    """The member is not satisfied: the complaint goes to level 2, and the time to decide begins
    again; their grade is kept. Raises NotFound, and NotAllowed with its status if it is not
    'closed'."""
    complaints.take(conn, member_id, number, "closed")
    due = after_working_days(at, current_rules().complaint.decide_working_days)
    undone = dict.fromkeys(("decided_at", "decision", "closed_at"))
    anew = {"status": "open", "level": 2, "decide_due": due}
    _record_step(conn, member_id, number, BY_MEMBER, "reopen", "", at)
    return complaints.change(conn, member_id, number, undone | anew)


def ungraded(
    conn: Connection, *, at: datetime, after: tuple[int, str], limit: int
) -> list[Ungraded]:
    """At most `limit` decided complaints whose time for a grade is over, by member and id. `after`:
    the member's and the complaint's id of the last one of the page before."""
    place = {"after_member": after[0], "after_complaint": after[1]}
    values = place | {"until": _graded_since(at), "limit": limit}
    return [_ungraded(row) for row in conn.execute(_UNGRADED, values)]


def close_ungraded(conn: Connection, found: Ungraded, at: datetime) -> bool:
    """Close a complaint whose time for a grade is over, without a grade, and record it in the audit
    trail. False if that has been done, or an agent or the member has acted meanwhile."""
    try:
        complaints.take(conn, found.member_id, found.number, "decided")
    except (NotAllowed, NotFound):
        return False
    whose = {"member_id": found.member_id, "number": found.number}
    decided_at = conn.execute(_DECIDED_AT, whose).one().decided_at
    if decided_at > _graded_since(at):  # opened again and decided anew
        return False
    step_id = _record_step(
        conn, found.member_id, found.number, audit_trail.HOTLINE, "close", "", at
    )
    complaints.change(conn, found.member_id, found.number, {"status": "closed", "closed_at": at})
    audit_trail.record(
        conn,
        member_id=found.member_id,
        agent=audit_trail.HOTLINE,
        act="complaint_ungraded",
        detail={"number": found.number},
        at=at,
        entry_id=f"complaint:{found.complaint_id}:{step_id}",
    )
    return True


def _graded_since(at: datetime) -> datetime:
    """A grade is taken of what was decided later than this."""
    return at - timedelta(days=current_rules().complaint.grade_days)


def _record_step(
    conn: Connection, member_id: int, number: str, by: str, act: str, words: str, at: datetime
) -> int:
    """Add a step that no agent has taken. The complaint is locked. Returns the step's number."""
    whose = {"member_id": member_id, "number": number}
    complaint_id = conn.execute(_DECIDED_AT, whose).one().complaint_id
    which = {"member_id": member_id, "complaint_id": complaint_id}
    step_id = int(conn.execute(_STEPS, which).scalar_one()) + 1
    row = which | {"step_id": step_id, "agent": by, "act": act, "words": words, "at": at}
    conn.execute(insert(complaint_step), row)
    return step_id
