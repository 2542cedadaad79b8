"""Web sessions of agents, and first passwords that expire.

Each session of an agent is a row, so that it can be listed and ended. The counter that ended all
sessions at once goes, and so does the lock of a user name: wrong passwords are counted by device
and address, outside of this database. Everybody has to sign in again. The secrets of authenticator
apps are sealed when they are next used, or by `hotline agents seal`: a migration has no key.
"""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, Text

from migrations import sqlite_tables
from migrations.column_types import FLAG, MOMENT, WHOLE

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "web_session",
        Column("session_hash", Text, nullable=False),
        Column("agent", Text, nullable=False),
        Column("complete", FLAG, nullable=False),
        Column("began_at", MOMENT, nullable=False),
        Column("seen_at", MOMENT, nullable=False),
        Column("address", Text, nullable=False),
        Column("device", Text, nullable=False),
        PrimaryKeyConstraint("session_hash", name="web_session_pkey"),
        ForeignKeyConstraint(["agent"], ["agent.agent"], name="web_session_agent_agent_fkey"),
        sqlite_strict=True,
    )
    op.create_index("web_session_agent", "web_session", ["agent"])
    op.add_column("agent", Column("password_expires_at", MOMENT))
    for removed in ("password_wrong", "locked_until", "signed_out"):
        op.drop_column("agent", removed)


def downgrade() -> None:
    op.drop_table("web_session")
    op.drop_column("agent", "password_expires_at")
    op.add_column("agent", Column("locked_until", MOMENT))
    for counter in ("password_wrong", "signed_out"):
        op.add_column("agent", Column(counter, WHOLE, nullable=False, server_default="0"))
        _drop_default("agent", counter)


def _drop_default(table: str, column: str) -> None:
    """The default was only for the rows that exist."""
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column(table, column, server_default=None)
        return
    sqlite_tables.rebuild(
        op.get_bind(), table, lambda parts: [part.replace(" DEFAULT '0'", "") for part in parts]
    )
