"""Tables and constraints.

What belongs to a member has member_id first in its primary key, unique constraints and foreign
keys, so that the members can be spread over many databases. What is looked up by another key
(msisdn, reference, receipt, stock) is a table of its own, and nothing refers to it.

Every CHECK is a second line of defence: the code keeps these rules, the database refuses to
believe it.
"""

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint

from core.columns import Day, Document, Flag, Moment, Whole
from core.schema_ledger import (
    APPEND_ONLY,
    hold,
    hold_lot,
    idempotency,
    lot,
    lot_use,
    member_account,
    posting,
)
from core.tables import key, metadata, must, one_of, refers, table

__all__ = [
    "APPEND_ONLY",
    "claim",
    "complaint",
    "gift",
    "gift_order",
    "handover",
    "hold",
    "hold_lot",
    "idempotency",
    "lot",
    "lot_use",
    "member",
    "member_account",
    "metadata",
    "msisdn",
    "one_time_code",
    "outbox",
    "posting",
    "receipt",
    "reference",
    "stock",
    "turn",
]

# -- members

member = table(
    "member",
    key("member_id"),
    must("number", Text),
    must("name", Text),
    Column("language", Text),  # NULL: never asked yet
    must("tier", Text),
    Column("tier_until", Day),  # NULL: basic has no end
    must("joined_on", Day),
    Column("born_on", Day),
    must("status", Text),
    must("province", Text),
    Column("pin_hash", Text),
    must("pin_wrong", Whole),
    Column("pin_wrong_on", Day),
    must("marketing_ok", Flag),
    one_of("language", "zh", "en"),
    one_of("tier", "basic", "silver", "gold", "diamond"),
    one_of("status", "active", "arrears", "suspended", "frozen", "left"),
)

msisdn = table("msisdn", key("number", Text), must("member_id", Whole))

one_time_code = table(
    "one_time_code",
    key("member_id"),
    key("code_id"),
    must("purpose_hash", Text),
    must("code_hash", Text),
    must("issued_at", Moment),
    must("expires_at", Moment),
    must("tries_left", Whole),
    must("used", Flag),
    CheckConstraint("tries_left >= 0", name="tries"),
    refers("member", "member_id"),
)

# -- gifts and orders

gift = table(
    "gift",
    key("sku", Text),
    must("kind", Text),
    must("number", Whole),  # what a member keys: a gift's number, a service's size in yuan or GB
    must("points", Whole),
    must("name_zh", Text),
    must("name_en", Text),
    must("on_sale", Flag),
    must("sort", Whole),
    UniqueConstraint("kind", "number"),
    one_of("kind", "gift", "credit", "data"),
    CheckConstraint("points > 0", name="points"),
)

stock = table(
    "stock",
    key("sku", Text),
    key("bucket"),  # several for what sells fast, so that redemptions do not queue for one row
    must("at_first", Whole),
    must("left", Whole),
    must("reserved", Whole),
    must("sent", Whole),
    CheckConstraint('"left" >= 0 AND reserved >= 0 AND sent >= 0', name="counts"),
    CheckConstraint('at_first = "left" + reserved + sent', name="total"),
)

gift_order = table(
    "gift_order",
    key("member_id"),
    key("order_id", Text),
    must("number", Text),
    must("sku", Text),
    Column("bucket", Whole),  # of the stock; NULL: a service has none
    must("points", Whole),
    Column("hold_id", Text),  # NULL: settled at once
    must("status", Text),
    must("channel", Text),
    must("created_at", Moment),
    must("send_by", Day),
    must("deliver_by", Day),
    UniqueConstraint("member_id", "number"),
    one_of("status", "held", "sent", "delivered", "cancelled"),
    refers("member", "member_id"),
    refers("hold", "member_id", "hold_id"),
)
Index("gift_order_newest", gift_order.c.member_id, gift_order.c.created_at)

# -- what a member asks for

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

# -- talks and what leaves the house

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
