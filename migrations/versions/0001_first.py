"""The first schema: all tables, the triggers that keep some of them append-only, and the functions
of the ledger on PostgreSQL. It is frozen in migrations/revision_0001.

There is no way back from here: what was before it is an empty database.
"""

from alembic import op

from migrations import revision_0001

revision = "0001"
down_revision = None


def upgrade() -> None:
    revision_0001.create(op.get_bind())
