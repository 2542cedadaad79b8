"""hotline serve, hotline worker"""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from socket import socket
from typing import Any

import click
import uvicorn
from sqlalchemy.exc import OperationalError
from uvicorn.importer import import_from_string
from uvicorn.supervisors import Multiprocess

import migrations
from commands import metrics
from commands.common import console, first_line, read_settings, readable_errors
from commands.interrupts import Interrupts
from commands.metrics import metrics_served, own_metrics_served
from commands.ports import PORT, listen
from core.kernel import Database, Settings
from jobs import process as jobs_process
from jobs.parent_process import let_end, signals_held, when_parent_ends
from web import draining
from web.http_connection import CONNECTIONS_MAX, FILES_BESIDE_CONNECTIONS, LimitedConnection

STOP_SECONDS = 10  # how long a stop waits for turns under way
BACKLOG = 4096  # connections that the kernel keeps while no process accepts them
# uvloop accepts one connection of a socket in each round of the event loop, and beside busy threads
# a round takes milliseconds. Of a socket that it listens to this often, it accepts as many.
ACCEPTED_A_ROUND = 32
# A process that is stopped or out of memory is replaced; one on a busy machine is not. It has to
# load the hotline within this time as well: where that took longer, each process would be replaced
# by another that takes as long.
HUNG_SECONDS = 120
UNREACHABLE_PAUSE_SECONDS = 2.0


@click.command()
@click.option("--host", default="0.0.0.0", show_default=True, help="The address to listen on.")  # noqa: S104  behind a proxy
@click.option("--port", type=PORT, default=8000, envvar="PORT", show_default=True, help="The port.")
@click.option(
    "--workers", default=os.cpu_count() or 1, show_default=True, help="Processes that serve."
)
@click.option(
    "--drain-seconds",
    type=click.FloatRange(min=0),
    default=0,
    envvar="DRAIN_SECONDS",
    show_default=True,
    help="How long SIGTERM leaves a balancer to see that /readyz says 503, before the end begins.",
)
@metrics.PORT_OPTION
@metrics.HOST_OPTION
def serve(
    host: str,
    port: int,
    workers: int,
    drain_seconds: float,
    metrics_port: int,
    metrics_host: str,
) -> None:
    """Serve the hotline in production.

    Reads the environment, and does not start if a setting is missing or insecure, or if the
    database is not at the revision of this release: `hotline db upgrade` upgrades it.
    """
    settings = read_settings(Settings.for_production)
    if (problem := _check_revision(settings)) is not None:
        # Callers still hear an apology, and /readyz says that traffic should go elsewhere.
        console.print(f"Starting without the database: {problem}", style="yellow")
    _say_if_no_marketing(settings)
    server = Server(
        "wsgi:production_asgi", host, port, workers, STOP_SECONDS, drain_seconds=drain_seconds
    )
    with metrics_served(metrics_host, metrics_port):
        server.serve()


@click.command()
@click.option("--once", is_flag=True, help="Run what is due, and exit; with 1 if anything failed.")
@click.option(
    "--bills",
    type=click.Path(exists=True, file_okay=False, writable=True, path_type=Path),
    envvar="BILLS_DIR",
    help="Import the bill files (accruals, CSV) that are moved into this directory.",
)
@metrics.WORKER_PORT_OPTION
@metrics.HOST_OPTION
def worker(once: bool, bills: Path | None, metrics_port: int, metrics_host: str) -> None:
    """Send texts, place calls and run the scheduled jobs.

    Any number of workers may run, on any number of machines. A worker does not start if a setting
    is missing, or if the database is not at the revision of this release.
    """
    settings = read_settings(Settings.for_worker)
    while (problem := _check_revision(settings)) is not None:
        if once:
            raise click.ClickException(problem)
        console.print(f"Waiting for the database: {problem}", style="yellow")
        time.sleep(UNREACHABLE_PAUSE_SECONDS)
    with own_metrics_served(metrics_host, metrics_port):
        done = jobs_process.run_worker(settings, bills=bills, once=once, watches=bool(metrics_port))
    sys.exit(0 if done else 1)


class Server:
    """Processes that serve `target`, the "module:factory" of an ASGI application. It listens at
    once, so that a port that is taken ends the command; connections wait until a process serves."""

    def __init__(
        self,
        target: str,
        host: str,
        port: int,
        workers: int,
        stop_seconds: int,
        *,
        drain_seconds: float = 0,
        ends_with_terminal: bool = False,
    ) -> None:
        """`drain_seconds`: how long it serves on after SIGTERM, while /readyz says 503; a second
        SIGTERM, and SIGINT, end it at once. `ends_with_terminal`: whether SIGHUP ends it, which
        otherwise replaces its processes."""
        self._interrupts = Interrupts()
        listener = listen(host, port, BACKLOG, options="--port (PORT)")
        self._sockets = [listener, *(listener.dup() for _ in range(ACCEPTED_A_ROUND - 1))]
        self.port = int(listener.getsockname()[1])
        self._draining = draining.new_flag()
        self._config = server_config(
            partial(_application, target, self._draining),
            stop_seconds=stop_seconds,
            workers=workers,
        )
        self._drain_seconds = drain_seconds
        self._ends_with_terminal = ends_with_terminal

    def serve(self) -> None:
        """Serves until SIGINT or SIGTERM; processes that die are replaced. Afterwards the address
        refuses connections: one that nobody answers would keep the demo's worker waiting."""
        self._interrupts.check()
        allow_open_files(CONNECTIONS_MAX + FILES_BESIDE_CONNECTIONS)
        kept = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN  # by nohup
        supervisor = _Supervisor(self._config, self._sockets, self._draining, self._drain_seconds)
        if self._ends_with_terminal and not kept:
            signal.signal(signal.SIGHUP, lambda *_: supervisor.should_exit.set())
        try:
            supervisor.run()
        finally:
            for each in self._sockets:
                each.close()


class _Supervisor(Multiprocess):
    def __init__(
        self,
        config: uvicorn.Config,
        sockets: list[socket],
        flag: draining.Flag,
        drain_seconds: float,
    ) -> None:
        super().__init__(config, sockets)
        self._flag = flag
        self._drain_seconds = drain_seconds

    def handle_term(self) -> None:
        """Lets readiness turn red first. Whoever asks again does not want to wait."""
        asked_before, self._flag.value = bool(self._flag.value), 1
        if asked_before or not self._drain_seconds:
            self.should_exit.set()
        else:
            ending = threading.Timer(self._drain_seconds, self.should_exit.set)
            ending.daemon = True
            ending.start()

    def init_processes(self) -> None:
        with signals_held():
            super().init_processes()


def _application(target: str, flag: draining.Flag) -> Any:
    """The application, in a process that serves. It stops serving when the supervisor is gone."""
    draining.heed(flag)
    when_parent_ends(lambda: os.kill(os.getpid(), signal.SIGTERM))
    let_end()
    return import_from_string(target)()


def server_config(
    target: str | Callable[[], Any], *, stop_seconds: int, **more: Any
) -> uvicorn.Config:
    """How uvicorn serves the application that the factory `target` makes. `more`: its address."""
    return uvicorn.Config(
        target,
        factory=True,
        interface="asgi3",
        http=LimitedConnection,
        loop="uvloop",
        ws="none",
        lifespan="off",
        backlog=BACKLOG,
        proxy_headers=False,  # wsgi.py trusts them as TRUSTED_PROXIES says
        server_header=False,
        access_log=False,
        log_config=None,
        log_level="error",  # it would write a line for each malformed request of anybody
        timeout_graceful_shutdown=stop_seconds,
        timeout_worker_healthcheck=HUNG_SECONDS,
        **more,
    )


def allow_open_files(count: int) -> None:
    """Raises this process's limit of open files, which its child processes inherit, to `count` or
    as far as the system allows. Each connection is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = count if hard == resource.RLIM_INFINITY else min(count, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))


def _say_if_no_marketing(settings: Settings) -> None:
    if not settings.marketing_number:
        console.print(
            "No marketing texts are sent: MARKETING_NUMBER is not set, and they must not come from"
            " HOTLINE_NUMBER.",
            style="yellow",
        )


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
