"""Turns that changed something, and what has to leave the house."""

from sqlalchemy import Column, Index, Text

from core.schema.columns import Document, Moment, Whole
from core.schema.tables import key, must, table

# No foreign key: member 0, again.
turn = table(
    "turn",
    key("member_id"),
    key("session_id", Text),
    key("message_id", Text),
    must("seq", Whole),
    must("reply", Document),
    must("talk", Document),
    must("recorded_at", Moment),
)
Index("turn_newest", turn.c.member_id, turn.c.session_id, turn.c.seq)

outbox = table(
    "outbox",
    key("member_id"),
    key("event_id", Text),
    must("topic", Text),
    must("payload", Document),
    must("recorded_at", Moment),
    Column("done_at", Moment),
)
Index(
    "outbox_waiting",
    outbox.c.recorded_at,
    postgresql_where=outbox.c.done_at.is_(None),
    sqlite_where=outbox.c.done_at.is_(None),
)
