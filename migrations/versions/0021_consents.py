"""Consents to texts, and which lost texts a member has been told of.

Each member keeps what `marketing_ok` says, with the evidence "before": nothing more is known of it.
"""

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
    text,
)

from migrations.append_only import protect
from migrations.column_types import FLAG, MOMENT, WHOLE

revision = "0021"
down_revision = "0020"

TABLE = "consent"
NOW = {
    "postgresql": "now()",
    "sqlite": "strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000+00:00'",
}
KEEP = """
INSERT INTO consent (member_id, consent_id, "class", channel, given, at, "by", evidence)
SELECT member_id, 1, 'marketing', 'sms', marketing_ok, {now}, 'before', 'before' FROM member
WHERE erased_at IS NULL
"""
UNTOLD = text("status IN ('undelivered', 'failed') AND told_at IS NULL")
VALUES = {
    "class": ("service", "marketing"),
    "kind": ("expiry", "tier"),
    "channel": ("sms",),
    "by": ("member", "carrier", "import", "before"),
}


def upgrade() -> None:
    checks = [
        CheckConstraint(
            f"{column} IN ({', '.join(map(repr, values))})", name=f"{TABLE}_{column}_check"
        )
        for column, values in VALUES.items()
    ]
    op.create_table(
        TABLE,
        Column("member_id", WHOLE, nullable=False),
        Column("consent_id", WHOLE, nullable=False),
        Column("class", Text, nullable=False),
        Column("kind", Text),
        Column("channel", Text, nullable=False),
        Column("given", FLAG, nullable=False),
        Column("at", MOMENT, nullable=False),
        Column("by", Text, nullable=False),
        Column("evidence", Text, nullable=False),
        *checks,
        PrimaryKeyConstraint("member_id", "consent_id", name=f"{TABLE}_pkey"),
        ForeignKeyConstraint(
            ["member_id"], ["member.member_id"], name=f"{TABLE}_member_id_member_fkey"
        ),
        sqlite_strict=True,
    )
    connection = op.get_bind()
    connection.exec_driver_sql(KEEP.format(now=NOW[connection.dialect.name]))
    protect(connection, TABLE)
    op.add_column("sent_text", Column("told_at", MOMENT))
    op.create_index(
        "sent_text_untold",
        "sent_text",
        ["member_id", "at"],
        postgresql_where=UNTOLD,
        sqlite_where=UNTOLD,
    )


def downgrade() -> None:
    op.drop_index("sent_text_untold", "sent_text")
    op.drop_column("sent_text", "told_at")
    op.drop_table(TABLE)
