"""Outbound messages: the outbox, texts that were sent, and numbers that opted out."""

from sqlalchemy import Column, Index, Text

from core.schema.columns import Document, Moment, WholeNumber
from core.schema.personal_data import Erasure
from core.schema.tables import one_of, primary_key, required, table

outbox = table(
    "outbox",
    primary_key("member_id"),
    primary_key("event_id", Text),
    required("topic", Text),
    required("payload", Document),
    required("recorded_at", Moment),
    required("due_at", Moment),  # not delivered before; later after every failed try
    required("tries", WholeNumber),
    Column("worker", Text),  # the worker that delivers it, until lease_until
    Column("lease_until", Moment),
    Column("done_at", Moment),
    Column("failed", Text),  # why delivery was abandoned, at done_at
    erasure=Erasure(rows="outbound messages"),
)
_UNDONE = outbox.c.done_at.is_(None)
Index("outbox_waiting", outbox.c.due_at, postgresql_where=_UNDONE, sqlite_where=_UNDONE)

# A text that was sent, and its status as the carrier reports it, in any order.
sent_text = table(
    "sent_text",
    primary_key("member_id"),
    primary_key("event_id", Text),
    required("number", Text),
    required("words", Text),
    Column("carrier_id", Text),  # NULL: not reported yet
    required("status", Text),
    Column("error", Text),
    required("at", Moment),
    one_of("status", "sending", "queued", "sent", "delivered", "undelivered", "failed"),
    erasure=Erasure(rows="texts sent"),
)
Index("sent_text_carrier", sent_text.c.carrier_id)

# Numbers that the carrier has reported as opted out: no text is tried until they opt in again. By
# number, not by member: it is the number that has opted out, whoever uses it.
opted_out = table("opted_out", primary_key("number", Text), required("at", Moment))
