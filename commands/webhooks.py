"""hotline api webhooks add|list|rotate|disable"""

import base64
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import click
from rich.table import Table
from sqlalchemy import Connection

from commands.clients import api
from commands.common import console, open_database
from core.kernel import NotAllowed, Sealer, Settings, base_url
from core.members import NOBODY
from core.messaging import webhooks as core_webhooks
from core.staff import audit_trail

NAME = click.argument("name")
BY = "hotline api"
SECRET_BYTES = 32
TYPES = sorted(set(core_webhooks.TYPES.values()))


@api.group()
def webhooks() -> None:
    """Where other systems are told of events."""


@webhooks.command()
@NAME
@click.option("--url", required=True, help="Where events are sent to; https.")
@click.option(
    "--event",
    "types",
    multiple=True,
    type=click.Choice(TYPES),
    help="What is told; several times for several types, all if not given.",
)
def add(name: str, url: str, types: tuple[str, ...]) -> None:
    """Add the endpoint NAME and print its secret, with which it checks what it gets."""
    if flaw := base_url.flaw_of(url):
        raise click.ClickException(f"The URL {flaw}.")
    at, secret, sealer = datetime.now(UTC), _new_secret(), _sealer()

    def work(conn: Connection) -> None:
        sealed = sealer.seal(secret, name)
        core_webhooks.add(conn, name, url, types or TYPES, sealed, at)
        host = urlsplit(url).hostname
        _record(conn, "webhook_added", name, at, host=host, events=sorted(types or TYPES))

    try:
        open_database().run(work)
    except NotAllowed as error:
        raise click.ClickException(
            "A name has 2 to 40 characters of a-z, 0-9, '.', '_' and '-', and begins with a letter"
            " or a digit."
        ) from error
    except core_webhooks.EndpointTaken as error:
        raise click.ClickException("There is, or was, an endpoint of that name.") from error
    click.echo(f"{name} has the secret {secret}")


@webhooks.command("list")
def show() -> None:
    """Print all endpoints, those that are disabled too."""
    table = Table("name", "enabled", "url", "events", box=None)
    for each in open_database().read(core_webhooks.everyone):
        table.add_row(each.endpoint, "yes" if each.active else "no", each.url, each.events)
    console.print(table)


@webhooks.command()
@NAME
@click.option(
    "--former-for",
    "days",
    type=click.IntRange(0, 90),
    default=core_webhooks.ROTATION.days,
    show_default=True,
    help="For how many days the present secret signs too.",
)
def rotate(name: str, days: int) -> None:
    """Give the endpoint NAME another secret, and print it. Enables a disabled endpoint again."""
    at, secret, sealer = datetime.now(UTC), _new_secret(), _sealer()

    def work(conn: Connection) -> None:
        sealed = sealer.seal(secret, name)
        core_webhooks.rotate(conn, name, sealed, at + timedelta(days=days))
        _record(conn, "webhook_rotated", name, at)

    _change(work)
    click.echo(f"{name} has the secret {secret}")


@webhooks.command()
@NAME
def disable(name: str) -> None:
    """Send nothing more to the endpoint NAME."""
    at = datetime.now(UTC)

    def work(conn: Connection) -> None:
        core_webhooks.disable(conn, name)
        _record(conn, "webhook_disabled", name, at)

    _change(work)
    click.echo(f"{name} is told nothing more.")


def _change(work: Callable[[Connection], None]) -> None:
    try:
        open_database().run(work)
    except core_webhooks.NoSuchEndpoint as error:
        raise click.ClickException("There is no endpoint of that name.") from error


def _new_secret() -> str:
    return f"whsec_{base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()}"


def _sealer() -> Sealer:
    settings = Settings()
    if not settings.secret_keys[0]:
        raise click.ClickException("SECRET_KEY is not set.")
    return settings.sealer(core_webhooks.SEALED_FOR)


def _record(conn: Connection, act: str, endpoint: str, at: datetime, **detail: object) -> None:
    audit_trail.record(
        conn,
        member_id=NOBODY,
        agent=BY,
        act=act,
        detail={"endpoint": endpoint} | detail,
        at=at,
        entry_id=secrets.token_hex(16),
    )
