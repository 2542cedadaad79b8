"""Cities below the provinces: a member may be in one. Where the members of before are within their
province is not known."""

from alembic import op
from sqlalchemy import Column, Text

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    op.add_column("member", Column("city", Text))


def downgrade() -> None:
    """Only while nobody is in a city: without its members, acts and moves would be nowhere."""
    known = op.get_bind().exec_driver_sql("SELECT COUNT(*) FROM member WHERE city IS NOT NULL")
    if known.scalar_one():
        raise NotImplementedError("members are in cities, which release 0038 does not know")
    op.drop_column("member", "city")
