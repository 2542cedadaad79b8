"""What a member asks people for."""

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint

from core.schema.columns import Document, Moment, Whole
from core.schema.tables import key, must, one_of, refers, table

complaint = table(
    "complaint",
    key("member_id"),
    key("complaint_id", Text),
    must("number", Text),
    Column("words", Text),
    Column("recording_url", Text),
    Column("order_number", Text),
    must("channel", Text),
    must("level", Whole),
    must("status", Text),
    must("opened_at", Moment),
    must("first_contact_due", Moment),
    must("decide_due", Moment),
    UniqueConstraint("member_id", "number"),
    one_of("status", "open", "decided", "closed"),
    CheckConstraint("level IN (1, 2)", name="level"),
    refers("member", "member_id"),
)

claim = table(
    "claim",
    key("member_id"),
    key("claim_id", Text),
    must("number", Text),
    must("receipt_number", Text),
    must("status", Text),
    must("opened_at", Moment),
    must("decide_due", Moment),
    UniqueConstraint("member_id", "number"),
    one_of("status", "open", "granted", "refused"),
    refers("member", "member_id"),
)
receipt = table("receipt", key("number", Text), must("member_id", Whole))

# Whom a number belongs to, when someone quotes it without saying who they are.
reference = table(
    "reference",
    key("number", Text),
    must("kind", Text),
    must("member_id", Whole),
    must("item_id", Text),
    one_of("kind", "order", "complaint", "claim", "callback"),
)

# No foreign key, as with idempotency: member 0 is a caller who is not a member.
handover = table(
    "handover",
    key("member_id"),
    key("handover_id", Text),
    must("number", Text),
    must("channel", Text),
    must("way", Text),
    must("topic", Text),
    must("transcript", Document),
    must("priority", Whole),  # 0 is served first
    must("status", Text),
    must("requested_at", Moment),
    one_of("way", "queue", "callback", "text"),
    one_of("status", "open", "closed"),
)
Index(
    "handover_waiting",
    handover.c.way,
    handover.c.priority,
    handover.c.requested_at,
    postgresql_where=handover.c.status == "open",
    sqlite_where=handover.c.status == "open",
)
