"""What points buy."""

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint

from core.schema.columns import Day, Flag, Moment, Whole
from core.schema.tables import key, must, one_of, refers, table

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
    Column("version", Whole),  # of the posting that paid for it; NULL: nothing has, so far
    must("status", Text),
    must("channel", Text),
    must("created_at", Moment),
    must("send_by", Day),
    must("deliver_by", Day),
    Column("delivered_on", Day),
    UniqueConstraint("member_id", "number"),
    one_of("status", "held", "sent", "delivered", "cancelled", "returned"),
    refers("member", "member_id"),
    refers("hold", "member_id", "hold_id"),
)
Index("gift_order_newest", gift_order.c.member_id, gift_order.c.created_at)
