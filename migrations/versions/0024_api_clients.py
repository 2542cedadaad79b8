"""Other systems that use the API: clients with their secrets, tokens, and requests done."""

import sqlalchemy as sa
from alembic import op

from migrations.column_types import DOCUMENT, FLAG, MOMENT

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "api_client",
        sa.Column("client_id", sa.Text, nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("active", FLAG, nullable=False),
        sa.Column("secret_hash", sa.Text, nullable=False),
        sa.Column("former_hash", sa.Text),
        sa.Column("former_until", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("client_id", name="api_client_pkey"),
        sa.CheckConstraint(
            "(former_hash IS NULL) = (former_until IS NULL)", name="api_client_former_check"
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "api_token",
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("client_id", sa.Text, nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="api_token_pkey"),
        sa.ForeignKeyConstraint(
            ["client_id"], ["api_client.client_id"], name="api_token_client_id_api_client_fkey"
        ),
        sqlite_strict=True,
    )
    op.create_index("api_token_expires", "api_token", ["expires_at"])
    op.create_table(
        "api_request",
        sa.Column("client_id", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("request_hash", sa.Text, nullable=False),
        sa.Column("answer", DOCUMENT),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("client_id", "key", name="api_request_pkey"),
        sa.ForeignKeyConstraint(
            ["client_id"], ["api_client.client_id"], name="api_request_client_id_api_client_fkey"
        ),
        sqlite_strict=True,
    )
    op.create_index("api_request_oldest", "api_request", ["recorded_at"])


def downgrade() -> None:
    for name in ("api_request", "api_token", "api_client"):
        op.drop_table(name)
