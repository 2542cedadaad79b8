"""What several commands use: the console, and the database of the environment."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from sqlalchemy.exc import ArgumentError, DBAPIError

import migrations
from core.kernel import BadSettings, Database, Settings

LOOPBACK = "127.0.0.1"
DEMO_PORT = 8000
DEMO_DIRECTORY = Path(".demo")
console = Console()


def database_url() -> str:
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise click.ClickException(
            "DATABASE_URL is not set. Set it to the database's address, for example"
            " postgresql+psycopg://user:password@host/hotline or sqlite:///hotline.db."
        )
    return url


def connect(url: str | None = None) -> Database:
    """The database at `url`, or at DATABASE_URL, whatever its revision is."""
    try:
        return Database(url or database_url())
    except ArgumentError:  # its text may hold the address, with a password
        raise click.ClickException("The database URL is not valid.") from None


@contextmanager
def readable_errors() -> Iterator[None]:
    """End the command with one line where the database is at another revision, or fails."""
    try:
        yield
    except migrations.WrongRevision as error:
        raise click.ClickException(f"{error}.") from error
    except DBAPIError as error:
        raise click.ClickException(f"Database error: {first_line(error)}") from error


def first_line(error: DBAPIError) -> str:
    """What the driver says, without the statement that SQLAlchemy adds."""
    return next(iter(str(error.orig).splitlines()), type(error.orig).__name__)


def read_settings(read: Callable[[], Settings]) -> Settings:
    """End the command naming everything that is wrong with the environment at once."""
    try:
        return read()
    except BadSettings as error:
        problems = "\n".join(f"  {problem}" for problem in error.problems)
        raise click.ClickException(
            "Nothing was started, because of the environment (README.md, Running it for real):\n"
            + problems
        ) from None


def open_database() -> Database:
    """The database of DATABASE_URL, at the revision of this release. Ends the command if not."""
    database = connect()
    with readable_errors():
        migrations.check_revision(database)
    return database
