"""Complaints have a category, and members add to those that they have filed."""

from alembic import op
from sqlalchemy import Column, Text

from migrations.checks import add_check, drop_check

revision = "0016"
down_revision = "0015"

CATEGORIES = "category IN ('delivery', 'quality', 'points', 'service', 'partner', 'other')"
ACTS = "'assign', 'note', 'contact', 'escalate', 'decide', 'close', 'reopen'"


def upgrade() -> None:
    op.add_column("complaint", Column("category", Text))
    add_check("complaint", "complaint_category_check", CATEGORIES)
    drop_check("complaint_step", "complaint_step_act_check")
    add_check("complaint_step", "complaint_step_act_check", f"act IN ({ACTS}, 'add', 'classify')")


def downgrade() -> None:
    """Fails, and changes nothing, once a member has added to a complaint: the words would be
    lost."""
    drop_check("complaint_step", "complaint_step_act_check")
    add_check("complaint_step", "complaint_step_act_check", f"act IN ({ACTS})")
    drop_check("complaint", "complaint_category_check")
    op.drop_column("complaint", "category")
