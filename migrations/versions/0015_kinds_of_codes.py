"""One-time codes have a kind, and those that a caller asked for who had proved nothing are known.

A code replaces one of its kind only. Codes that are under way expire: whoever has one asks for
another.
"""

from alembic import op
from sqlalchemy import Column, Text, false

from migrations.column_types import FLAG

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("one_time_code", Column("kind", Text, nullable=False, server_default=""))
    op.add_column("one_time_code", Column("unproven", FLAG, nullable=False, server_default=false()))


def downgrade() -> None:
    for column in ("kind", "unproven"):
        op.drop_column("one_time_code", column)
