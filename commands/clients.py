"""hotline api clients add|list|rotate|disable"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import click
from rich.table import Table
from sqlalchemy import Connection

from commands.common import console, open_database
from core.clients import (
    BadClient,
    ClientTaken,
    NoSuchClient,
    Scope,
    parse_scopes,
)
from core.clients import clients as core_clients
from core.members import NOBODY
from core.staff import audit_trail

NAME = click.argument("name")
BY = "hotline api"
SECRET_BYTES = 32
NO_SUCH_CLIENT = "There is no client of that name."


@click.group()
def api() -> None:
    """The API for other systems."""


@api.group()
def clients() -> None:
    """Add and manage the systems that use the API."""


@clients.command()
@NAME
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice([scope.value for scope in Scope]),
    help="What the client may do; several times for several scopes.",
)
def add(name: str, scopes: tuple[str, ...]) -> None:
    """Add the client NAME and print its secret, which is stored nowhere."""
    at, secret = datetime.now(UTC), secrets.token_urlsafe(SECRET_BYTES)
    granted = parse_scopes(" ".join(scopes))

    def work(conn: Connection) -> None:
        core_clients.add(conn, name, granted, secret, at)
        _record(conn, "client_added", name, at, scopes=sorted(granted))

    try:
        open_database().run(work)
    except BadClient as error:
        raise click.ClickException(
            "A name has 2 to 40 characters of a-z, 0-9, '.', '_' and '-', and begins with a letter"
            " or a digit."
        ) from error
    except ClientTaken as error:
        raise click.ClickException("There is, or was, a client of that name.") from error
    click.echo(f"{name} has the secret {secret}")


@clients.command("list")
def show() -> None:
    """Print all clients, those that are disabled too."""
    table = Table("name", "enabled", "former secret valid until", "scopes", box=None)
    for client in open_database().read(core_clients.everyone):
        former = client.former_until
        until = former.isoformat(timespec="minutes") if former else ""
        table.add_row(client.client_id, "yes" if client.active else "no", until, client.scopes)
    console.print(table)


@clients.command()
@NAME
@click.option(
    "--former-for",
    "days",
    type=click.IntRange(0, 90),
    default=core_clients.ROTATION.days,
    show_default=True,
    help="For how many days the present secret is valid too.",
)
def rotate(name: str, days: int) -> None:
    """Give the client NAME another secret, and print it.

    Enables a disabled client again, by the new secret only.
    """
    at, secret = datetime.now(UTC), secrets.token_urlsafe(SECRET_BYTES)

    def work(conn: Connection) -> None:
        core_clients.rotate(conn, name, secret, at, at + timedelta(days=days))
        _record(conn, "client_rotated", name, at)

    _run(work)
    click.echo(f"{name} has the secret {secret}")


@clients.command()
@NAME
def disable(name: str) -> None:
    """Refuse the secrets and tokens of the client NAME from now on."""
    at = datetime.now(UTC)

    def work(conn: Connection) -> None:
        core_clients.disable(conn, name)
        _record(conn, "client_disabled", name, at)

    _run(work)
    click.echo(f"{name} is refused.")


def _run(work: Callable[[Connection], None]) -> None:
    try:
        open_database().run(work)
    except NoSuchClient as error:
        raise click.ClickException(NO_SUCH_CLIENT) from error


def _record(conn: Connection, act: str, client: str, at: datetime, **detail: object) -> None:
    audit_trail.record(
        conn,
        member_id=NOBODY,
        agent=BY,
        act=act,
        detail={"client": client} | detail,
        at=at,
        entry_id=secrets.token_hex(16),
    )
