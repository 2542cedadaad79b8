"""The first schema: all tables, the triggers that keep some of them append-only, and the functions
of the ledger on PostgreSQL. It is frozen in migrations/revision_0001.

It has no downgrade(): before it the database is empty.
"""

from alembic import op

from migrations import revision_0001

revision = "0001"
down_revision = None


def upgrade() -> None:
    revision_0001.create(op.get_bind())
