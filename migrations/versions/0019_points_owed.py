"""Points that members owe: what a refund takes back, and was spent meanwhile.

Before, the refund of a bill whose points were spent was refused. `ledger_grant` pays what is owed
out of the grant. Nobody owes anything at first.

Going back is refused while there are debts, paid ones too: the release before does not know them.
"""

from alembic import op
from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)

from migrations.column_types import MOMENT, WHOLE
from migrations.revision_0018 import spending_functions
from migrations.revision_0019 import grant_function

revision = "0019"
down_revision = "0018"

OPEN = "closed_at IS NULL"


def upgrade() -> None:
    op.create_table(
        "owed",
        Column("member_id", WHOLE, nullable=False),
        Column("owed_id", Text, nullable=False),
        Column("number", WHOLE, nullable=False),
        Column("unit", Text, nullable=False),
        Column("amount", WHOLE, nullable=False),
        Column("paid", WHOLE, nullable=False),
        Column("cause", Text, nullable=False),
        Column("partner", Text),
        Column("txn_id", Text, nullable=False),
        Column("reverses", WHOLE, nullable=False),
        Column("version", WHOLE, nullable=False),
        Column("opened_at", MOMENT, nullable=False),
        Column("closed_at", MOMENT),
        PrimaryKeyConstraint("member_id", "owed_id", name="owed_pkey"),
        UniqueConstraint("member_id", "number", name="owed_member_id_number_key"),
        CheckConstraint("unit IN ('points')", name="owed_unit_check"),
        CheckConstraint("cause IN ('accrual_reversal', 'partner_refund')", name="owed_cause_check"),
        CheckConstraint("amount > 0 AND 0 <= paid AND paid <= amount", name="owed_paid_check"),
        CheckConstraint("(paid = amount) = (closed_at IS NOT NULL)", name="owed_closed_at_check"),
        ForeignKeyConstraint(
            ["member_id", "unit", "reverses"],
            ["posting.member_id", "posting.unit", "posting.version"],
            name="owed_member_id_posting_fkey",
        ),
        sqlite_strict=True,
    )
    op.create_index(
        "owed_open",
        "owed",
        ["member_id", "number"],
        postgresql_where=text(OPEN),
        sqlite_where=text(OPEN),
    )
    grant_function.replace(op.get_bind())


def downgrade() -> None:
    connection = op.get_bind()
    if connection.exec_driver_sql("SELECT COUNT(*) FROM owed").scalar_one():
        raise NotImplementedError("there are debts of points")
    op.drop_table("owed")
    spending_functions.replace(connection)
