"""Words that were not understood, for the desk."""

from alembic import op
from sqlalchemy import CheckConstraint, Column, PrimaryKeyConstraint, Text

from migrations.column_types import DAY, WHOLE

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "unclear_words",
        Column("day", DAY, nullable=False),
        Column("channel", Text, nullable=False),
        Column("language", Text, nullable=False),
        Column("words", Text, nullable=False),
        Column("times", WHOLE, nullable=False),
        Column("label", Text),
        PrimaryKeyConstraint("day", "channel", "language", "words", name="unclear_words_pkey"),
        CheckConstraint("times >= 0", name="unclear_words_times_check"),
        sqlite_strict=True,
    )
    op.create_index("unclear_words_by_words", "unclear_words", ["language", "words"])


def downgrade() -> None:
    op.drop_table("unclear_words")
