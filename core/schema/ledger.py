"""The ledger: accounts, postings, lots, holds and debts. Amounts are whole points, or growth
value."""

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint, and_

from core.schema.columns import Day, Moment, WholeNumber
from core.schema.personal_data import Erasure, Ground
from core.schema.tables import foreign_key, one_of, primary_key, required, table

member_account = table(
    "member_account",
    primary_key("member_id"),
    primary_key("unit", Text),
    required("balance", WholeNumber),
    required("held", WholeNumber),
    required("version", WholeNumber),
    one_of("unit", "points", "growth"),
    CheckConstraint("0 <= held AND held <= balance", name="held"),
    foreign_key("member", "member_id"),
    erasure=Erasure(rows="accounts", ground=Ground.BOOKS),
)

posting = table(
    "posting",
    primary_key("member_id"),
    primary_key("unit", Text),
    primary_key("version"),
    required("amount", WholeNumber),
    required("balance_after", WholeNumber),
    required(
        "contra", Text
    ),  # the programme account on the other side: a name without a balance, so no hot row
    required("kind", Text),
    required("memo", Text),
    required("key", Text),
    required("effective_at", Moment),  # when it counts: the day of the bill or purchase
    required("recorded_at", Moment),  # when it was posted: seals and daily totals go by it
    Column("reverses", WholeNumber),
    CheckConstraint("amount <> 0", name="amount"),
    CheckConstraint("balance_after >= 0", name="balance_after"),
    CheckConstraint("reverses < version", name="reverses"),
    foreign_key("member_account", "member_id", "unit"),
    erasure=Erasure(
        rows="postings",
        ground=Ground.BOOKS,
        kept=("unit", "contra", "kind", "memo", "key"),
    ),
)
# BRIN: postings are stored in the order of time, so those of a day are in a few pages, and a
# posting costs nothing more.
Index("posting_recorded", posting.c.recorded_at, postgresql_using="brin")

lot = table(
    "lot",
    primary_key("member_id"),
    primary_key("unit", Text),
    primary_key("lot_id"),  # the version of the posting that granted it
    required("granted", WholeNumber),
    required("remaining", WholeNumber),
    required("held", WholeNumber),
    required("unit_cost_mfen", WholeNumber),  # of a point, borne by the issuer: 1/1000 fen
    required("issuer", Text),
    Column("expires_at", Day),  # the last day; NULL: never
    Column("usable_from", Day),  # the first day; NULL: at once
    CheckConstraint("0 <= held AND held <= remaining AND remaining <= granted", name="remaining"),
    CheckConstraint("usable_from <= expires_at", name="usable_from"),
    foreign_key("posting", "member_id", "unit", "lot_id", keys=("member_id", "unit", "version")),
    erasure=Erasure(
        rows="lots of points",
        ground=Ground.BOOKS,
        kept=("unit", "issuer"),
    ),
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
# The few lots that could not be used at once: whoever asks for a balance asks for these too.
Index(
    "lot_waiting",
    lot.c.member_id,
    lot.c.unit,
    lot.c.usable_from,
    postgresql_where=and_(lot.c.remaining > 0, lot.c.usable_from.is_not(None)),
    sqlite_where=and_(lot.c.remaining > 0, lot.c.usable_from.is_not(None)),
)
# For the expiry job. BRIN does not stand in the way of a lot's in-place updates.
Index("lot_expiring", lot.c.expires_at, postgresql_using="brin")

lot_use = table(
    "lot_use",
    primary_key("member_id"),
    primary_key("unit", Text),
    primary_key("version"),
    primary_key("lot_id"),
    required("amount", WholeNumber),  # taken from the lot; below 0: given back to it
    CheckConstraint("amount <> 0", name="amount"),
    foreign_key("posting", "member_id", "unit", "version"),
    foreign_key("lot", "member_id", "unit", "lot_id"),
    erasure=Erasure(rows="uses of lots", ground=Ground.BOOKS, kept=("unit",)),
)

owed = table(
    "owed",
    primary_key("member_id"),
    primary_key("owed_id", Text),  # the key of the reversal that could not take everything
    required("number", WholeNumber),  # from 1 for each member: they are paid in this order
    required("unit", Text),
    required("amount", WholeNumber),
    required("paid", WholeNumber),  # out of later grants
    required("cause", Text),
    Column("partner", Text),  # whose points they were; NULL: no partner's
    required("txn_id", Text),  # what was refunded
    required("reverses", WholeNumber),  # the version of the grant
    required(
        "version", WholeNumber
    ),  # of the account, when it was opened: older ones are paid first
    required("opened_at", Moment),
    Column("closed_at", Moment),
    UniqueConstraint("member_id", "number"),
    one_of("unit", "points"),
    one_of("cause", "accrual_reversal", "partner_refund"),
    CheckConstraint("amount > 0 AND 0 <= paid AND paid <= amount", name="paid"),
    CheckConstraint("(paid = amount) = (closed_at IS NOT NULL)", name="closed_at"),
    foreign_key("posting", "member_id", "unit", "reverses", keys=("member_id", "unit", "version")),
    erasure=Erasure(
        rows="points owed",
        ground=Ground.BOOKS,
        kept=("owed_id", "partner", "txn_id"),
    ),
)
# Every grant asks for these, and hardly any member has one.
Index(
    "owed_open",
    owed.c.member_id,
    owed.c.number,
    postgresql_where=owed.c.closed_at.is_(None),
    sqlite_where=owed.c.closed_at.is_(None),
)

hold = table(
    "hold",
    primary_key("member_id"),
    primary_key("hold_id", Text),  # the key of the request that placed it
    required("amount", WholeNumber),
    required("status", Text),
    required("memo", Text),
    required("placed_at", Moment),
    Column("expires_at", Moment),  # NULL: it waits for an answer from outside
    one_of("status", "open", "settled", "released"),
    CheckConstraint("amount > 0", name="amount"),
    foreign_key("member", "member_id"),
    erasure=Erasure(
        rows="holds",
        ground=Ground.BOOKS,
        kept=("hold_id", "memo"),
    ),
)
Index(
    "hold_stale",
    hold.c.expires_at,
    postgresql_where=hold.c.status == "open",
    sqlite_where=hold.c.status == "open",
)

hold_lot = table(
    "hold_lot",
    primary_key("member_id"),
    primary_key("hold_id", Text),
    primary_key("lot_id"),
    required("amount", WholeNumber),
    CheckConstraint("amount > 0", name="amount"),
    foreign_key("hold", "member_id", "hold_id"),
    erasure=Erasure(rows="lots of holds", ground=Ground.BOOKS, kept=("hold_id",)),
)
