"""Points that cannot be used before a day: `lot.usable_from`.

`ledger_grant` gets that day as its last parameter. `ledger_spend` and `ledger_hold` neither count
such points as available before it, nor take from them. Points that exist can be used at once.

Going back is refused while there are points with such a day: the release before would spend them
at once.
"""

from alembic import op
from sqlalchemy import Column, Connection, text

from migrations import append_only
from migrations.checks import add_check, drop_check
from migrations.column_types import DAY
from migrations.revision_0007 import spending_functions as functions_of_0007
from migrations.revision_0017 import grant_function
from migrations.revision_0018 import spending_functions

revision = "0018"
down_revision = "0017"

CHECK = "lot_usable_from_check"
FIXED = ("member_id", "unit", "lot_id", "granted", "unit_cost_mfen", "issuer")
WAITING = "remaining > 0 AND usable_from IS NOT NULL"


def upgrade() -> None:
    connection = op.get_bind()
    op.add_column("lot", Column("usable_from", DAY))
    add_check("lot", CHECK, "usable_from <= expires_at")
    op.create_index(
        "lot_waiting",
        "lot",
        ["member_id", "unit", "usable_from"],
        postgresql_where=text(WAITING),
        sqlite_where=text(WAITING),
    )
    _guard(connection, (*FIXED, "usable_from"))
    spending_functions.replace(connection)


def downgrade() -> None:
    connection = op.get_bind()
    used = "SELECT COUNT(*) FROM lot WHERE usable_from IS NOT NULL"
    if connection.exec_driver_sql(used).scalar_one():
        raise NotImplementedError("there are points with a first day")
    op.drop_index("lot_waiting", "lot")
    drop_check("lot", CHECK)
    _guard(connection, FIXED)
    op.drop_column("lot", "usable_from")
    grant_function.replace(connection)
    functions_of_0007.replace(connection)


def _guard(connection: Connection, fixed: tuple[str, ...]) -> None:
    """Put the triggers that guard a lot in place anew, for these columns."""
    if connection.dialect.name == "postgresql":
        op.execute("DROP TRIGGER lot_append_only ON lot")
    else:
        for verb in ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER lot_no_{verb}")
    changing = ("remaining", "held", "expires_at")
    append_only.protect_columns(connection, "lot", fixed=fixed, changing=changing)
