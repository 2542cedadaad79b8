"""The accounts of the company's sign-in provider that agents have connected with theirs."""

from alembic import op
from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from migrations.column_types import MOMENT

revision = "0028"
down_revision = "0027"

TABLE = "company_account"


def upgrade() -> None:
    op.create_table(
        TABLE,
        Column("issuer", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("agent", Text, nullable=False),
        Column("connected_at", MOMENT, nullable=False),
        PrimaryKeyConstraint("issuer", "subject", name=f"{TABLE}_pkey"),
        UniqueConstraint("agent", name=f"{TABLE}_agent_key"),
        ForeignKeyConstraint(["agent"], ["agent.agent"], name=f"{TABLE}_agent_agent_fkey"),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table(TABLE)
