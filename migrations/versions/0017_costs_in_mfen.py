"""What a point costs is in thousandths of a fen (mfen): `lot.unit_cost` becomes `unit_cost_mfen`.

Costs are multiplied by 1,000, also those of points that are on their way from one member to
another. No seal and no idempotency key changes: seals cover postings, which have no cost, and the
hash of a grant at a cost in whole fen is the one that is stored already.

PostgreSQL writes the table of lots anew, under its lock: about 3 s for a million lots. Going back
is refused while a cost is no whole number of fen.
"""

from alembic import op
from sqlalchemy import Connection

from migrations import append_only
from migrations.revision_0001 import ledger_functions
from migrations.revision_0007 import spending_functions
from migrations.revision_0017 import grant_function

revision = "0017"
down_revision = "0016"

CHANGING = ("remaining", "held", "expires_at")
# {cost}: the new value of a part, from its old one.
_PARTS = {
    "postgresql": """
UPDATE transfer SET parts = (
    SELECT jsonb_agg(part - '{was}' || jsonb_build_object('{becomes}', {cost}) ORDER BY place)
    FROM jsonb_array_elements(parts) WITH ORDINALITY AS p(part, place))
""",
    "sqlite": """
UPDATE transfer SET parts = (
    SELECT json_group_array(json_set(json_remove(part, '$.{was}'), '$.{becomes}', {cost}))
    FROM (SELECT value AS part FROM json_each(parts) ORDER BY key))
""",
}
_HAS_CONSTRAINT = "SELECT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = %s)"
_COST = "CAST(part->>'{was}' AS bigint) {factor}"


def upgrade() -> None:
    connection = op.get_bind()
    _change(connection, "unit_cost", "unit_cost_mfen", "* 1000")
    grant_function.replace(connection)


def downgrade() -> None:
    connection = op.get_bind()
    not_whole = "SELECT COUNT(*) FROM lot WHERE unit_cost_mfen / 1000 * 1000 <> unit_cost_mfen"
    if connection.exec_driver_sql(not_whole).scalar_one():
        raise NotImplementedError("there are costs that are no whole number of fen")
    _change(connection, "unit_cost_mfen", "unit_cost", "/ 1000")
    if _is_postgresql(connection):
        for dropped in ("ledger_grant", "ledger_spend", "ledger_hold", "ledger_settle"):
            op.execute(f"DROP FUNCTION {dropped}")
        ledger_functions.create(connection)
        spending_functions.replace(connection)


def _change(connection: Connection, was: str, becomes: str, factor: str) -> None:
    run = connection.exec_driver_sql
    if _is_postgresql(connection):
        run("DROP TRIGGER lot_append_only ON lot")
        run(f"ALTER TABLE lot RENAME COLUMN {was} TO {becomes}")
        run(f"ALTER TABLE lot ALTER COLUMN {becomes} TYPE bigint USING {becomes} {factor}")
        not_null = f"lot_{was}_not_null"
        if run(_HAS_CONSTRAINT, (not_null,)).scalar_one():  # PostgreSQL 18 names them
            run(f"ALTER TABLE lot RENAME CONSTRAINT {not_null} TO lot_{becomes}_not_null")
    else:
        for verb in ("update", "delete", "replace"):
            run(f"DROP TRIGGER lot_no_{verb}")
        run(f"ALTER TABLE lot RENAME COLUMN {was} TO {becomes}")
        run(f"UPDATE lot SET {becomes} = {becomes} {factor}")  # noqa: S608  names of ours
    fixed = ("member_id", "unit", "lot_id", "granted", becomes, "issuer")
    append_only.protect_columns(connection, "lot", fixed=fixed, changing=CHANGING)
    cost = _COST.format(was=was, factor=factor)
    run(_PARTS[connection.dialect.name].format(was=was, becomes=becomes, cost=cost))


def _is_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == "postgresql"
