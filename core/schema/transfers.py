"""Points on their way: to another member, or to another programme."""

from sqlalchemy import CheckConstraint, Column, Index, Text

from core.schema.columns import Document, Moment, Whole
from core.schema.tables import key, must, one_of, refers, table

transfer = table(
    "transfer",
    key("member_id"),  # who gives
    key("transfer_id", Text),
    must("to_member_id", Whole),
    must("amount", Whole),
    must("version", Whole),  # the giver's posting, into in_transit
    must("parts", Document),  # what goes along: amount and terms of each lot
    must("status", Text),
    must("opened_at", Moment),
    Column("closed_at", Moment),
    one_of("status", "open", "credited", "refunded"),
    CheckConstraint("amount > 0", name="amount"),
    CheckConstraint("to_member_id <> member_id", name="to_member_id"),
    refers("member", "member_id"),
)
Index(
    "transfer_open",
    transfer.c.opened_at,
    postgresql_where=transfer.c.status == "open",
    sqlite_where=transfer.c.status == "open",
)

exchange = table(
    "exchange",
    key("member_id"),
    key("exchange_id", Text),
    must("partner", Text),
    must("amount", Whole),  # our points, held until the partner answers
    must("partner_amount", Whole),
    must("hold_id", Text),
    must("status", Text),
    must("opened_at", Moment),
    Column("closed_at", Moment),
    one_of("status", "open", "accepted", "refused"),
    CheckConstraint("amount > 0 AND partner_amount > 0", name="amount"),
    refers("hold", "member_id", "hold_id"),
)
Index(
    "exchange_open",
    exchange.c.opened_at,
    postgresql_where=exchange.c.status == "open",
    sqlite_where=exchange.c.status == "open",
)
