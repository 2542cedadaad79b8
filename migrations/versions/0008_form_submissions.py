"""The forms of the desk that were carried out, each once.

Before, two clicks on the button of a form could send two texts.
"""

import sqlalchemy as sa
from alembic import op

from migrations.column_types import DOCUMENT, MOMENT

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "form_submission",
        sa.Column("agent", sa.Text, nullable=False),
        sa.Column("form_key", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("result", DOCUMENT),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("agent", "form_key", "action", name="form_submission_pkey"),
        sqlite_strict=True,
    )
    op.create_index("form_submission_oldest", "form_submission", ["recorded_at"])


def downgrade() -> None:
    op.drop_index("form_submission_oldest", "form_submission")
    op.drop_table("form_submission")
