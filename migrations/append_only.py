"""What was posted stays posted: the database itself refuses UPDATE and DELETE, whoever asks."""

from sqlalchemy import Connection

_SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""
_POSTGRESQL_FUNCTION = """
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""
# By statement, so that TRUNCATE is refused too.
_POSTGRESQL = """
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION append_only()
"""


def protect(connection: Connection, tables: tuple[str, ...]) -> None:
    if connection.dialect.name == "sqlite":
        for table in tables:
            for verb in ("update", "delete"):
                connection.exec_driver_sql(_SQLITE.format(table=table, verb=verb))
        return
    # A driver reads % as the start of a parameter.
    connection.exec_driver_sql(_POSTGRESQL_FUNCTION.replace("%", "%%"))
    for table in tables:
        connection.exec_driver_sql(_POSTGRESQL.format(table=table))
