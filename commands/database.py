"""hotline db upgrade|downgrade|seed|restored, hotline audit"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime

import click
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError

import migrations
from commands.common import connect, console, first_line, open_database, readable_errors
from core.books import audit as core_audit
from core.books import marks
from core.kernel import BadSettings, Database
from core.organisation import units
from core.seed import seed as seed_programme
from flows.engine import connect as connect_redis
from flows.engine import forget_other_books


@click.group()
def db() -> None:
    """Upgrade the database, or add the demo programme."""


@db.command()
def upgrade() -> None:
    """Upgrade the schema to this release.

    The data is kept. Does nothing where the schema is up to date; if it fails, the database is left
    as it was. Waits for another process that is upgrading it.
    """
    database = connect()
    with readable_errors():
        before = migrations.upgrade(database)
        database.run(units.add_units)
    after = migrations.revisions()[0]
    if before == after:
        console.print(f"The schema is up to date: revision {after}.")
    else:
        console.print(f"Upgraded the schema from revision {before or 'none'} to {after}.")


@db.command()
@click.argument("revision")
def downgrade(revision: str) -> None:
    """Take the schema back to REVISION, such as 0001.

    Do this before you install an earlier release. What the later revisions added is dropped with
    its data: back up the database first.
    """
    if revision not in migrations.revisions():
        known = ", ".join(migrations.revisions())
        raise click.ClickException(f"There is no revision {revision}. There are: {known}.")
    try:
        with readable_errors():
            migrations.downgrade(connect(), revision)
    except NotImplementedError as error:  # a migration that says why it cannot be taken back
        raise click.ClickException(str(error)) from error
    console.print(f"The schema is at revision {revision}.")


@db.command()
def seed() -> None:
    """Add the demo programme.

    Members, agents, gifts and services. Does nothing where there are members already.
    """
    open_database().run(lambda conn: seed_programme(conn, datetime.now(UTC)))
    console.print("The database has the demo programme.")


@db.command()
def restored() -> None:
    """Say that the database was restored from a backup.

    Redis (REDIS_URL) then forgets the sessions and replies of what happened after that backup, and
    so does one that cannot be reached now, when a server finds it.
    """
    database = open_database()
    epoch = database.run(lambda conn: marks.begin_epoch(conn, datetime.now(UTC)))
    console.print(f"The book has a new epoch: {epoch}.")
    try:
        keys = forget_other_books(connect_redis(os.environ.get("REDIS_URL", "")), epoch)
    except (BadSettings, RedisError):
        console.print("Redis is not reached: the servers see to it when they find it.")
    else:
        console.print(f"Redis has forgotten {keys} keys.")


@click.command()
def audit() -> None:
    """Check the ledger's invariants.

    Balances, lots, holds, reversals, stock and transfers must agree with the postings. Prints a
    line for each violation; exits with 1 if there are any.
    """
    database = open_database()
    problems = database.read(lambda conn: list(core_audit.violations(conn)))
    _note_audit(database, len(problems))
    for problem in problems:
        click.echo(problem)
    console.print(f"{len(problems)} violations." if problems else "No violations found.")
    sys.exit(1 if problems else 0)


def _note_audit(database: Database, violations: int) -> None:
    """For the metrics. A standby may be audited as well, which takes no note."""
    try:
        database.run(lambda conn: marks.note_audit(conn, violations, datetime.now(UTC)))
    except DBAPIError as error:
        console.print(f"Not noted as the last audit: {first_line(error)}", style="yellow")
