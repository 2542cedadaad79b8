"""What points buy, and from whom we have it."""

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint

from core.schema.columns import Day, Flag, Moment, Whole
from core.schema.tables import key, must, one_of, refers, table

# There is no one regular expression that both databases know: what is left without the signs that a
# code may have is nothing.
supplier = table(
    "supplier",
    key("code", Text),
    must("name", Text),
    must("contact", Text),  # whom to write to or call
    must("active", Flag),
    CheckConstraint(
        "code <> '' AND TRIM(code, 'abcdefghijklmnopqrstuvwxyz0123456789-') = ''", name="code"
    ),
    CheckConstraint("name <> ''", name="name"),
    CheckConstraint("contact <> ''", name="contact"),
)

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
    Column("supplier", Text),  # NULL: our own, or nobody has said so far
    Column("cost_fen", Whole),  # what one costs us; NULL: nobody has said so far
    UniqueConstraint("kind", "number"),
    one_of("kind", "gift", "credit", "data"),
    CheckConstraint("points > 0", name="points"),
    CheckConstraint("cost_fen >= 0", name="cost_fen"),
    refers("supplier", "supplier", keys=("code",)),
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
