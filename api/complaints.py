"""Complaints: filed, and how far they are."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from api.frame import (
    Answer,
    Call,
    Input,
    MemberId,
    Operation,
    PageQuery,
    ReferenceNumber,
    Words,
    decoded,
    encoded,
)
from core.clients import Scope
from core.kernel import NotFound, reference_numbers
from core.members import profiles
from core.redemption import orders
from core.service import Complaint, ComplaintCase, complaint_handling, complaints
from flows.engine import without_secrets

TAG = "Complaints"
CHANNEL = "api"


class ComplaintAnswer(Answer):
    """`status`: open, decided, closed or withdrawn. A complaint of level 2 is decided by a
    supervisor."""

    number: ReferenceNumber
    member_id: MemberId
    status: str
    level: int
    channel: str
    opened_at: datetime
    first_contact_due: datetime
    decide_due: datetime


class Complaints(Answer):
    """`next` is null on the last page."""

    items: list[ComplaintAnswer]
    next: str | None


class ComplaintInput(Input):
    """`words`: the member's own. `order_number`: the member's order that it is about."""

    words: Words
    order_number: ReferenceNumber | None = None
    category: Literal["delivery", "quality", "points", "service", "partner", "other"] | None = None


def _get(conn: Connection, call: Call, number: str) -> ComplaintAnswer:
    case = complaint_handling.by_number(conn, number)
    call.record(conn, case.member_id, number=case.number)
    return _shown(case.member_id, case)


def _list(conn: Connection, call: Call, member_id: int) -> Complaints:
    rows = call.query.limit
    found = complaints.page(conn, member_id, rows=rows, after=decoded(call.query.after))
    if not found:
        profiles.by_id(conn, member_id)  # or there is no such member
    call.record(conn, member_id)
    last = found[-1] if len(found) == rows else None
    return Complaints(
        items=[_shown(member_id, each) for each in found],
        next=encoded(last.opened_at, last.number) if last else None,
    )


def _file(conn: Connection, call: Call, member_id: int) -> ComplaintAnswer:
    body = call.body
    filed = file_complaint(
        conn, call, member_id, body.words, about=body.order_number, category=body.category
    )
    return _shown(member_id, filed)


def file_complaint(
    conn: Connection,
    call: Call,
    member_id: int,
    words: str,
    *,
    about: str | None,
    category: str | None = None,
) -> Complaint:
    """Files it for another system, with a line in the audit trail. about: the number of an order.
    Raises NotFound: no such member, or the member has no such order; NotAllowed('left') for one who
    was erased."""
    profiles.lock_unerased(conn, member_id)
    if about and orders.by_number(conn, member_id, about) is None:
        raise NotFound(f"no order {about}")
    filed = complaints.file(
        conn,
        member_id=member_id,
        words=without_secrets(words),
        recording_url=None,
        channel=CHANNEL,
        key=call.key,
        at=call.at,
        complaint_id=call.ids.new(),
        number=call.ids.digits(reference_numbers.DIGITS),
        order_number=about,
        category=category,
    )
    call.record(conn, member_id, number=filed.number)
    return filed


def _shown(member_id: int, found: Complaint | ComplaintCase) -> ComplaintAnswer:
    return ComplaintAnswer(
        number=found.number,
        member_id=member_id,
        status=found.status,
        level=found.level,
        channel=found.channel,
        opened_at=found.opened_at,
        first_contact_due=found.first_contact_due,
        decide_due=found.decide_due,
    )


OPERATIONS = (
    Operation(
        name="getComplaint",
        method="GET",
        path="/complaints/{number}",
        tag=TAG,
        summary="A complaint by its number",
        scope=Scope.COMPLAINTS_READ,
        act="complaint_looked_at",
        answers={200: ComplaintAnswer},
        does=_get,
    ),
    Operation(
        name="listComplaints",
        method="GET",
        path="/members/{member_id}/complaints",
        tag=TAG,
        summary="A member's complaints, the newest first",
        scope=Scope.COMPLAINTS_READ,
        act="complaints_listed",
        query=PageQuery,
        answers={200: Complaints},
        does=_list,
    ),
    Operation(
        name="fileComplaint",
        method="POST",
        path="/members/{member_id}/complaints",
        tag=TAG,
        summary="File a complaint in the member's words",
        scope=Scope.COMPLAINTS_WRITE,
        act="member_complaint",
        body=ComplaintInput,
        keyed=True,
        answers={201: ComplaintAnswer},
        does=_file,
    ),
)
