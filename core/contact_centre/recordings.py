"""Recordings of calls, complaints and suggestions. The sound is stored by the carrier; the database
holds only its address.

A recording is kept for the programme's `recording.kept_days`, or until the member wants it deleted.
Then its address is removed and, in the same transaction, an event for the carrier to delete the
sound is written.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, literal, select, tuple_, union_all, update

from core.kernel import row_builder
from core.messaging import Topic, outbox
from core.schema import complaint, handover, suggestion

_ID = re.compile(r"/Recordings/(RE[0-9A-Za-z]+)")
_TABLES = {"complaint": complaint, "handover": handover, "suggestion": suggestion}
RecordingKey = tuple[int, str]
FIRST: RecordingKey = (-1, "")


@dataclass(frozen=True, slots=True)
class Recording:
    """`table` is 'complaint', 'handover' or 'suggestion', `row` the id in that table, and `at` the
    time when the complaint or handover began, or the suggestion was made."""

    member_id: int
    row: str
    table: str
    url: str
    at: datetime

    @property
    def key(self) -> RecordingKey:
        return self.member_id, self.row


_COMPLAINTS = select(
    complaint.c.member_id,
    complaint.c.complaint_id.label("row"),
    literal("complaint").label("table"),
    complaint.c.recording_url.label("url"),
    complaint.c.opened_at.label("at"),
).where(complaint.c.recording_url.is_not(None))
_CONVERSATIONS = select(
    handover.c.member_id,
    handover.c.handover_id,
    literal("handover"),
    handover.c.recording_url,
    handover.c.requested_at,
).where(handover.c.recording_url.is_not(None))
_SUGGESTIONS = select(
    suggestion.c.member_id,
    suggestion.c.suggestion_id,
    literal("suggestion"),
    suggestion.c.recording_url,
    suggestion.c.made_at,
).where(suggestion.c.recording_url.is_not(None))
_ALL = union_all(_COMPLAINTS, _CONVERSATIONS, _SUGGESTIONS).subquery()
_OLD = (
    select(_ALL)
    .where(_ALL.c.at < bindparam("before"))
    .where(tuple_(_ALL.c.member_id, _ALL.c.row) > tuple_(bindparam("member"), bindparam("after")))
    .order_by(_ALL.c.member_id, _ALL.c.row)
    .limit(bindparam("limit"))
)
_MEMBERS = select(_ALL).where(_ALL.c.member_id == bindparam("member"))
_recording = row_builder(Recording, _MEMBERS)
_FORGET = {
    name: update(table)
    .where(table.c.member_id == bindparam("whose"), table.c[f"{name}_id"] == bindparam("which"))
    .where(table.c.recording_url == bindparam("url"))
    .values(recording_url=None)
    for name, table in _TABLES.items()
}


def carrier_id_of(url: str) -> str | None:
    """The carrier's id in a recording's address; None if the address has none."""
    found = _ID.search(url)
    return found and found.group(1)


def older(
    conn: Connection, *, before: datetime, limit: int, after: RecordingKey
) -> list[Recording]:
    """At most `limit` recordings from before `before`, in the order of their keys, after the key
    `after` (FIRST to begin with)."""
    member_id, row = after
    values = {"before": before, "limit": limit, "member": member_id, "after": row}
    return [_recording(row) for row in conn.execute(_OLD, values)]


def of_member(conn: Connection, member_id: int) -> list[Recording]:
    """All recordings of one member's complaints, suggestions and conversations."""
    return [_recording(row) for row in conn.execute(_MEMBERS, {"member": member_id})]


def forget(conn: Connection, recording: Recording, at: datetime) -> bool:
    """Remove the address and write the event that has the sound deleted. Returns False if that was
    done before."""
    which = {"whose": recording.member_id, "which": recording.row, "url": recording.url}
    if conn.execute(_FORGET[recording.table], which).rowcount != 1:
        return False
    # By row, because a complaint and a conversation may name the same recording.
    _delete(conn, recording.member_id, recording.url, f"{recording.table}:{recording.row}", at)
    return True


def discard(conn: Connection, member_id: int, url: str, at: datetime) -> None:
    """Have a recording deleted that was made, but is not used for anything."""
    _delete(conn, member_id, url, "discarded", at)


def _delete(conn: Connection, member_id: int, url: str, origin: str, at: datetime) -> None:
    if carrier_id := carrier_id_of(url):
        topic, payload = Topic.DELETE_RECORDING, {"recording": carrier_id}
        event_id = f"{topic}:{origin}:{carrier_id}"
        outbox.put(conn, member_id, topic, event_id, payload, at, may_exist=True)
