"""Changes tables where SQLite has no ALTER TABLE: creates the table anew and copies its rows.

This is used instead of Alembic's batch mode, which reads a table back through SQLAlchemy and so
loses what SQLAlchemy does not reflect: CHECK constraints, STRICT, and every trigger, those that
keep a table append-only among them. Here the new table has the old one's own SQL with one edit, and
its indexes and triggers are created again with theirs.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

_SQL = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
# Those without SQL belong to UNIQUE and PRIMARY KEY, and come with the table.
_ATTACHED = """
SELECT sql FROM sqlite_master
WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY type, name
"""
# As SQLAlchemy writes a table, and SQLite keeps it.
_STRICT_TABLE = re.compile(r"CREATE TABLE \S+ \(\n(?P<parts>.*)\n\)\s+STRICT\s*", re.DOTALL)
_BETWEEN = ", \n"


def add_constraint(connection: Connection, table: str, constraint: str) -> None:
    """`constraint`: one line of SQL, such as "CONSTRAINT name CHECK (points > 0)"."""
    rebuild(connection, table, lambda parts: [*parts, f"\t{constraint}"])


def drop_constraint(connection: Connection, table: str, name: str) -> None:
    """Raises ValueError if `table` has no constraint of that name."""

    def edit(parts: list[str]) -> list[str]:
        kept = [part for part in parts if not part.startswith(f"\tCONSTRAINT {name} ")]
        if len(kept) != len(parts) - 1:
            raise ValueError(f"{table} has no constraint {name}")
        return kept

    rebuild(connection, table, edit)


def rebuild(connection: Connection, table: str, edit: Callable[[list[str]], list[str]]) -> None:
    """Make `table` again. `edit` takes its definitions, one line of SQL each, first the columns and
    then the constraints, and returns the new ones. The columns must stay.

    The steps are those that SQLite's documentation of ALTER TABLE recommends. The foreign keys must
    be off (`migrations.upgrade` sees to it), else dropping the old table deletes its rows first.
    """
    run = connection.exec_driver_sql
    definition = _STRICT_TABLE.fullmatch(run(_SQL, (table,)).scalar_one())
    if definition is None:
        raise ValueError(f"{table} is not a STRICT table that a migration made")
    attached = list(run(_ATTACHED, (table,)).scalars())
    parts = _BETWEEN.join(edit(definition["parts"].split(_BETWEEN)))
    run(f'CREATE TABLE "{table}_new" (\n{parts}\n)\n STRICT')
    run(f'INSERT INTO "{table}_new" SELECT * FROM "{table}"')  # noqa: S608  a name of ours
    run(f'DROP TABLE "{table}"')
    # Triggers of other tables may read this one (migrations.append_only.allow_erasure): without the
    # pragma a rename is refused while such a trigger names a table that does not exist.
    run("PRAGMA legacy_alter_table=ON")
    run(f'ALTER TABLE "{table}_new" RENAME TO "{table}"')
    run("PRAGMA legacy_alter_table=OFF")
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
        if not connection.invalidated:  # Ctrl-C within a statement closes it
            raw.execute("PRAGMA foreign_keys=ON")
            raw.close()


def check_foreign_keys(connection: Connection) -> None:
    """Raise ValueError where a row of SQLite refers to nothing."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise ValueError(f"rows that refer to nothing: {broken[:10]}")
