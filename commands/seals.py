"""hotline seal make|heads|check"""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from commands.common import open_database
from core.books import seals


@click.group("seal")
def seal() -> None:
    """Make and check the seals of the ledger.

    A seal is a hash over a day's postings of one shard of members and over the seal of the day
    before: whoever changes a posting later breaks every seal from then on.
    """


@seal.command()
def make() -> None:
    """Seal every day that is over and has no seal yet."""
    days = seals.make(open_database(), datetime.now(UTC))
    click.echo(f"{len(days)} days sealed{f', up to {days[-1]}' if days else ''}.")


@seal.command()
@click.option(
    "--day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day to print; the newest sealed one if not given.",
)
def heads(day: datetime | None) -> None:
    """Print the seals of a day: day, shard, number of postings, SHA-256.

    Publish them where nobody can change them afterwards; `hotline seal check --published` compares
    the ledger with them.
    """
    wanted: date | None = day.date() if day else None
    for head in open_database().read(lambda conn: seals.heads(conn, wanted)):
        click.echo(head)


@seal.command()
@click.option(
    "--published",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that `hotline seal heads` printed: the seals must still be the same.",
)
def check(published: Path | None) -> None:
    """Compute every seal again and compare.

    Prints the day and the shard of each seal that differs; exits with 1 if there are any.
    """
    lines = published.read_text(encoding="utf-8").splitlines() if published else []
    try:
        known = dict(seals.parse(line) for line in lines if line.strip())
    except ValueError as error:
        raise click.ClickException(
            f"{published} is not what `hotline seal heads` prints: {error}"
        ) from error
    broken = 0
    for problem in seals.check(open_database(), known):
        click.echo(problem)
        broken += 1
    click.echo("Every seal is whole." if not broken else f"{broken} seals are broken.")
    sys.exit(1 if broken else 0)
