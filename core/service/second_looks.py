"""A second look: the member is not satisfied with a complaint, and it goes to level 2, where a
supervisor decides it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from core.kernel import NotAllowed, Values
from core.messaging import Topic, outbox
from core.programme import current_rules
from core.service import complaint_steps, complaints
from core.service.complaint_handling import LEVEL_MAX
from core.service.complaints import Complaint

HIGHEST_LEVEL, TOO_LATE = "highest_level", "too_late"


def is_too_late(found: Complaint, at: datetime) -> bool:
    """Whether it was closed more than `complaint.reopen_days` ago."""
    days = timedelta(days=current_rules().complaint.reopen_days)
    return found.closed_at is not None and at > found.closed_at + days


def find(conn: Connection, member_id: int, *, closed: bool) -> Complaint | None:
    """The member's complaint that they are not satisfied with, where they do not say which: the
    newest that is decided, else the newest open one, else, with `closed`, the newest closed one."""
    statuses = ("decided", "open", "closed") if closed else ("decided", "open")
    found = (complaints.latest(conn, member_id, status) for status in statuses)
    return next(filter(None, found), None)


def ask(conn: Connection, *, member_id: int, number: str, channel: str, at: datetime) -> Complaint:
    """Raise the member's own complaint to level 2. One that was decided is opened again, and the
    member's grade is kept. A receipt is texted, unless the member asks by text. Raises NotFound,
    and NotAllowed with 'withdrawn', with HIGHEST_LEVEL if it is there already, or with TOO_LATE."""
    found = complaints.take(conn, member_id, number, "open", "decided", "closed")
    if found.level == LEVEL_MAX:
        raise NotAllowed(HIGHEST_LEVEL)
    if is_too_late(found, at):
        raise NotAllowed(TOO_LATE)
    told = {"number": number, "channel": channel}
    event_id = f"second_look:{number}"
    outbox.put(conn, member_id, Topic.COMPLAINT_RAISED, event_id, told, at)
    if found.status == "open":
        return _raise(conn, member_id, number, "escalate", {"level": LEVEL_MAX}, at)
    return _raise(conn, member_id, number, "reopen", complaints.reopened(at), at)


def _raise(
    conn: Connection, member_id: int, number: str, act: str, values: Values, at: datetime
) -> Complaint:
    complaint_steps.record(conn, member_id, number, complaint_steps.BY_MEMBER, act, "", at)
    return complaints.change(conn, member_id, number, values)
