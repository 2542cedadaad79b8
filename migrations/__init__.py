"""The revisions of the database's schema.

Alembic runs them with the connection that the program already has, so there is no second place
where the address of a database could be wrong. How to write the next one: docs/migrations.md.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from core.kernel import Database, HotlineError
from migrations import sqlite_tables


class WrongRevision(HotlineError):
    """The database is not at the revision that this release needs. Its text says what to do."""


def upgrade(database: Database, revision: str = "head") -> None:
    """Migrate to `revision`, which is the newest one unless stated; no work if it is there already.

    All in one transaction. Raises WrongRevision if a newer release has been at this database.
    """
    _refuse_unknown(current_revision(database))
    _run(database, lambda config: command.upgrade(config, revision))


def downgrade(database: Database, revision: str) -> None:
    """Take the migrations after `revision` back, in one transaction."""
    _refuse_unknown(current_revision(database))
    _run(database, lambda config: command.downgrade(config, revision))


def current_revision(database: Database) -> str | None:
    """The revision of `database`; None where it has no schema."""
    # Straight from the engine: the readiness check must not queue with turns for a connection.
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check_revision(database: Database) -> None:
    """Raise WrongRevision unless `database` is at the newest revision of this release."""
    found, needed = current_revision(database), revisions()[0]
    if found == needed:
        return
    _refuse_unknown(found)
    state = "has no schema" if found is None else f"is at revision {found}"
    raise WrongRevision(f"database {state}, this release needs {needed}: run `hotline db upgrade`")


@cache
def revisions() -> tuple[str, ...]:
    """The revisions that this release knows, the newest first."""
    scripts = ScriptDirectory.from_config(_config())
    return tuple(script.revision for script in scripts.walk_revisions())


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


def _run(database: Database, migrate: Callable[[Config], None]) -> None:
    config = _config()
    with (
        database.engine.connect() as connection,
        sqlite_tables.foreign_keys_off(connection),
        connection.begin(),
    ):
        config.attributes["connection"] = connection
        migrate(config)
        sqlite_tables.check_foreign_keys(connection)
