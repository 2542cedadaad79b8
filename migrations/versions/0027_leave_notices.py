"""What members have said about leaving: notices and their reasons, and notices taken back."""

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

revision = "0027"
down_revision = "0026"

TABLE = "leave_notice"
VALUES = {"said": ("given", "withdrawn"), "reason": ("unused", "choice", "number", "other")}


def upgrade() -> None:
    checks = [
        CheckConstraint(
            f"{column} IN ({', '.join(map(repr, values))})", name=f"{TABLE}_{column}_check"
        )
        for column, values in VALUES.items()
    ]
    op.create_table(
        TABLE,
        Column("member_id", WHOLE, nullable=False),
        Column("notice_no", WHOLE, nullable=False),
        Column("said", Text, nullable=False),
        Column("reason", Text),
        Column("at", MOMENT, nullable=False),
        *checks,
        PrimaryKeyConstraint("member_id", "notice_no", name=f"{TABLE}_pkey"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name=f"{TABLE}_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )
    protect(op.get_bind(), TABLE)


def downgrade() -> None:
    op.drop_table(TABLE)
