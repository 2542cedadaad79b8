"""Membership cards: the numbered stock, and the cards of each member."""

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
    text,
)

from migrations.column_types import MOMENT, WHOLE

revision = "0034"
down_revision = "0033"

ACTIVE = text("state = 'active'")


def upgrade() -> None:
    op.create_table(
        "card_stock",
        Column("number", Text, nullable=False),
        Column("member_id", WHOLE),
        PrimaryKeyConstraint("number", name="card_stock_pkey"),
        sqlite_strict=True,
    )
    op.create_table(
        "card",
        Column("member_id", WHOLE, nullable=False),
        Column("number", Text, nullable=False),
        Column("state", Text, nullable=False),
        Column("issued_by", Text, nullable=False),
        Column("at", MOMENT, nullable=False),
        CheckConstraint("state IN ('active', 'lost', 'swapped')", name="card_state_check"),
        PrimaryKeyConstraint("member_id", "number", name="card_pkey"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name="card_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "card_active",
        "card",
        ["member_id"],
        unique=True,
        postgresql_where=ACTIVE,
        sqlite_where=ACTIVE,
    )


def downgrade() -> None:
    op.drop_table("card")
    op.drop_table("card_stock")
