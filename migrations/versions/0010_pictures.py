"""Pictures that came with texts (MMS).

Before, they were not kept.
"""

from alembic import op
from sqlalchemy import CheckConstraint, Column, PrimaryKeyConstraint, Text

from migrations.column_types import MOMENT, WHOLE

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "picture",
        Column("member_id", WHOLE, nullable=False),
        Column("picture_id", Text, nullable=False),
        Column("message_id", Text, nullable=False),
        Column("number", Text, nullable=False),
        Column("url", Text, nullable=False),
        Column("received_at", MOMENT, nullable=False),
        Column("status", Text, nullable=False),
        Column("reason", Text),
        Column("content_type", Text),
        Column("size_bytes", WHOLE),
        Column("handover_id", Text),
        Column("case_number", Text),
        PrimaryKeyConstraint("member_id", "picture_id", name="picture_pkey"),
        CheckConstraint("status IN ('waiting', 'stored', 'refused')", name="picture_status_check"),
        CheckConstraint(
            "reason IN ('too_big', 'other_type', 'gone', 'not_fetched', 'too_many')",
            name="picture_reason_check",
        ),
        CheckConstraint(
            "content_type IN ('image/jpeg', 'image/png', 'image/gif', 'image/webp')",
            name="picture_content_type_check",
        ),
        CheckConstraint(
            "(status = 'refused') = (reason IS NOT NULL)", name="picture_refused_check"
        ),
        CheckConstraint(
            "(status = 'stored') = (content_type IS NOT NULL)"
            " AND (content_type IS NULL) = (size_bytes IS NULL)",
            name="picture_stored_check",
        ),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("picture")
