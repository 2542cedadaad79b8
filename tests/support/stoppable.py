"""Stops a server with all its processes (SIGSTOP) and lets it go on (SIGCONT).

A stopped server keeps its connections and takes new ones into its backlog, but answers nothing, as
one behind a broken disk or on a machine that has hung.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from embedded_postgresql import EmbeddedPostgresql
from short_limits import ShortLimits
from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool

from commands.embedded_redis import embedded_redis

HANGS_AFTER_SECONDS = 120.0  # requests have a second here: even a very slow machine is done by then


class Stoppable:
    """While the server is stopped, `limits` are short, if there are any. Whoever still waits for it
    after HANGS_AFTER_SECONDS would wait for ever: it then goes on by itself, and resume()
    raises."""

    def __init__(self, pid: int, limits: ShortLimits | None = None) -> None:
        self._process = psutil.Process(pid)
        self._limits = limits
        self._stopped: list[psutil.Process] = []
        self._ceiling: threading.Timer | None = None

    def stop(self) -> None:
        """The parent first: it forks no other child then."""
        if self._limits is not None:
            self._limits.begin()
        self._ceiling = threading.Timer(HANGS_AFTER_SECONDS, self._go_on)
        self._ceiling.daemon = True
        self._ceiling.start()
        os.kill(self._process.pid, signal.SIGSTOP)
        self._stopped = [self._process]
        for child in self._process.children(recursive=True):
            try:
                os.kill(child.pid, signal.SIGSTOP)
            except ProcessLookupError:
                continue
            self._stopped.append(child)

    def resume(self) -> None:
        """Raises AssertionError if the server has gone on by itself before."""
        was_waited_for = bool(self._stopped)
        if self._ceiling is not None:
            self._ceiling.cancel()
        self._go_on()
        if self._limits is not None:
            self._limits.end()
        assert was_waited_for, (
            f"no answer for {HANGS_AFTER_SECONDS:.0f} s while a server stood still"
        )

    def _go_on(self) -> None:
        for process in self._stopped:
            try:
                os.kill(process.pid, signal.SIGCONT)
            except ProcessLookupError:
                continue
        self._stopped = []

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Whatever returns in the block has returned while the server was stopped."""
        self.stop()
        try:
            yield
        finally:
            self.resume()


@contextmanager
def own_postgresql(
    folder: Path, limits: ShortLimits | None = None
) -> Iterator[tuple[str, Stoppable]]:
    """The URL of an empty database on a server of its own, and that server."""
    server = EmbeddedPostgresql(folder)
    try:
        yield server.url(), Stoppable(server.pid, limits)
    finally:
        server.stop()


@contextmanager
def own_redis(folder: Path, limits: ShortLimits | None = None) -> Iterator[tuple[str, Stoppable]]:
    """The URL of an empty Redis of its own, and that server."""
    server = embedded_redis(folder / "redis.rdb")
    try:
        yield f"unix://{server.socket_file}", Stoppable(server.pid, limits)
    finally:
        server.shutdown(save=False)


@dataclass
class StoppableServers:
    """`database_url`: of the server's first database, whose copies new_database() makes."""

    database_url: str
    postgresql: Stoppable
    redis_url: str
    redis: Stoppable
    databases: int = 0

    def new_database(self) -> str:
        self.databases += 1
        name = f"copy_{self.databases}"
        first = make_url(self.database_url)
        self._sql(f"CREATE DATABASE {name} TEMPLATE {first.database}")
        return first.set(database=name).render_as_string(hide_password=False)

    def connections(self) -> int:
        """How many clients PostgreSQL has, this one not counted."""
        count = self._sql(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return int(count)

    def _sql(self, statement: str) -> Any:
        other = make_url(self.database_url).set(database="template1")
        engine = create_engine(other, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            result = connection.exec_driver_sql(statement)
            return result.scalar() if result.returns_rows else None
