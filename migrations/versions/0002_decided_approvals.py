"""An index of the approvals that wait for a decision, and a CHECK of decided ones.

The index serves the supervisors' list. The CHECK refuses a decided approval without the name of the
agent or the time of the decision, which the first revision allowed.
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
