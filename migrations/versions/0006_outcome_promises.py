"""Promises to text a member the outcome of a message, where the answer to its COMMIT was lost."""

from alembic import op
from sqlalchemy import Column, PrimaryKeyConstraint, Text, text

from migrations.column_types import MOMENT, WHOLE

revision = "0006"
down_revision = "0005"

OWED = "told_at IS NULL"


def upgrade() -> None:
    op.create_table(
        "outcome_promise",
        Column("member_id", WHOLE, nullable=False),
        Column("session_id", Text, nullable=False),
        Column("message_id", Text, nullable=False),
        Column("number", Text, nullable=False),
        Column("language", Text, nullable=False),
        Column("asked_at", MOMENT, nullable=False),
        Column("told_at", MOMENT),
        PrimaryKeyConstraint("member_id", "session_id", "message_id", name="outcome_promise_pkey"),
        sqlite_strict=True,
    )
    op.create_index(
        "outcome_promise_owed",
        "outcome_promise",
        ["asked_at"],
        postgresql_where=text(OWED),
        sqlite_where=text(OWED),
    )


def downgrade() -> None:
    op.drop_table("outcome_promise")
