"""Tier changes, transfers between members, exchange with partners, spending, receipts."""

from sqlalchemy import CheckConstraint, Column, Index, Text

from core.schema.columns import Day, Document, Moment, WholeNumber
from core.schema.distribution import COORDINATOR, by
from core.schema.personal_data import Erasure, Ground
from core.schema.tables import foreign_key, one_of, primary_key, required, table

tier_change = table(
    "tier_change",
    primary_key("member_id"),
    primary_key("rated_on", Day),
    required("was", Text),
    required("became", Text),
    required("growth", WholeNumber),  # within the window that the rating looked at
    Column("until", Day),
    foreign_key("member", "member_id"),
    erasure=Erasure(
        rows="changes of the tier",
        ground=Ground.BOOKS,
        kept=("was", "became"),
    ),
)

transfer = table(
    "transfer",
    primary_key("member_id"),  # the giver
    primary_key("transfer_id", Text),
    required("to_member_id", WholeNumber),
    required("amount", WholeNumber),
    required("version", WholeNumber),  # of the giver's posting, whose contra account is in_transit
    required("parts", Document),  # the amount and terms of each lot that is transferred
    required("status", Text),
    required("opened_at", Moment),
    Column("closed_at", Moment),
    one_of("status", "open", "credited", "refunded"),
    CheckConstraint("amount > 0", name="amount"),
    CheckConstraint("to_member_id <> member_id", name="to_member_id"),
    foreign_key("member", "member_id"),
    erasure=Erasure(
        rows="points given",
        ground=Ground.BOOKS,
        kept=("transfer_id", "parts"),
    ),
)
Index(
    "transfer_open",
    transfer.c.opened_at,
    postgresql_where=transfer.c.status == "open",
    sqlite_where=transfer.c.status == "open",
)

exchange = table(
    "exchange",
    primary_key("member_id"),
    primary_key("exchange_id", Text),
    required("partner", Text),
    required("amount", WholeNumber),  # our points, held until the partner answers
    required("partner_amount", WholeNumber),
    required("hold_id", Text),
    required("status", Text),
    required("opened_at", Moment),
    Column("closed_at", Moment),
    # The number whose account gets the partner's points. NULL: an exchange of before, decided.
    Column("receiver", Text),
    Column("requested_at", Moment),  # when the partner was last asked to; NULL: not yet
    Column("provider_id", Text),  # what the partner calls the request; NULL: not known
    # The city or province where it was done. "": not known.
    Column("org", Text, nullable=False, server_default=""),
    one_of("status", "open", "accepted", "refused"),
    CheckConstraint("amount > 0 AND partner_amount > 0", name="amount"),
    foreign_key("hold", "member_id", "hold_id"),
    erasure=Erasure(
        rows="exchanges with partners",
        ground=Ground.BOOKS,
        cleared=("receiver",),
        kept=("exchange_id", "partner", "hold_id", "provider_id", "org"),
    ),
)
Index(
    "exchange_open",
    exchange.c.opened_at,
    postgresql_where=exchange.c.status == "open",
    sqlite_where=exchange.c.status == "open",
)

Index("exchange_by_id", exchange.c.exchange_id)  # a partner's report names no member

# What a partner heard about points that it sent: its reference has one answer. No foreign key to
# member: a number of nobody's is answered too, as member 0.
incoming_exchange = table(
    "incoming_exchange",
    primary_key("partner", Text),
    primary_key("reference", Text),
    required("member_id", WholeNumber),  # who had the number
    required("request_hash", Text),  # of the number and the amount
    required("status", Text),
    required("answered_at", Moment),
    one_of("status", "added", "refused"),
    erasure=Erasure(
        rows="points sent by partners",
        ground=Ground.BOOKS,
        pseudonym=("request_hash",),
        kept=("partner", "reference"),
    ),
    distribution=COORDINATOR,
)

# Points spent on what a partner gives for them.
spending = table(
    "spending",
    primary_key("member_id"),
    primary_key("version"),  # of the posting, whose contra account is the partner's
    required("partner", Text),
    required("points", WholeNumber),
    required("at", Moment),
    required("org", Text),  # where it was done
    CheckConstraint("points > 0", name="points"),
    foreign_key("member", "member_id"),
    erasure=Erasure(rows="points spent at partners", ground=Ground.BOOKS, kept=("partner", "org")),
)

# A receipt, or a partner's reference, is credited once, whoever brings it.
receipt = table(
    "receipt",
    primary_key("number", Text),
    required("member_id", WholeNumber),
    erasure=Erasure(rows="receipts credited", ground=Ground.BOOKS, kept=("number",)),
    distribution=by("number"),
)
