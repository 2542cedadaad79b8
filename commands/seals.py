"""hotline seal make|heads|check"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from commands.common import database
from core.books import seals


@click.group("seal")
def seal() -> None:
    """The tamper-evident seal of the book: a chain of hashes by shard and day."""


@seal.command()
def make() -> None:
    """Seal every day that is over. Safe to run as often as you like."""
    days = seals.make(database(), datetime.now(UTC))
    click.echo(f"{len(days)} days sealed{f', up to {days[-1]}' if days else ''}.")


@seal.command()
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="Another than the newest sealed.")
def heads(day: datetime | None) -> None:
    """Print the heads of a day: day, shard, postings, SHA-256. Publish them."""
    wanted: date | None = day.date() if day else None
    for head in database().read(lambda conn: seals.heads(conn, wanted)):
        click.echo(head)


@seal.command()
@click.option(
    "--published",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Heads as they were printed once: they must be the same still.",
)
def check(published: Path | None) -> None:
    """Compute every seal again; exit 1 and name the shard and the day where it is another."""
    lines = published.read_text(encoding="utf-8").splitlines() if published else []
    try:
        known = dict(seals.parse(line) for line in lines if line.strip())
    except ValueError as error:
        raise click.ClickException(f"{published}: no line of heads: {error}") from error
    broken = 0
    for problem in seals.check(database(), known):
        click.echo(problem)
        broken += 1
    click.echo("Every seal is whole." if not broken else f"{broken} seals are broken.")
    sys.exit(1 if broken else 0)
