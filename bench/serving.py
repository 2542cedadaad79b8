"""Serves the hotline by its production server, with its own PostgreSQL and Redis."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException
from pathlib import Path

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "tests" / "support"))
from embedded_postgresql import EmbeddedPostgresql  # noqa: E402


@dataclass(frozen=True, slots=True)
class Serving:
    url: str
    port: int
    database_url: str
    pid: int


@contextmanager
def serving(target: str, *, workers: int) -> Iterator[Serving]:
    """`target`: the ASGI application's factory in a module of this folder, "module:function"."""
    import migrations
    from commands.embedded_redis import embedded_redis
    from core.kernel import Database
    from core.seed import seed

    with tempfile.TemporaryDirectory() as folder:
        postgres = EmbeddedPostgresql(Path(folder) / "postgresql")
        database_url = postgres.url()
        redis = embedded_redis(Path(folder) / "redis.rdb")
        database = Database(database_url)
        migrations.upgrade(database)
        database.run(lambda conn: seed(conn, datetime.now(UTC)))
        database.dispose()
        port = free_port()
        environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "REDIS_URL": f"unix://{redis.socket_file}",
            "PUBLIC_URL": f"http://127.0.0.1:{port}",
        }
        command = [sys.executable, __file__, target, str(port), str(workers)]
        server = subprocess.Popen(command, cwd=HERE, env=environment)
        try:
            wait_for(port, server)
            yield Serving(f"http://127.0.0.1:{port}", port, database_url, server.pid)
        finally:
            server.terminate()
            server.wait()
            redis.shutdown(save=False)
            postgres.stop()


def _serve(target: str, port: int, workers: int) -> None:
    from commands.servers import Server

    Server(target, "127.0.0.1", port, workers, stop_seconds=2).serve()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Until it answers: it takes connections before that."""
    while server.poll() is None:
        connection = HTTPConnection("127.0.0.1", port)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse()
            return
        except (OSError, HTTPException):
            time.sleep(0.1)
        finally:
            connection.close()
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    target, port, workers = sys.argv[1:]
    _serve(target, int(port), int(workers))
