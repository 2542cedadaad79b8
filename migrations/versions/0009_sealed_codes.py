"""One-time codes are stored sealed while they are valid, and nowhere else.

Until now they stood in the outbox until the text was sent: what waits there is emptied, so such a
member asks for a new code. Recorded turns had them too; those are pruned after two days.
"""

from alembic import op
from sqlalchemy import Column, Text, text

revision = "0009"
down_revision = "0008"

SEALED = "sealed IS NOT NULL"


def upgrade() -> None:
    op.add_column("one_time_code", Column("sealed", Text))
    op.create_index(
        "one_time_code_sealed",
        "one_time_code",
        ["expires_at"],
        postgresql_where=text(SEALED),
        sqlite_where=text(SEALED),
    )
    op.execute("UPDATE outbox SET payload = '{}' WHERE topic = 'code'")


def downgrade() -> None:
    op.drop_index("one_time_code_sealed", "one_time_code")
    op.drop_column("one_time_code", "sealed")
