"""Points are spent and held until their last day, also where the job that posts their expiry is
late.

`ledger_spend` and `ledger_hold` get the programme's day as a last parameter. Lots past their last
day are not counted as available, and not taken from. SQLite has no functions.
"""

from alembic import op

from migrations.revision_0001 import ledger_functions
from migrations.revision_0007 import spending_functions

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    spending_functions.replace(op.get_bind())


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for dropped in ("ledger_grant", "ledger_spend", "ledger_hold", "ledger_settle"):
        op.execute(f"DROP FUNCTION {dropped}")
    ledger_functions.create(op.get_bind())
