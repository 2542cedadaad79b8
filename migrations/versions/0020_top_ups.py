"""Credit and data are added by a provider: to whom, when it was asked, what it calls the request.

Orders of before were paid at once and stay as they are.
"""

from alembic import op
from sqlalchemy import Column, Text

from migrations.column_types import MOMENT

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("gift_order", Column("receiver", Text))
    op.add_column("gift_order", Column("requested_at", MOMENT))
    op.add_column("gift_order", Column("provider_id", Text))


def downgrade() -> None:
    for name in ("receiver", "requested_at", "provider_id"):
        op.drop_column("gift_order", name)
