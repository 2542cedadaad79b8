"""hotline db upgrade|downgrade|seed, hotline audit"""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

import migrations
from commands.common import connect, console, open_database, readable_errors
from core.books import audit as core_audit
from core.organisation import units
from core.seed import seed as seed_programme


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


@click.command()
def audit() -> None:
    """Check the ledger's invariants.

    Balances, lots, holds, reversals, stock and transfers must agree with the postings. Prints a
    line for each violation; exits with 1 if there are any.
    """
    problems = open_database().read(lambda conn: list(core_audit.violations(conn)))
    for problem in problems:
        click.echo(problem)
    console.print(f"{len(problems)} violations." if problems else "No violations found.")
    sys.exit(1 if problems else 0)
