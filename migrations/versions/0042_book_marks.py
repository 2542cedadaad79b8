"""Marks of the book: when it was audited, and its epoch, which a restore changes."""

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, Text

from migrations.column_types import MOMENT

revision = "0042"
down_revision = "0041"

EXPANDS = True  # the release before does not ask for it

TABLE = "book_mark"


def upgrade() -> None:
    op.create_table(
        TABLE,
        Column("name", Text, nullable=False),
        Column("value", Text, nullable=False),
        Column("at", MOMENT, nullable=False),
        PrimaryKeyConstraint("name", name=f"{TABLE}_pkey"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table(TABLE)
