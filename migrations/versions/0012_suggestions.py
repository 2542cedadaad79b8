"""Complaints that members withdraw, and suggestions.

Going back, a withdrawn complaint counts as closed. Suggestions have nowhere to go back to.
"""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, PrimaryKeyConstraint, Text

from migrations.checks import add_check, drop_check
from migrations.column_types import MOMENT, WHOLE

revision = "0012"
down_revision = "0011"

CHECK, OWNER = "complaint_status_check", "suggestion_member_id_member_fkey"


def upgrade() -> None:
    drop_check("complaint", CHECK)
    add_check("complaint", CHECK, "status IN ('open', 'decided', 'closed', 'withdrawn')")
    op.create_table(
        "suggestion",
        Column("member_id", WHOLE, nullable=False),
        Column("suggestion_id", Text, nullable=False),
        Column("channel", Text, nullable=False),
        Column("made_at", MOMENT, nullable=False),
        Column("words", Text),
        Column("recording_url", Text),
        PrimaryKeyConstraint("member_id", "suggestion_id", name="suggestion_pkey"),
        ForeignKeyConstraint(["member_id"], ["member.member_id"], name=OWNER),
        sqlite_strict=True,
    )
    op.create_index("suggestion_made_at", "suggestion", ["made_at", "suggestion_id"])


def downgrade() -> None:
    op.drop_table("suggestion")
    op.execute("UPDATE complaint SET status = 'closed' WHERE status = 'withdrawn'")
    drop_check("complaint", CHECK)
    add_check("complaint", CHECK, "status IN ('open', 'decided', 'closed')")
