"""Erases what is personal of a member, on request or some years after the member has left.

The ledger stays as it is, under the member's id: postings and lots name nobody, and the seals cover
them. Whatever is kept for complaints, contacts and the audit trail loses its words, and names the
member by a pseudonym. The erasure is recorded in the audit trail.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update

from core.contact_centre import pictures, recordings
from core.loyalty import leaving
from core.members import Member, membership, profiles
from core.personal_data import open_business, tables
from core.personal_data.report import ErasureReport
from core.programme import current_rules, local_day, months_before
from core.schema import idempotency, number_change
from core.schema import member as member_table
from core.staff import audit_trail

ENTRY_ID = "erased"
"""Of the entry in the audit trail: a member is erased once. The entry keeps the report."""

_OF_NUMBER = (
    select(member_table.c.member_id)
    .where(member_table.c.number == bindparam("number"))
    .order_by(member_table.c.member_id)
)
_NUMBERS = select(number_change.c.was, number_change.c.became).where(
    number_change.c.member_id == bindparam("member_id")
)
_DUE = (
    select(member_table.c.member_id)
    .where(
        member_table.c.member_id > bindparam("after"),
        member_table.c.status == "left",
        member_table.c.erased_at.is_(None),
        member_table.c.leaves_on <= bindparam("left_by"),
    )
    .order_by(member_table.c.member_id)
    .limit(bindparam("limit"))
)
_MARK = (
    update(member_table)
    .where(member_table.c.member_id == bindparam("target_id"))
    .values(erased_at=bindparam("at"))
)


@dataclass(frozen=True, slots=True)
class ErasureRequest:
    """Who has asked for the erasure, and why: `because` is 'requested' or 'left_long_ago'."""

    by: str
    because: str
    at: datetime


def members_of(conn: Connection, number: str) -> list[Member]:
    """Everyone whose number that is, or was when they left: several people, where the number was
    given to somebody else afterwards. Members who were erased have no number any more."""
    ids = list(conn.execute(_OF_NUMBER, {"number": number}).scalars())
    return list(profiles.by_ids(conn, ids).values()) if ids else []


def due(conn: Connection, *, at: datetime, after: int, limit: int) -> list[int]:
    """The next `limit` members after member `after` who left so long ago that they are erased
    unasked."""
    months = 12 * current_rules().personal_data.erased_after_years
    values = {"left_by": months_before(local_day(at), months), "after": after, "limit": limit}
    return list(conn.execute(_DUE, values).scalars())


def erase(conn: Connection, request: ErasureRequest, *, member_id: int) -> ErasureReport:
    """Erase the member's personal data, and end the membership with its points if it has not ended
    yet: who asks for this needs no notice. If that was done before, returns the report of then.

    Raises OpenBusiness, and NoSuchMember.
    """
    status = profiles.lock(conn, member_id)
    if earlier := report_of(conn, member_id):
        return earlier
    open_business.check(conn, member_id)
    points = 0
    if status != "left":
        membership.waive_notice(conn, member_id=member_id, at=request.at)
        points = leaving.leave(conn, member_id=member_id, key=leaving.LEAVE, at=request.at)
    numbers = _numbers_of(conn, member_id)
    found = recordings.of_member(conn, member_id)
    for recording in found:
        recordings.forget(conn, recording, request.at)
    sent = pictures.of_member(conn, member_id)
    for picture in sent:
        pictures.forget(conn, picture, request.at)
    where = tables.of_member(member_id)
    left_on = membership.leaves_on(conn, member_id) or local_day(request.at)
    counted = tables.count(conn, where, member_id)
    report = ErasureReport(request.at, left_on, points, len(found), len(sent), counted)
    _record(conn, member_id, request, report)
    tables.erase_numbers_in_keys(conn, where[idempotency], member_id, numbers)
    tables.erase(conn, where, member_id)
    conn.execute(_MARK, {"target_id": member_id, "at": request.at})
    return report


def report_of(conn: Connection, member_id: int) -> ErasureReport | None:
    """What was done when the member was erased, as the audit trail keeps it; None if the member has
    not been erased."""
    if not profiles.is_erased(conn, member_id):
        return None
    entry = audit_trail.find(conn, member_id, ENTRY_ID)
    assert entry is not None
    left_on = membership.leaves_on(conn, member_id) or local_day(entry.at)
    return ErasureReport.from_detail(entry.detail, entry.at, left_on)


def _numbers_of(conn: Connection, member_id: int) -> list[str]:
    changes = conn.execute(_NUMBERS, {"member_id": member_id}).all()
    return sorted({profiles.by_id(conn, member_id).number, *(n for row in changes for n in row)})


def _record(
    conn: Connection, member_id: int, request: ErasureRequest, report: ErasureReport
) -> None:
    audit_trail.record(
        conn,
        member_id=member_id,
        agent=request.by,
        act=tables.ERASED,
        detail={"because": request.because} | report.to_detail(),
        at=request.at,
        entry_id=ENTRY_ID,
    )
