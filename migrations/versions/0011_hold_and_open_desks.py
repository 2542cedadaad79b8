"""When a member was put on hold, and when an agent last had the desk open.

Before, neither was known: the desk offered to hold a member who was on hold, and an agent who had
closed the browser stayed available until the idle timeout.
"""

from alembic import op
from sqlalchemy import Column

from migrations.column_types import MOMENT

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("handover", Column("held_at", MOMENT))
    op.add_column("agent", Column("desk_open_at", MOMENT))


def downgrade() -> None:
    op.drop_column("agent", "desk_open_at")
    op.drop_column("handover", "held_at")
