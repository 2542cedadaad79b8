"""Erases what is stored under a number about callers who were not members (member 0), such as a
former member who has called again: their contacts with agents.
"""

from sqlalchemy import Connection, bindparam, or_, select

from core.contact_centre import pictures, recordings
from core.members import NOBODY
from core.personal_data import tables
from core.personal_data.erasure import ENTRY_ID, ErasureRequest
from core.personal_data.errors import OpenBusiness
from core.personal_data.report import TableReport, detail_of, tables_of
from core.schema import handover, idempotency, line, outbox, outcome_promise, sent_text, turn
from core.staff import audit_trail

_CONTACTS = select(handover.c.handover_id, handover.c.session_id, handover.c.status).where(
    handover.c.member_id == NOBODY, handover.c.number == bindparam("number")
)


def is_known(conn: Connection, number: str) -> bool:
    """Whether erase() would find anything."""
    return conn.execute(_CONTACTS, {"number": number}).first() is not None


def erase(conn: Connection, request: ErasureRequest, *, number: str) -> tuple[TableReport, ...]:
    """Returns no tables if nothing is stored under the number. If the same request has erased it,
    whose commit was not answered, returns the tables of then. Raises OpenBusiness."""
    # The entry must not lead to the number, so it is found by the time of the request.
    entry_id = f"{ENTRY_ID}:{request.at.isoformat()}"
    contacts = conn.execute(_CONTACTS, {"number": number}).all()
    if not contacts:
        earlier = audit_trail.find(conn, NOBODY, entry_id)
        return tables_of(earlier.detail) if earlier else ()
    if is_open := sum(contact.status != "closed" for contact in contacts):
        raise OpenBusiness({"contacts with an agent not closed": is_open})
    ids = [contact.handover_id for contact in contacts]
    for recording in recordings.of_member(conn, NOBODY):
        if recording.row in ids:
            recordings.forget(conn, recording, request.at)
    for picture in pictures.of_member(conn, NOBODY):
        if picture.handover_id in ids:
            pictures.forget(conn, picture, request.at)
    sessions = [contact.session_id for contact in contacts]
    where = {
        line: line.c.handover_id.in_(ids),
        turn: turn.c.session_id.in_(sessions),
        outcome_promise: outcome_promise.c.number == number,
        sent_text: sent_text.c.number == number,
        outbox: or_(
            *(outbox.c.event_id.startswith(f"handover:{each}:") for each in ids),
            *(outbox.c.event_id.startswith(f"outcome:{each}:") for each in sessions),
        ),
        handover: handover.c.handover_id.in_(ids),
    }
    nobodys = {table: (table.c.member_id == NOBODY) & rows for table, rows in where.items()}
    counted = tables.count(conn, nobodys, NOBODY)
    audit_trail.record(
        conn,
        member_id=NOBODY,
        agent=request.by,
        act=tables.ERASED,
        detail={"because": request.because, "handovers": ids} | detail_of(counted),
        at=request.at,
        entry_id=entry_id,
    )
    tables.erase_numbers_in_keys(conn, idempotency.c.member_id == NOBODY, NOBODY, [number])
    tables.erase(conn, nobodys, NOBODY)
    return counted
