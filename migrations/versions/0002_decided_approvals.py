"""An approval that waits is found without reading the decided ones, and says when it is decided.

The index serves the supervisors' list of what waits. The CHECK closes what the first revision left
open: an approval that was decided by nobody, or at no time.
"""

from alembic import op
from sqlalchemy import text

from migrations.checks import add_check, drop_check

revision = "0002"
down_revision = "0001"

WAITING = "status = 'waiting'"
DECIDED = (
    "(status = 'waiting') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)"
)


def upgrade() -> None:
    add_check("approval", "approval_decided_check", DECIDED)
    op.create_index(
        "approval_waiting",
        "approval",
        ["asked_at"],
        postgresql_where=text(WAITING),
        sqlite_where=text(WAITING),
    )


def downgrade() -> None:
    op.drop_index("approval_waiting", "approval")
    drop_check("approval", "approval_decided_check")
