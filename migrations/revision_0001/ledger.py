"""Accounts, postings, lots, holds and idempotency keys."""

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
    text,
)

from migrations.column_types import DAY, DOCUMENT, MOMENT, WHOLE


def create() -> None:
    _member_account()
    _posting()
    _lot()
    _lot_use()
    _hold()
    _hold_lot()
    _idempotency()


def _member_account() -> None:
    op.create_table(
        "member_account",
        Column("member_id", WHOLE, nullable=False),
        Column("unit", Text, nullable=False),
        Column("balance", WHOLE, nullable=False),
        Column("held", WHOLE, nullable=False),
        Column("version", WHOLE, nullable=False),
        PrimaryKeyConstraint("member_id", "unit", name="member_account_pkey"),
        CheckConstraint("unit IN ('points', 'growth')", name="member_account_unit_check"),
        CheckConstraint("0 <= held AND held <= balance", name="member_account_held_check"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name="member_account_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )


def _posting() -> None:
    op.create_table(
        "posting",
        Column("member_id", WHOLE, nullable=False),
        Column("unit", Text, nullable=False),
        Column("version", WHOLE, nullable=False),
        Column("amount", WHOLE, nullable=False),
        Column("balance_after", WHOLE, nullable=False),
        Column("contra", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("memo", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("effective_at", MOMENT, nullable=False),
        Column("recorded_at", MOMENT, nullable=False),
        Column("reverses", WHOLE),
        PrimaryKeyConstraint("member_id", "unit", "version", name="posting_pkey"),
        CheckConstraint("amount <> 0", name="posting_amount_check"),
        CheckConstraint("balance_after >= 0", name="posting_balance_after_check"),
        CheckConstraint("reverses < version", name="posting_reverses_check"),
        ForeignKeyConstraint(
            ["member_id", "unit"],
            ["member_account.member_id", "member_account.unit"],
            name="posting_member_id_member_account_fkey",
        ),
        sqlite_strict=True,
    )
    op.create_index("posting_recorded", "posting", ["recorded_at"], postgresql_using="brin")


def _lot() -> None:
    op.create_table(
        "lot",
        Column("member_id", WHOLE, nullable=False),
        Column("unit", Text, nullable=False),
        Column("lot_id", WHOLE, nullable=False),
        Column("granted", WHOLE, nullable=False),
        Column("remaining", WHOLE, nullable=False),
        Column("held", WHOLE, nullable=False),
        Column("unit_cost", WHOLE, nullable=False),
        Column("issuer", Text, nullable=False),
        Column("expires_at", DAY),
        PrimaryKeyConstraint("member_id", "unit", "lot_id", name="lot_pkey"),
        CheckConstraint(
            "0 <= held AND held <= remaining AND remaining <= granted", name="lot_remaining_check"
        ),
        ForeignKeyConstraint(
            ["member_id", "unit", "lot_id"],
            ["posting.member_id", "posting.unit", "posting.version"],
            name="lot_member_id_posting_fkey",
        ),
        sqlite_strict=True,
    )
    op.create_index("lot_expiring", "lot", ["expires_at"], postgresql_using="brin")
    op.create_index(
        "lot_open",
        "lot",
        ["member_id", "unit", "expires_at"],
        postgresql_where=text("remaining > 0"),
        sqlite_where=text("remaining > 0"),
    )


def _lot_use() -> None:
    op.create_table(
        "lot_use",
        Column("member_id", WHOLE, nullable=False),
        Column("unit", Text, nullable=False),
        Column("version", WHOLE, nullable=False),
        Column("lot_id", WHOLE, nullable=False),
        Column("amount", WHOLE, nullable=False),
        PrimaryKeyConstraint("member_id", "unit", "version", "lot_id", name="lot_use_pkey"),
        CheckConstraint("amount <> 0", name="lot_use_amount_check"),
        ForeignKeyConstraint(
            ["member_id", "unit", "version"],
            ["posting.member_id", "posting.unit", "posting.version"],
            name="lot_use_member_id_posting_fkey",
        ),
        ForeignKeyConstraint(
            ["member_id", "unit", "lot_id"],
            ["lot.member_id", "lot.unit", "lot.lot_id"],
            name="lot_use_member_id_lot_fkey",
        ),
        sqlite_strict=True,
    )


def _hold() -> None:
    op.create_table(
        "hold",
        Column("member_id", WHOLE, nullable=False),
        Column("hold_id", Text, nullable=False),
        Column("amount", WHOLE, nullable=False),
        Column("status", Text, nullable=False),
        Column("memo", Text, nullable=False),
        Column("placed_at", MOMENT, nullable=False),
        Column("expires_at", MOMENT),
        PrimaryKeyConstraint("member_id", "hold_id", name="hold_pkey"),
        CheckConstraint("status IN ('open', 'settled', 'released')", name="hold_status_check"),
        CheckConstraint("amount > 0", name="hold_amount_check"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name="hold_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "hold_stale",
        "hold",
        ["expires_at"],
        postgresql_where=text("status = 'open'"),
        sqlite_where=text("status = 'open'"),
    )


def _hold_lot() -> None:
    op.create_table(
        "hold_lot",
        Column("member_id", WHOLE, nullable=False),
        Column("hold_id", Text, nullable=False),
        Column("lot_id", WHOLE, nullable=False),
        Column("amount", WHOLE, nullable=False),
        PrimaryKeyConstraint("member_id", "hold_id", "lot_id", name="hold_lot_pkey"),
        CheckConstraint("amount > 0", name="hold_lot_amount_check"),
        ForeignKeyConstraint(
            ["member_id", "hold_id"],
            ["hold.member_id", "hold.hold_id"],
            name="hold_lot_member_id_hold_fkey",
        ),
        sqlite_strict=True,
    )


def _idempotency() -> None:
    op.create_table(
        "idempotency",
        Column("member_id", WHOLE, nullable=False),
        Column("key", Text, nullable=False),
        Column("request_hash", Text, nullable=False),
        Column("result", DOCUMENT, nullable=False),
        Column("recorded_at", MOMENT, nullable=False),
        PrimaryKeyConstraint("member_id", "key", name="idempotency_pkey"),
        sqlite_strict=True,
    )
