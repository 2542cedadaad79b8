"""What members have done without an agent, for their history at the desk."""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, Text

from migrations.column_types import DAY, MOMENT, WHOLE

revision = "0014"
down_revision = "0013"

TABLE = "self_service_contact"


def upgrade() -> None:
    op.create_table(
        TABLE,
        Column("member_id", WHOLE, nullable=False),
        Column("day", DAY, nullable=False),
        Column("channel", Text, nullable=False),
        Column("flow", Text, nullable=False),
        Column("last_at", MOMENT, nullable=False),
        PrimaryKeyConstraint("member_id", "day", "channel", "flow", name=f"{TABLE}_pkey"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name=f"{TABLE}_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )
    op.create_index("self_service_contact_day", TABLE, ["day"])


def downgrade() -> None:
    op.drop_table(TABLE)
