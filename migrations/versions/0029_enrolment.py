"""The consent to the conditions of membership, of whoever joins by the hotline or with an agent."""

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
)

from migrations.append_only import protect
from migrations.column_types import MOMENT, WHOLE

revision = "0029"
down_revision = "0028"

TABLE = "enrolment"


def upgrade() -> None:
    op.create_table(
        TABLE,
        Column("member_id", WHOLE, nullable=False),
        Column("channel", Text, nullable=False),
        Column("evidence", Text, nullable=False),
        Column("at", MOMENT, nullable=False),
        CheckConstraint(
            "channel IN ('voice', 'sms', 'ussd', 'desk')", name=f"{TABLE}_channel_check"
        ),
        PrimaryKeyConstraint("member_id", name=f"{TABLE}_pkey"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name=f"{TABLE}_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )
    # Of former members with a number, who may have left a short time ago.
    op.create_index("member_number", "member", ["number"])
    protect(op.get_bind(), TABLE)


def downgrade() -> None:
    op.drop_index("member_number", "member")
    op.drop_table(TABLE)
