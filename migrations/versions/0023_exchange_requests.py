"""Partners are asked to carry exchanges out: for which number, when, what they call the request."""

from alembic import op
from sqlalchemy import Column, Text

from migrations.column_types import MOMENT

revision = "0023"
down_revision = "0022"

# What is open still has to be asked for.
RECEIVERS = """
UPDATE exchange SET receiver = (
    SELECT number FROM member WHERE member.member_id = exchange.member_id
) WHERE status = 'open'
"""


def upgrade() -> None:
    op.add_column("exchange", Column("receiver", Text))
    op.add_column("exchange", Column("requested_at", MOMENT))
    op.add_column("exchange", Column("provider_id", Text))
    op.get_bind().exec_driver_sql(RECEIVERS)
    op.create_index("exchange_by_id", "exchange", ["exchange_id"])


def downgrade() -> None:
    op.drop_index("exchange_by_id", "exchange")
    for name in ("receiver", "requested_at", "provider_id"):
        op.drop_column("exchange", name)
