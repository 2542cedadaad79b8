"""The database and the book in it."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

import migrations
from commands.common import console, database
from core.books import audit as core_audit
from core.seed import seed as seed_programme


@click.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Bring the schema up to date."""
    migrations.upgrade(database())
    console.print("The schema is up to date.")


@db.command()
def seed() -> None:
    """The demo programme: its members, gifts and services. Does nothing where there are members."""
    database().run(lambda conn: seed_programme(conn, datetime.now(UTC)))
    console.print("The demo programme is there.")


@click.command()
def audit() -> None:
    """Check the ledger's invariants; exit 1 and name what is wrong."""
    problems = database().read(lambda conn: list(core_audit.violations(conn)))
    for problem in problems:
        click.echo(problem)
    console.print("The book is sound." if not problems else f"{len(problems)} violations.")
    sys.exit(1 if problems else 0)
