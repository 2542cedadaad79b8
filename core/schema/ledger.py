"""The ledger: accounts, postings, lots, holds, keys."""

from sqlalchemy import CheckConstraint, Column, Index, Text

from core.schema.columns import Day, Document, Moment, Whole
from core.schema.tables import key, must, one_of, refers, table

member_account = table(
    "member_account",
    key("member_id"),
    key("unit", Text),
    must("balance", Whole),
    must("held", Whole),
    must("version", Whole),
    one_of("unit", "points", "growth"),
    CheckConstraint("0 <= held AND held <= balance", name="held"),
    refers("member", "member_id"),
)

posting = table(
    "posting",
    key("member_id"),
    key("unit", Text),
    key("version"),
    must("amount", Whole),
    must("balance_after", Whole),
    must("contra", Text),  # the programme's side: a name, never a balance, so never a hot row
    must("kind", Text),
    must("memo", Text),
    must("key", Text),
    must("effective_at", Moment),  # when it counts: a bill's day, a purchase
    must("recorded_at", Moment),  # when the book learnt of it: what seals and totals go by
    Column("reverses", Whole),
    CheckConstraint("amount <> 0", name="amount"),
    CheckConstraint("balance_after >= 0", name="balance_after"),
    CheckConstraint("reverses < version", name="reverses"),
    refers("member_account", "member_id", "unit"),
)
# BRIN: postings come in the order of time, so a day's are found in a few pages, and a posting pays
# nothing for it.
Index("posting_recorded", posting.c.recorded_at, postgresql_using="brin")

lot = table(
    "lot",
    key("member_id"),
    key("unit", Text),
    key("lot_id"),  # the version of the posting that granted it
    must("granted", Whole),
    must("remaining", Whole),
    must("held", Whole),
    must("unit_cost", Whole),  # fen a point, borne by the issuer
    must("issuer", Text),
    Column("expires_at", Day),  # the last day; NULL: never
    CheckConstraint("0 <= held AND held <= remaining AND remaining <= granted", name="remaining"),
    refers("posting", "member_id", "unit", "lot_id", keys=("member_id", "unit", "version")),
)
# Emptied lots outnumber the open ones after some years, and are never read when points are spent.
Index(
    "lot_open",
    lot.c.member_id,
    lot.c.unit,
    lot.c.expires_at,
    postgresql_where=lot.c.remaining > 0,
    sqlite_where=lot.c.remaining > 0,
)

# For the expiry job. BRIN does not stand in the way of a lot's in-place updates.
Index("lot_expiring", lot.c.expires_at, postgresql_using="brin")

lot_use = table(
    "lot_use",
    key("member_id"),
    key("unit", Text),
    key("version"),
    key("lot_id"),
    must("amount", Whole),  # taken from the lot; below 0: given back to it
    CheckConstraint("amount <> 0", name="amount"),
    refers("posting", "member_id", "unit", "version"),
    refers("lot", "member_id", "unit", "lot_id"),
)

hold = table(
    "hold",
    key("member_id"),
    key("hold_id", Text),  # the key of the request that placed it
    must("amount", Whole),
    must("status", Text),
    must("memo", Text),
    must("placed_at", Moment),
    Column("expires_at", Moment),  # NULL: someone outside has to say what becomes of it
    one_of("status", "open", "settled", "released"),
    CheckConstraint("amount > 0", name="amount"),
    refers("member", "member_id"),
)

Index(
    "hold_stale",
    hold.c.expires_at,
    postgresql_where=hold.c.status == "open",
    sqlite_where=hold.c.status == "open",
)

hold_lot = table(
    "hold_lot",
    key("member_id"),
    key("hold_id", Text),
    key("lot_id"),
    must("amount", Whole),
    CheckConstraint("amount > 0", name="amount"),
    refers("hold", "member_id", "hold_id"),
)

# No foreign key: a caller who is not a member asks for an agent too, as member 0.
idempotency = table(
    "idempotency",
    key("member_id"),
    key("key", Text),
    must("request_hash", Text),
    must("result", Document),
    must("recorded_at", Moment),
)
