"""Changes of a table that SQLite has no ALTER TABLE for: the table is made again and its rows are
copied.

This is used instead of Alembic's batch mode, which reads a table back through SQLAlchemy and so
loses what SQLAlchemy does not reflect: CHECK constraints, STRICT, and every trigger, those that
keep a table append-only among them. Here the new table is the old one's own SQL with one edit, and
its indexes and triggers are executed again as they were.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

_SQL = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
# Those without SQL belong to UNIQUE and PRIMARY KEY, and come with the table.
_ATTACHED = """
SELECT sql FROM sqlite_master
WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type, name
"""
_END = "\n) STRICT"


def add_constraint(connection: Connection, table: str, constraint: str) -> None:
    """`constraint`: one line of SQL, such as "CONSTRAINT name CHECK (points > 0)"."""

    def edit(sql: str) -> str:
        start, end, rest = sql.rpartition(_END)
        if not end:
            raise ValueError(f"{table} is not a STRICT table")
        return f"{start}, \n\t{constraint}{end}{rest}"

    rebuild(connection, table, edit)


def drop_constraint(connection: Connection, table: str, name: str) -> None:
    def edit(sql: str) -> str:
        lines = sql.split(", \n")
        kept = [line for line in lines if not line.startswith(f"\tCONSTRAINT {name} ")]
        if len(kept) != len(lines) - 1:
            raise ValueError(f"{table} has no constraint {name}, or more than one")
        last = lines[-1].startswith(f"\tCONSTRAINT {name} ")
        return ", \n".join(kept) + (_END if last else "")

    rebuild(connection, table, edit)


def rebuild(connection: Connection, table: str, edit: Callable[[str], str]) -> None:
    """Make `table` again with the SQL that `edit` returns for its present SQL. The columns stay.

    The order of the steps is the one that SQLite's documentation of ALTER TABLE recommends. The
    foreign keys must be off: else dropping the old table deletes its rows first.
    """
    run = connection.exec_driver_sql
    old_sql = str(run(_SQL, (table,)).scalar_one())
    attached = list(run(_ATTACHED, (table,)).scalars())
    new_sql = edit(old_sql)
    _, head, body = new_sql.partition("(")
    run(f'CREATE TABLE "{table}_new" {head}{body}')
    run(f'INSERT INTO "{table}_new" SELECT * FROM "{table}"')  # noqa: S608  a name of ours
    run(f'DROP TABLE "{table}"')
    run(f'ALTER TABLE "{table}_new" RENAME TO "{table}"')
    for sql in attached:
        run(sql)


@contextmanager
def foreign_keys_off(connection: Connection) -> Iterator[None]:
    """For a connection to SQLite, outside a transaction: inside one the pragma does nothing."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.cursor()
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")
        raw.close()


def check_foreign_keys(connection: Connection) -> None:
    """Raise ValueError where a row of SQLite refers to nothing."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise ValueError(f"rows that refer to nothing: {broken[:10]}")
