"""The receipt book, and what members say of a receipt that they claim points for."""

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
)

from migrations.column_types import DAY, MOMENT, WHOLE

revision = "0030"
down_revision = "0029"

TABLE = "issued_receipt"


def upgrade() -> None:
    op.create_table(
        TABLE,
        Column("merchant", Text, nullable=False),
        Column("number", Text, nullable=False),
        Column("source", Text, nullable=False),
        Column("issued_on", DAY, nullable=False),
        Column("fen", WHOLE, nullable=False),
        Column("member_id", WHOLE),
        Column("claimed_by", WHOLE),
        Column("claim_id", Text),
        Column("recorded_at", MOMENT, nullable=False),
        PrimaryKeyConstraint("merchant", "number", name=f"{TABLE}_pkey"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name=f"{TABLE}_member_id_member_fkey"
        ),
        ForeignKeyConstraint(
            ["claimed_by", "claim_id"],
            ["claim.member_id", "claim.claim_id"],
            name=f"{TABLE}_claimed_by_claim_fkey",
        ),
        CheckConstraint("fen > 0", name=f"{TABLE}_fen_check"),
        CheckConstraint("(claimed_by IS NULL) = (claim_id IS NULL)", name=f"{TABLE}_claimed_check"),
        sqlite_strict=True,
    )
    op.create_index(f"{TABLE}_number", TABLE, ["number"])
    op.add_column("claim", Column("merchant", Text))
    op.add_column("claim", Column("yuan", WHOLE))
    op.add_column("claim", Column("words", Text))


def downgrade() -> None:
    for name in ("words", "yuan", "merchant"):
        op.drop_column("claim", name)
    op.drop_table(TABLE)
