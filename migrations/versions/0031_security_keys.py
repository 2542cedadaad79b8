"""The security keys (WebAuthn) of agents, and the challenge that a web session has given to one."""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, Text

from migrations.column_types import MOMENT, WHOLE

revision = "0031"
down_revision = "0030"

TABLE = "security_key"


def upgrade() -> None:
    op.create_table(
        TABLE,
        Column("credential_id", Text, nullable=False),
        Column("agent", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("public_key", Text, nullable=False),
        Column("uses", WHOLE, nullable=False),
        Column("added_at", MOMENT, nullable=False),
        Column("used_at", MOMENT),
        PrimaryKeyConstraint("credential_id", name=f"{TABLE}_pkey"),
        ForeignKeyConstraint(["agent"], ["agent.agent"], name=f"{TABLE}_agent_agent_fkey"),
        sqlite_strict=True,
    )
    op.create_index("security_key_agent", TABLE, ["agent"])
    op.add_column("web_session", Column("challenge", Text))


def downgrade() -> None:
    op.drop_column("web_session", "challenge")
    op.drop_index("security_key_agent", table_name=TABLE)
    op.drop_table(TABLE)
