"""What was posted stays posted: the database itself refuses to change it, whoever asks.

A trigger stops everyone but whoever may remove triggers; the privileges, taken from the owner too,
are a second lock on PostgreSQL. Let the hotline run as a role that does not own the tables.
"""

from sqlalchemy import Connection

# What a lot was granted as; what is left of it, held and its last day do change.
LOT_FOR_GOOD = ("member_id", "unit", "lot_id", "granted", "unit_cost", "issuer")
LOT_CHANGES = ("remaining", "held", "expires_at")
# A version is approved and withdrawn; what was in effect can be read for ever.
MADE = ("version", "reason", "made_by", "made_at")
DECIDED = ("approved_by", "approved_at", "withdrawn_by", "withdrawn_at")
PARTLY = {
    "lot": (LOT_FOR_GOOD, LOT_CHANGES),
    "rule_version": ((*MADE, "effective_on", "rules"), DECIDED),
    "wording_version": ((*MADE, "language", "sentence", "source"), DECIDED),
}
# These are inserted "if new" (ON CONFLICT DO NOTHING), which a trigger cannot tell from REPLACE:
# for them there is the pragma recursive_triggers, see core.kernel.db.
INSERTED_IF_NEW = ("idempotency", "programme_day", "rule_version", "wording_version")

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} {of} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
# INSERT OR REPLACE deletes the row that is there, and tells no trigger of it.
_SQLITE_REPLACE = """
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {same_key})
BEGIN SELECT RAISE(ABORT, '{table} has that row already'); END
"""
_KEY = "SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk"

# A driver reads % as the start of a parameter.
_POSTGRESQL_FUNCTION = """
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$
"""
# By statement, so that TRUNCATE is refused too.
_POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE {of} OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION append_only()
"""
_REVOKE = "REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM PUBLIC, CURRENT_USER"
# A foreign key locks the row it refers to (FOR KEY SHARE) as the owner of the table, which takes
# the right to update some column of it.
_GRANT = "GRANT UPDATE ({columns}) ON {table} TO CURRENT_USER"


def protect(connection: Connection, tables: tuple[str, ...]) -> None:
    if connection.dialect.name == "sqlite":
        _protect_sqlite(connection, tables)
    else:
        _protect_postgresql(connection, tables)


def _protect_sqlite(connection: Connection, tables: tuple[str, ...]) -> None:
    run = connection.exec_driver_sql
    for table in tables:
        for verb in ("update", "delete"):
            run(_SQLITE.format(table=table, verb=verb, of=""))
    for table, (for_good, _) in PARTLY.items():
        run(_SQLITE.format(table=table, verb="update", of=f"OF {', '.join(for_good)}"))
        run(_SQLITE.format(table=table, verb="delete", of=""))
    for table in {*tables, *PARTLY}.difference(INSERTED_IF_NEW):
        key = run(_KEY.format(table=table)).scalars()
        same_key = " AND ".join(f"{column} = NEW.{column}" for column in key)
        run(_SQLITE_REPLACE.format(table=table, same_key=same_key))


def _protect_postgresql(connection: Connection, tables: tuple[str, ...]) -> None:
    run = connection.exec_driver_sql
    run(_POSTGRESQL_FUNCTION)
    for table in tables:
        run(_POSTGRESQL.format(table=table, of=""))
    for table, (for_good, _) in PARTLY.items():
        run(_POSTGRESQL.format(table=table, of=f"OF {', '.join(for_good)}"))
    for table in (*tables, *PARTLY):
        run(_REVOKE.format(table=table))
    run(_GRANT.format(table="posting", columns="memo"))
    for table, (_, changes) in PARTLY.items():
        run(_GRANT.format(table=table, columns=", ".join(changes)))
