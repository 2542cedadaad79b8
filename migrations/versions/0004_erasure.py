"""The erasure of a member's personal data: when it was done, and its path through the append-only
guards.

Tables without a path, such as `posting`, hold nothing personal. A key that a posting carries is
never changed, because the seals cover it, and the entries of the audit trail about erasures stay
as they are.
"""

from alembic import op
from sqlalchemy import Column

from migrations.append_only import allow_erasure, forbid_erasure
from migrations.column_types import MOMENT

revision = "0004"
down_revision = "0003"

NO_POSTING_HAS_IT = """
(NEW.key = OLD.key OR NOT EXISTS (
    SELECT 1 FROM posting WHERE member_id = OLD.member_id AND key = OLD.key))
"""
COLUMNS = {
    "number_change": ("was", "became"),
    "line": ("words", "event_id"),
    "complaint_step": ("words",),
    "idempotency": ("key", "request_hash"),
    "trail": ("detail",),
}
ONLY_IF = {"idempotency": NO_POSTING_HAS_IT, "trail": "OLD.act <> 'member_erased'"}


def upgrade() -> None:
    op.add_column("member", Column("erased_at", MOMENT))
    for table, columns in COLUMNS.items():
        allow_erasure(op.get_bind(), table, *columns, only_if=ONLY_IF.get(table, "TRUE"))


def downgrade() -> None:
    for table, columns in COLUMNS.items():
        forbid_erasure(op.get_bind(), table, *columns)
    op.drop_column("member", "erased_at")
