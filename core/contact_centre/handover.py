"""A handover's row and its two call legs, shared by offers and conversations."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from core.contact_centre import call_legs
from core.kernel import NotFound
from core.messaging import outbox
from core.schema import handover

Handed = Row[*tuple[Any, ...]]

_THIS = (
    handover.c.member_id == bindparam("whose"),
    handover.c.handover_id == bindparam("which"),
)
_FIND = select(handover).where(*_THIS)
CHANGE = (
    update(handover).where(*_THIS).values(version=handover.c.version + 1).returning(*handover.c)
)
OPEN = CHANGE.where(handover.c.status == "open")


def find(conn: Connection, member_id: int, handover_id: str) -> Handed:
    row = conn.execute(_FIND, {"whose": member_id, "which": handover_id}).first()
    if row is None:
        raise NotFound(f"member {member_id} has no handover {handover_id}")
    return row


def call_of_member(handed: Handed) -> str | None:
    """The member's leg; None: whoever is called back has not picked up yet."""
    call: str | None = handed.session_id if handed.way == "queue" else handed.member_call
    return call


def send_member(conn: Connection, handed: Handed, path: str, at: datetime, **more: object) -> None:
    where = {"call": call_of_member(handed), "url": address(handed, path, n=handed.turn, **more)}
    ask(conn, handed, "redirect", where, at)


def address(handed: Handed, path: str, **more: object) -> str:
    return call_legs.address(path, handed.member_id, handed.handover_id, **more)


def ask(conn: Connection, handed: Handed, topic: str, payload: dict[str, Any], at: datetime) -> str:
    """Of the carrier; the event's id. Every change counts the version up, so no two ask for the
    same."""
    event_id = f"handover:{handed.handover_id}:{handed.version}:{topic}"
    outbox.put(
        conn, member_id=handed.member_id, event_id=event_id, topic=topic, payload=payload, at=at
    )
    return event_id
