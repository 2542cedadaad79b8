"""What member and agent write to each other. The hotline is silent meanwhile, and loses nothing:
a text of the member's is kept with the turn that it is, once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, select, update

from core.contact_centre import call_events
from core.contact_centre.handover import find_handover
from core.kernel import NotAllowed
from core.schema import handover, line, sent_text

# Locks the handover's row as well: the lines of one talk are numbered without a gap.
_TOUCH = (
    update(handover)
    .where(
        handover.c.member_id == bindparam("whose"),
        handover.c.handover_id == bindparam("which"),
        handover.c.way == "text",
        handover.c.status.in_(("open", "talking")),
    )
    .values(version=handover.c.version + 1)
    .returning(handover.c.status, handover.c.agent)
)
_NEXT = select(func.coalesce(func.max(line.c.line_id), 0) + 1).where(
    line.c.member_id == bindparam("whose"), line.c.handover_id == bindparam("which")
)
_ADD = insert(line)
_ALL = (
    select(line.c.who, line.c.words, line.c.at, sent_text.c.status)
    .outerjoin(
        sent_text,
        and_(sent_text.c.member_id == line.c.member_id, sent_text.c.event_id == line.c.event_id),
    )
    .where(line.c.member_id == bindparam("whose"), line.c.handover_id == bindparam("which"))
    .order_by(line.c.line_id)
)
_LOOKS_OTHERWISE = (
    update(handover)
    .where(
        handover.c.member_id == bindparam("whose"),
        handover.c.handover_id.in_(
            select(line.c.handover_id).where(
                line.c.member_id == bindparam("whose"), line.c.event_id == bindparam("event")
            )
        ),
    )
    .values(version=handover.c.version + 1)
)


def listen(conn: Connection, member_id: int, handover_id: str) -> str | None:
    """Whether the talk is waited for ('open') or going on ('talking'); None: it has ended. It
    stays so until the transaction is over."""
    row = conn.execute(_TOUCH, {"whose": member_id, "which": handover_id}).first()
    return None if row is None else str(row.status)


def add(
    conn: Connection,
    member_id: int,
    handover_id: str,
    said: Sequence[tuple[str, str]],
    at: datetime,
    event_id: str | None = None,
) -> None:
    """Who ('member', 'agent', 'hotline') said what. For a caller that has called listen()."""
    first = conn.execute(_NEXT, {"whose": member_id, "which": handover_id}).scalar_one()
    rows = [
        {
            "member_id": member_id,
            "handover_id": handover_id,
            "line_id": first + n,
            "who": who,
            "words": words,
            "at": at,
            "event_id": event_id,
        }
        for n, (who, words) in enumerate(said)
    ]
    conn.execute(_ADD, rows)


def answer(
    conn: Connection, *, member_id: int, handover_id: str, agent: str, words: str, at: datetime
) -> None:
    """The agent's words, and the text that brings them. NotAllowed: 'not_yours'."""
    row = conn.execute(_TOUCH, {"whose": member_id, "which": handover_id}).first()
    if row is None or row.status != "talking" or row.agent != agent:
        raise NotAllowed("not_yours")
    talk = find_handover(conn, member_id, handover_id)
    event_id = call_events.text_member(conn, talk, words, at)
    add(conn, member_id, handover_id, [("agent", words)], at, event_id)


def was_lost(conn: Connection, member_id: int, event_id: str) -> None:
    """A text did not arrive: if it took an agent's words along, their talk's page shows that."""
    conn.execute(_LOOKS_OTHERWISE, {"whose": member_id, "event": event_id})


def of(conn: Connection, member_id: int, handover_id: str) -> Sequence[Row[*tuple[Any, ...]]]:
    """With the status of the text that took a line along, as far as one is known."""
    return conn.execute(_ALL, {"whose": member_id, "which": handover_id}).all()
