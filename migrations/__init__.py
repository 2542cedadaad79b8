"""The revisions of the database's schema.

Alembic runs them with the connection that the program already has, so there is no second place
where the address of a database could be wrong. How to write the next one: docs/migrations.md.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Transaction, inspect
from sqlalchemy.exc import OperationalError

from core.books import marks
from core.kernel import Database, HotlineError
from core.schema import book_mark
from migrations import sqlite_tables

LOCK = 4_710_086
"""The key of PostgreSQL's advisory lock that whoever migrates holds."""


class WrongRevision(HotlineError):
    """The database is not at the revision that this release needs. Its text says what to do."""


def upgrade(database: Database, revision: str = "head") -> str | None:
    """Migrate to `revision`, which is the newest one unless stated; no work if it is there already.

    All in one transaction, which waits for another process that migrates. Returns the revision that
    it found, None where there was no schema. Raises WrongRevision if a newer release has been at
    this database.
    """
    return _run(database, lambda config: command.upgrade(config, revision))


def downgrade(database: Database, revision: str) -> None:
    """Take the migrations after `revision` back, in one transaction."""
    _run(database, lambda config: command.downgrade(config, revision))


def current_revision(database: Database) -> str | None:
    """The revision of `database`; None where it has no schema."""
    # Straight from the engine: the readiness check must not queue with turns for a connection.
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check_revision(database: Database) -> None:
    """Raise WrongRevision unless `database` is at the newest revision of this release, or at one of
    a later release which says that this one may go on: while servers are replaced one by one, both
    releases are at work."""
    found, needed = current_revision(database), revisions()[0]
    if found == needed or _may_go_on(database, found):
        return
    _refuse_unknown(found)
    state = "has no schema" if found is None else f"is at revision {found}"
    raise WrongRevision(f"database {state}, this release needs {needed}: run `hotline db upgrade`")


@cache
def revisions() -> tuple[str, ...]:
    """The revisions that this release knows, the newest first."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(script.revision for script in scripts.walk_revisions())


def _may_go_on(database: Database, found: str | None) -> bool:
    if found is None or found in revisions():
        return False
    with database.engine.connect() as connection:
        return marks.value(connection, marks.SERVES_FROM) in revisions()


def _note_oldest(connection: Connection, before: str | None) -> None:
    """Note the oldest release that may go on with the schema as it is now. A migration that only
    adds what the release before does not ask for says so: EXPANDS = True."""
    if not inspect(connection).has_table(book_mark.name):
        return
    now = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    applied = [each for each in scripts if (before or "") < each.revision <= (now or "")]
    ends = [each.revision for each in applied if not getattr(each.module, "EXPANDS", False)]
    noted = marks.value(connection, marks.SERVES_FROM)
    oldest = max(ends, default=min(filter(None, (noted or before, now))))
    if oldest != noted:
        marks.note(connection, marks.SERVES_FROM, oldest, datetime.now(UTC))


def _refuse_unknown(found: str | None) -> None:
    if found is not None and found not in revisions():
        raise WrongRevision(
            f"database is at revision {found}, which this release does not know (it needs"
            f" {revisions()[0]}): install the release that upgraded the database"
        )


def _config() -> Config:
    config = Config()
    # Config reads % as the start of an interpolation.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def _run(database: Database, migrate: Callable[[Config], None]) -> str | None:
    config = _config()
    with (
        database.engine.connect() as connection,
        sqlite_tables.foreign_keys_off(connection),
        _alone(connection),
    ):
        found = MigrationContext.configure(connection).get_current_revision()
        _refuse_unknown(found)
        config.attributes["connection"] = connection
        migrate(config)
        _note_oldest(connection, found)
        sqlite_tables.check_foreign_keys(connection)
        return found


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """A transaction that begins when no other process migrates, however long that takes."""
    if connection.dialect.name == "postgresql":
        with connection.begin():
            run = connection.exec_driver_sql
            limit = run("SHOW lock_timeout").scalar_one()
            run("SET LOCAL lock_timeout = 0")
            run(f"SELECT pg_advisory_xact_lock({LOCK})")
            run(f"SET LOCAL lock_timeout = '{limit}'")
            yield
    else:
        with _begun(connection):
            yield


def _begun(connection: Connection) -> Transaction:
    """On SQLite, whose lock is that of every transaction that writes: waiting for it ends after a
    time limit that is meant for turns."""
    while True:
        try:
            return connection.begin()
        except OperationalError as error:
            if not isinstance(error.orig, sqlite3.OperationalError):
                raise
            if error.orig.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
