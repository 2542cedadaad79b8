"""Append-only tables: the database itself refuses to change a row, whoever asks.

One path leads through: the erasure of a member's personal data, see allow_erasure().

Two locks. A trigger stops everyone who may not drop triggers. On PostgreSQL the rights to UPDATE,
DELETE and TRUNCATE are revoked as well, from the owner of the tables too; so let the hotline run as
a role that does not own them.

Migrations that have been released use these functions. Add to this module, but do not change the
SQL that a function here executes: a new database must come out the same as an upgraded one.
"""

from collections.abc import Sequence

from sqlalchemy import Connection

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} {of} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
# INSERT OR REPLACE deletes the existing row without running its DELETE trigger, unless the pragma
# recursive_triggers is on, which only our own connections switch on.
_SQLITE_REPLACE = """
CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM {table} WHERE {same_key})
BEGIN SELECT RAISE(ABORT, '{table} has that row already'); END
"""
_COLUMNS = (
    "SELECT name FROM pragma_table_info('{table}') ORDER BY cid",
    """
SELECT attname FROM pg_attribute
WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum
""",
)  # on SQLite, on PostgreSQL
_KEY = "SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk"

# A driver reads % as the start of a parameter, so it is doubled.
_POSTGRESQL_FUNCTION = """
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '%% is append-only', TG_TABLE_NAME; END $$
"""
# For each statement, not for each row: so that TRUNCATE is refused too.
_POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE {of} OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION append_only()
"""
# The path of an erasure: of a member who has left, after the audit trail has recorded the erasure,
# and only from what a column holds to nothing or to the member's pseudonym.
_ERASED = """
EXISTS (SELECT 1 FROM trail WHERE member_id = OLD.member_id AND act = 'member_erased')
AND NOT EXISTS (SELECT 1 FROM member WHERE member_id = OLD.member_id AND status <> 'left')
AND {unchanged} AND {erased} AND {only_if}
"""
_ERASED_COLUMN = """
(NEW.{column} {same} OLD.{column} OR NEW.{column} IS NULL
 OR CAST(NEW.{column} AS text) IN ('', '{{}}', 'erased:' || OLD.member_id)
 OR RTRIM(CAST(NEW.{column} AS text), '0123456789') = 'erased:' || OLD.member_id || ':')
"""
_SQLITE_ERASURE = """
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} WHEN NOT ({allowed})
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRESQL_ERASURE = (
    """
CREATE FUNCTION {table}_erasure() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
    IF {allowed} THEN RETURN NEW; END IF;
    RAISE EXCEPTION '{table} is append-only';
END $$
""",
    "DROP TRIGGER {table}_append_only ON {table}",
    """
CREATE TRIGGER {table}_append_only BEFORE DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION append_only()
""",
    """
CREATE TRIGGER {table}_erasure BEFORE UPDATE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_erasure()
""",
    "GRANT UPDATE ({columns}) ON {table} TO CURRENT_USER",
)
_POSTGRESQL_NO_ERASURE = (
    "DROP TRIGGER {table}_erasure ON {table}",
    "DROP FUNCTION {table}_erasure()",
    "DROP TRIGGER {table}_append_only ON {table}",
    "REVOKE UPDATE ({columns}) ON {table} FROM CURRENT_USER",
)
_REVOKE = "REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM PUBLIC, CURRENT_USER"
_GRANT = "GRANT UPDATE ({columns}) ON {table} TO CURRENT_USER"


def create_function(connection: Connection) -> None:
    """The function that PostgreSQL's triggers call. The first revision creates it, once."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_POSTGRESQL_FUNCTION)


def protect(connection: Connection, table: str, *, inserted_if_new: bool = False) -> None:
    """Refuse every change of a row of `table`.

    `inserted_if_new`: the hotline inserts into it with ON CONFLICT DO NOTHING, which a trigger of
    SQLite cannot tell from REPLACE. Such a table has no trigger against REPLACE; there only the
    pragma recursive_triggers guards, see `core.kernel.engines`.
    """
    _protect(connection, table, (), inserted_if_new)


def protect_columns(
    connection: Connection,
    table: str,
    *,
    fixed: Sequence[str],
    changing: Sequence[str],
    inserted_if_new: bool = False,
) -> None:
    """Refuse to delete a row of `table`, and to change its `fixed` columns. `changing`: all the
    others, which may still be updated."""
    _protect(connection, table, fixed, inserted_if_new)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_GRANT.format(table=table, columns=", ".join(changing)))


def allow_foreign_keys_to(connection: Connection, table: str, *, column: str) -> None:
    """Let other tables refer to an append-only table.

    Inserting a row that refers to another locks the latter (FOR KEY SHARE) with the rights of the
    owner of the table, and that takes the right to update at least one `column`. The trigger still
    refuses the update itself.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_GRANT.format(table=table, columns=column))


def allow_erasure(connection: Connection, table: str, *columns: str, only_if: str = "TRUE") -> None:
    """Let an erasure take what is personal out of the `columns` of an append-only table; every
    other change is refused as before. Other columns are those that the table has now: a migration
    that adds one calls forbid_erasure() and this function again.

    only_if: SQL over OLD and NEW that must hold as well.
    """
    run = connection.exec_driver_sql
    postgresql = connection.dialect.name == "postgresql"
    fixed = [name for name in run(_COLUMNS[postgresql].format(table=table)).scalars()
             if name not in columns]  # fmt: skip
    same = "IS NOT DISTINCT FROM" if postgresql else "IS"
    allowed = _ERASED.format(
        unchanged=" AND ".join(f"NEW.{name} {same} OLD.{name}" for name in fixed),
        erased=" AND ".join(_ERASED_COLUMN.format(column=name, same=same) for name in columns),
        only_if=only_if,
    )
    if postgresql:
        for statement in _POSTGRESQL_ERASURE:
            run(statement.format(table=table, allowed=allowed, columns=", ".join(columns)))
        return
    run(f"DROP TRIGGER {table}_no_update")
    run(_SQLITE_ERASURE.format(table=table, allowed=allowed))


def forbid_erasure(connection: Connection, table: str, *columns: str) -> None:
    """Takes allow_erasure() back."""
    run = connection.exec_driver_sql
    if connection.dialect.name == "postgresql":
        for statement in _POSTGRESQL_NO_ERASURE:
            run(statement.format(table=table, columns=", ".join(columns)))
        run(_POSTGRESQL.format(table=table, of=""))
        return
    run(f"DROP TRIGGER {table}_no_update")
    run(_SQLITE.format(table=table, verb="update", of=""))


def _protect(
    connection: Connection, table: str, fixed: Sequence[str], inserted_if_new: bool
) -> None:
    run = connection.exec_driver_sql
    of = f"OF {', '.join(fixed)}" if fixed else ""
    if connection.dialect.name == "postgresql":
        run(_POSTGRESQL.format(table=table, of=of))
        run(_REVOKE.format(table=table))
        return
    run(_SQLITE.format(table=table, verb="update", of=of))
    run(_SQLITE.format(table=table, verb="delete", of=""))
    if not inserted_if_new:
        key = run(_KEY.format(table=table)).scalars()
        same_key = " AND ".join(f"{column} = NEW.{column}" for column in key)
        run(_SQLITE_REPLACE.format(table=table, same_key=same_key))
