"""What points are redeemed for: suppliers, gifts, stock and orders."""

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint, text

from core.schema.columns import Day, Flag, Moment, WholeNumber
from core.schema.distribution import COORDINATOR, EVERYWHERE
from core.schema.personal_data import Erasure, Ground
from core.schema.tables import foreign_key, one_of, primary_key, required, table

# The two databases have no regular expression in common, so the check of a code trims all allowed
# characters and compares the rest with the empty string.
PARCEL_STATES = (
    "asked",
    "refused",
    "taken_back",
    "picked_up",
    "failed",
    "delivered",
    "returned",
)

supplier = table(
    "supplier",
    primary_key("code", Text),
    required("name", Text),
    required("contact", Text),  # person, address or telephone to order from
    required("active", Flag),
    CheckConstraint(
        "code <> '' AND TRIM(code, 'abcdefghijklmnopqrstuvwxyz0123456789-') = ''", name="code"
    ),
    CheckConstraint("name <> ''", name="name"),
    CheckConstraint("contact <> ''", name="contact"),
    distribution=EVERYWHERE,
)

gift = table(
    "gift",
    primary_key("sku", Text),
    required("kind", Text),
    required(
        "number", WholeNumber
    ),  # what a member keys: a gift's number, a service's size in yuan or GB
    required("points", WholeNumber),
    required("name_zh", Text),
    required("name_en", Text),
    required("on_sale", Flag),
    required("sort", WholeNumber),
    Column("supplier", Text),  # NULL: our own, or not known yet
    Column("cost_fen", WholeNumber),  # what one piece costs us; NULL: not known yet
    UniqueConstraint("kind", "number"),
    one_of("kind", "gift", "voucher", "credit", "data"),
    CheckConstraint("points > 0", name="points"),
    CheckConstraint("cost_fen >= 0", name="cost_fen"),
    foreign_key("supplier", "supplier", keys=("code",)),
    distribution=EVERYWHERE,
)

# Members key one number for both.
_LISTED = text("kind IN ('gift', 'voucher')")
Index("gift_listed", gift.c.number, unique=True, postgresql_where=_LISTED, sqlite_where=_LISTED)

stock = table(
    "stock",
    primary_key("sku", Text),
    primary_key(
        "bucket"
    ),  # several for popular gifts, so that redemptions do not queue for one row
    required("at_first", WholeNumber),
    required("left", WholeNumber),
    required("reserved", WholeNumber),
    required("sent", WholeNumber),
    CheckConstraint('"left" >= 0 AND reserved >= 0 AND sent >= 0', name="counts"),
    CheckConstraint('at_first = "left" + reserved + sent', name="total"),
    distribution=COORDINATOR,
)

gift_order = table(
    "gift_order",
    primary_key("member_id"),
    primary_key("order_id", Text),
    required("number", Text),
    required("sku", Text),
    Column("bucket", WholeNumber),  # of the stock; NULL: it takes nothing out of it
    required("points", WholeNumber),
    Column("hold_id", Text),  # NULL: a service of before there was a provider, paid at once
    Column("version", WholeNumber),  # of the posting that paid for it; NULL: not paid yet
    required("status", Text),
    required("channel", Text),
    required("created_at", Moment),
    required("send_by", Day),
    required("deliver_by", Day),
    Column("delivered_on", Day),
    Column("receiver", Text),  # the number that credit or data is added to; NULL: a gift
    Column("address", Text),  # where a gift is sent to; NULL: not known yet, or a service
    Column("requested_at", Moment),  # when the provider was last asked to; NULL: not yet
    Column("provider_id", Text),  # what the provider calls the request; NULL: not known
    Column("parcel_no", WholeNumber),  # how often a courier was asked to take it; NULL: never
    Column("parcel_state", Text),  # of the last parcel; NULL: no courier was asked
    # The city or province where it was done. "": not known.
    Column("org", Text, nullable=False, server_default=""),
    UniqueConstraint("member_id", "number"),
    one_of("status", "held", "sent", "delivered", "cancelled", "returned"),
    one_of("parcel_state", *PARCEL_STATES),
    foreign_key("member", "member_id"),
    foreign_key("hold", "member_id", "hold_id"),
    erasure=Erasure(
        rows="orders",
        ground=Ground.BOOKS,
        cleared=("receiver", "address"),
        kept=("order_id", "number", "sku", "hold_id", "channel", "provider_id", "org"),
    ),
)
Index("gift_order_newest", gift_order.c.member_id, gift_order.c.created_at)
# The desk's lists: those to be sent by the day, the others by their age.
_PENDING = gift_order.c.status.in_(("held", "sent"))
Index(
    "gift_order_due",
    gift_order.c.status,
    gift_order.c.send_by,
    gift_order.c.number,
    postgresql_where=_PENDING,
    sqlite_where=_PENDING,
)
Index("gift_order_listed", gift_order.c.status, gift_order.c.created_at, gift_order.c.number)

# What has happened to a parcel, by its courier or, with the id 'desk', by a supervisor's word. Each
# event once.
parcel_event = table(
    "parcel_event",
    primary_key("member_id"),
    primary_key("order_id", Text),
    primary_key("parcel_no"),
    primary_key("event_id", Text),  # the courier's own
    required("kind", Text),
    required("happened_at", Moment),
    required("noted_at", Moment),
    one_of("kind", "picked_up", "failed", "delivered", "returned"),
    foreign_key("gift_order", "member_id", "order_id"),
    erasure=Erasure(rows="parcels", ground=Ground.BOOKS, kept=("order_id", "event_id")),
)

# The codes of e-vouchers. A row has one order at most, and an order one row.
voucher = table(
    "voucher",
    primary_key("sku", Text),
    primary_key("fingerprint", Text),  # a keyed hash of the code
    required("sealed", Text),
    required("expires_on", Day),  # the last day on which it is good
    required("loaded_at", Moment),
    Column("withdrawn_on", Day),  # it expired in stock, or its key is gone
    Column("member_id", WholeNumber),  # NULL: in stock, or withdrawn
    Column("order_id", Text),
    UniqueConstraint("member_id", "order_id"),
    CheckConstraint("(member_id IS NULL) = (order_id IS NULL)", name="given"),
    CheckConstraint("withdrawn_on IS NULL OR order_id IS NULL", name="withdrawn"),
    foreign_key("gift", "sku"),
    foreign_key("gift_order", "member_id", "order_id"),
    erasure=Erasure(
        rows="codes of vouchers",
        ground=Ground.BOOKS,
        cleared=("sealed",),
        kept=("sku", "fingerprint", "order_id"),
    ),
    distribution=COORDINATOR,
)
_FREE = text("order_id IS NULL")
Index(
    "voucher_free",
    voucher.c.sku,
    voucher.c.expires_on,
    postgresql_where=_FREE,
    sqlite_where=_FREE,
)
