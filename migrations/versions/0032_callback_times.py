"""The time that a member has chosen for a callback."""

from alembic import op
from sqlalchemy import Column

from migrations.checks import add_check, drop_check
from migrations.column_types import MOMENT

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.add_column("handover", Column("call_at", MOMENT))
    add_check("handover", "handover_call_at_check", "call_at IS NULL OR way = 'callback'")


def downgrade() -> None:
    drop_check("handover", "handover_call_at_check")
    op.drop_column("handover", "call_at")
