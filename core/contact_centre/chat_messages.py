"""The messages that member and agent write to each other by text.

During such a conversation the hotline does not answer the member's texts. Each text is stored here,
in the transaction of its turn, so that a text that is delivered twice is stored once.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, select, update

from core.contact_centre import call_events
from core.contact_centre.handover import find_handover
from core.kernel import NotAllowed
from core.schema import handover, line, sent_text

# Locks the handover's row as well: the messages of one conversation are numbered without a gap.
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
_LAST_REPLY = (
    select(line.c.who)
    .where(
        line.c.member_id == bindparam("whose"),
        line.c.handover_id == bindparam("which"),
        line.c.who != "member",
    )
    .order_by(line.c.line_id.desc())
    .limit(1)
)
_OF_MEMBERS = (
    select(line.c.member_id, line.c.handover_id, line.c.words)
    .where(
        line.c.member_id.in_(bindparam("whose", expanding=True)),
        line.c.handover_id.in_(bindparam("these", expanding=True)),
        line.c.who == "member",
    )
    .order_by(line.c.line_id)
)
_COUNT_UP_VERSION = (
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


def of_members(
    conn: Connection, handovers: Collection[tuple[int, str]]
) -> dict[tuple[int, str], list[tuple[str, str]]]:
    """What the members of these handovers, by their ids and the handovers', have written, the
    oldest first, as (who, words)."""
    found: dict[tuple[int, str], list[tuple[str, str]]] = {each: [] for each in handovers}
    members, ids = {each for each, _ in handovers}, {each for _, each in handovers}
    for row in conn.execute(_OF_MEMBERS, {"whose": list(members), "these": list(ids)}):
        found.setdefault((row.member_id, row.handover_id), []).append(("member", row.words))
    return found


def lock_conversation(conn: Connection, member_id: int, handover_id: str) -> str | None:
    """Lock a written conversation until the end of the transaction, and return its status: 'open'
    (the member waits) or 'talking'; None if it has ended."""
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
    """Append messages: (who, words), where who is 'member', 'agent' or 'hotline'. The caller holds
    the lock of lock_conversation(). `event_id`: the outbox event that sends them, if any."""
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
    """Store the agent's words and send them as a text. Raises NotAllowed('not_yours')."""
    row = conn.execute(_TOUCH, {"whose": member_id, "which": handover_id}).first()
    if row is None or row.status != "talking" or row.agent != agent:
        raise NotAllowed("not_yours")
    row = find_handover(conn, member_id, handover_id)
    event_id = call_events.text_member(conn, row, words, at)
    add(conn, member_id, handover_id, [("agent", words)], at, event_id)


def last_reply_by(conn: Connection, member_id: int, handover_id: str) -> str | None:
    """Who wrote to the member last: 'agent' or 'hotline'; None if neither has."""
    who = conn.execute(_LAST_REPLY, {"whose": member_id, "which": handover_id}).scalar()
    return None if who is None else str(who)


def mark_undelivered(conn: Connection, member_id: int, event_id: str) -> None:
    """Show a text's failed delivery at once on the page of the agent who wrote it: increment the
    version of the conversation. Does nothing for a text that no agent wrote."""
    conn.execute(_COUNT_UP_VERSION, {"whose": member_id, "event": event_id})


def messages_of(
    conn: Connection, member_id: int, handover_id: str
) -> Sequence[Row[*tuple[Any, ...]]]:
    """All messages in order: `who`, `words`, `at`, and the `status` of the text that delivers the
    message, None if no text does."""
    return conn.execute(_ALL, {"whose": member_id, "which": handover_id}).all()
