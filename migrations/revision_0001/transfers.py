"""Transfers of points to another member, and exchanges with partner programmes."""

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
    text,
)

from migrations.column_types import DOCUMENT, MOMENT, WHOLE


def create() -> None:
    _transfer()
    _exchange()


def _transfer() -> None:
    op.create_table(
        "transfer",
        Column("member_id", WHOLE, nullable=False),
        Column("transfer_id", Text, nullable=False),
        Column("to_member_id", WHOLE, nullable=False),
        Column("amount", WHOLE, nullable=False),
        Column("version", WHOLE, nullable=False),
        Column("parts", DOCUMENT, nullable=False),
        Column("status", Text, nullable=False),
        Column("opened_at", MOMENT, nullable=False),
        Column("closed_at", MOMENT),
        PrimaryKeyConstraint("member_id", "transfer_id", name="transfer_pkey"),
        CheckConstraint("status IN ('open', 'credited', 'refunded')", name="transfer_status_check"),
        CheckConstraint("amount > 0", name="transfer_amount_check"),
        CheckConstraint("to_member_id <> member_id", name="transfer_to_member_id_check"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name="transfer_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "transfer_open",
        "transfer",
        ["opened_at"],
        postgresql_where=text("status = 'open'"),
        sqlite_where=text("status = 'open'"),
    )


def _exchange() -> None:
    op.create_table(
        "exchange",
        Column("member_id", WHOLE, nullable=False),
        Column("exchange_id", Text, nullable=False),
        Column("partner", Text, nullable=False),
        Column("amount", WHOLE, nullable=False),
        Column("partner_amount", WHOLE, nullable=False),
        Column("hold_id", Text, nullable=False),
        Column("status", Text, nullable=False),
        Column("opened_at", MOMENT, nullable=False),
        Column("closed_at", MOMENT),
        PrimaryKeyConstraint("member_id", "exchange_id", name="exchange_pkey"),
        CheckConstraint("status IN ('open', 'accepted', 'refused')", name="exchange_status_check"),
        CheckConstraint("amount > 0 AND partner_amount > 0", name="exchange_amount_check"),
        ForeignKeyConstraint(
            ["member_id", "hold_id"],
            ["hold.member_id", "hold.hold_id"],
            name="exchange_member_id_hold_fkey",
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "exchange_open",
        "exchange",
        ["opened_at"],
        postgresql_where=text("status = 'open'"),
        sqlite_where=text("status = 'open'"),
    )
