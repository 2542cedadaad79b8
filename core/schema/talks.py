"""Turns that changed something, and what has to leave the house."""

from sqlalchemy import Column, Index, Text

from core.schema.columns import Document, Moment, Whole
from core.schema.tables import key, must, one_of, table

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
    must("due_at", Moment),  # not before; moved on with every try that failed
    must("tries", Whole),
    Column("worker", Text),  # who has it in hand, until lease_until
    Column("lease_until", Moment),
    Column("done_at", Moment),
    Column("failed", Text),  # why it was given up: done_at says when
)
_UNDONE = outbox.c.done_at.is_(None)
Index("outbox_waiting", outbox.c.due_at, postgresql_where=_UNDONE, sqlite_where=_UNDONE)

# A text that was sent, and what became of it: the carrier's word, which comes in any order.
sent_text = table(
    "sent_text",
    key("member_id"),
    key("event_id", Text),
    must("number", Text),
    must("words", Text),
    Column("carrier_id", Text),  # NULL: the carrier has not said yet
    must("status", Text),
    Column("error", Text),
    must("at", Moment),
    one_of("status", "sending", "queued", "sent", "delivered", "undelivered", "failed"),
)
Index("sent_text_carrier", sent_text.c.carrier_id)

# Numbers that want no texts at all from us, by the carrier's own word: nothing is tried until they
# opt in again. By number, for it is the number that opted out, whoever has it.
opted_out = table("opted_out", key("number", Text), must("at", Moment))
