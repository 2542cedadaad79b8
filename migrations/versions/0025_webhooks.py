"""Where other systems want to be told of events, by webhooks."""

import sqlalchemy as sa
from alembic import op

from migrations.column_types import FLAG, MOMENT

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "webhook_endpoint",
        sa.Column("endpoint", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("events", sa.Text, nullable=False),
        sa.Column("active", FLAG, nullable=False),
        sa.Column("secret", sa.Text, nullable=False),
        sa.Column("former_secret", sa.Text),
        sa.Column("former_until", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("endpoint", name="webhook_endpoint_pkey"),
        sa.CheckConstraint(
            "(former_secret IS NULL) = (former_until IS NULL)", name="webhook_endpoint_former_check"
        ),
        sqlite_strict=True,
    )
    webhooks = sa.text("topic = 'webhook'")
    op.create_index(
        "outbox_webhooks",
        "outbox",
        ["recorded_at", "event_id"],
        postgresql_where=webhooks,
        sqlite_where=webhooks,
    )


def downgrade() -> None:
    op.drop_index("outbox_webhooks", "outbox")
    op.drop_table("webhook_endpoint")
