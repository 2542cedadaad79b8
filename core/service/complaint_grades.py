"""The end of a decided complaint: the member grades it, or the time for a grade runs out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select, tuple_

from core.kernel import NotAllowed, NotFound, row_builder
from core.messaging import Topic
from core.programme import current_rules
from core.schema import complaint, outbox
from core.service import complaint_steps, complaints
from core.service.complaints import Complaint
from core.staff import audit_trail


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
_UNTOLD = (
    select(outbox.c.event_id)
    .where(
        outbox.c.member_id == bindparam("member_id"),
        outbox.c.topic == bindparam("topic"),
        outbox.c.done_at.is_(None),
        outbox.c.due_at > bindparam("at"),
    )
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


def awaiting_grade(
    conn: Connection, member_id: int, channel: str, at: datetime
) -> Complaint | None:
    """The member's newest complaint by this channel that was decided in the last
    `complaint.grade_days` days and is not closed; None if there is none."""
    values = {"member_id": member_id, "channel": channel, "since": _graded_since(at)}
    row = conn.execute(_AWAITING_GRADE, values).first()
    return None if row is None else complaints.build(row)


def waits_to_be_told(conn: Connection, member_id: int, at: datetime) -> bool:
    """Whether a text with a decision waits for the hours of such texts: a number that the member
    sends before is no grade of what they do not know."""
    values = {"member_id": member_id, "topic": Topic.COMPLAINT_DECIDED, "at": at}
    return conn.execute(_UNTOLD, values).first() is not None


def grade(
    conn: Connection, *, member_id: int, number: str, satisfaction: int, at: datetime
) -> Complaint:
    """Close the member's own complaint with their grade of it, from 1 to 5. Raises NotFound, and
    NotAllowed with its status if it is not 'decided'."""
    complaints.take(conn, member_id, number, "decided")
    closed = {"status": "closed", "closed_at": at, "satisfaction": satisfaction}
    complaint_steps.record(
        conn, member_id, number, complaint_steps.BY_MEMBER, "close", str(satisfaction), at
    )
    return complaints.change(conn, member_id, number, closed)


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
    step_id = complaint_steps.record(
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
