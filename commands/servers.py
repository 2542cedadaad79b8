"""hotline serve, hotline worker"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from granian import Granian
from granian.constants import Interfaces
from sqlalchemy.exc import OperationalError

import migrations
from commands.common import console, first_line, readable_errors
from core.kernel import BadSettings, Database, Settings
from jobs import process as jobs_process

BLOCKING_THREADS = 64  # an open desk keeps one of them, waiting in the live feed
BACKLOG_MIN = 128
# How long a stop waits for turns under way. An open desk's request never ends by itself.
STOP_SECONDS = 10
UNREACHABLE_PAUSE_SECONDS = 2.0


@click.command()
@click.option("--host", default="0.0.0.0", show_default=True, help="The address to listen on.")  # noqa: S104  behind a proxy
@click.option("--port", default=8000, envvar="PORT", show_default=True, help="The port.")
@click.option(
    "--workers", default=os.cpu_count() or 1, show_default=True, help="Processes that serve."
)
def serve(host: str, port: int, workers: int) -> None:
    """Serve the hotline in production.

    Reads the environment, and does not start if a setting is missing or insecure, or if the
    database is not at the revision of this release: `hotline db upgrade` upgrades it.
    """
    settings = _read_settings(Settings.for_production)
    if (problem := _check_revision(settings)) is not None:
        # Callers still hear an apology, and /readyz says that traffic should go elsewhere.
        console.print(f"Starting without the database: {problem}", style="yellow")
    server("wsgi:production", host, port, workers=workers, stop_seconds=STOP_SECONDS).serve()


@click.command()
@click.option("--once", is_flag=True, help="Run what is due, and exit; with 1 if anything failed.")
@click.option(
    "--bills",
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    envvar="BILLS_DIR",
    help="Import the bill files (accruals, CSV) that are moved into this directory.",
)
def worker(once: bool, bills: Path | None) -> None:
    """Send texts, place calls and run the scheduled jobs.

    Any number of workers may run, on any number of machines. A worker does not start if a setting
    is missing, or if the database is not at the revision of this release.
    """
    settings = _read_settings(Settings.for_worker)
    while (problem := _check_revision(settings)) is not None:
        if once:
            raise click.ClickException(problem)
        console.print(f"Waiting for the database: {problem}", style="yellow")
        time.sleep(UNREACHABLE_PAUSE_SECONDS)
    sys.exit(0 if jobs_process.run_worker(settings, bills=bills, once=once) else 1)


def server(target: str, host: str, port: int, *, workers: int, stop_seconds: int) -> Any:
    """A WSGI server, not started yet. `target`: "module:factory" of the application."""
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
        workers_kill_timeout=stop_seconds,
    )


def _read_settings(read: Callable[[], Settings]) -> Settings:
    try:
        return read()
    except BadSettings as error:
        for problem in error.problems:
            console.print(problem, style="red")
        sys.exit(1)


def _check_revision(settings: Settings) -> str | None:
    """Why the database cannot be asked; None where it was, and is at this release's revision. Ends
    the command where it is at another."""
    database = Database(settings.database_url)
    try:
        with readable_errors():
            try:
                migrations.check_revision(database)
            except OperationalError as error:
                return first_line(error)
    finally:
        database.dispose()
    return None
