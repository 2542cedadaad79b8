"""The first schema.

Until the first release it is whatever core.schema says; then it is written out here, once and
for all, and every change gets a migration of its own.
"""

from alembic import op

from core.schema import APPEND_ONLY, metadata
from migrations import one_call
from migrations.append_only import protect

revision = "0001"
down_revision = None


def upgrade() -> None:
    metadata.create_all(op.get_bind())
    protect(op.get_bind(), APPEND_ONLY)
    one_call.create(op.get_bind())
