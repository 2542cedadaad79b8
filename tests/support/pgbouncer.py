"""PgBouncer in transaction mode, in front of a PostgreSQL that this process has started."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import psycopg
from embedded_postgresql import EmbeddedPostgresql
from sqlalchemy import make_url

PROGRAM = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
STARTS_WITHIN_SECONDS = 60.0
# One database's transactions share three connections, so that a test with four members at once has
# some of them on a connection that another has just used.
CONNECTIONS = 3
SETTINGS = """
[databases]
* = host={server} user=postgres
[pgbouncer]
pool_mode = transaction
listen_addr =
unix_socket_dir = {folder}
auth_type = any
max_client_conn = 1000
default_pool_size = {connections}
server_idle_timeout = 5
logfile = {folder}/log
pidfile = {folder}/pid
"""


class PgBouncer:
    """Listens on a Unix socket in `folder`. It refuses to run as root: started by root, it runs as
    the owner of the server's data."""

    def __init__(self, folder: Path, server: EmbeddedPostgresql) -> None:
        assert PROGRAM
        folder.mkdir()
        self._folder = folder
        host = str(make_url(server.url()).query["host"])
        file = folder / "settings.ini"
        file.write_text(SETTINGS.format(server=host, folder=folder, connections=CONNECTIONS))
        as_owner = ["-u", Path(host).owner()] if os.getuid() == 0 else []
        if as_owner:
            shutil.chown(folder, as_owner[1])
        self._process = subprocess.Popen(
            [PROGRAM, "-q", *as_owner, str(file)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def url(self, url: str) -> str:
        """The URL of a database of the server, through PgBouncer."""
        query: dict[str, Any] = {"host": str(self._folder), "port": "6432", "pooler": "transaction"}
        through = make_url(url).update_query_dict(query)
        return through.render_as_string(hide_password=False)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()

    def _wait(self) -> None:
        give_up_at = time.monotonic() + STARTS_WITHIN_SECONDS
        while True:
            try:
                psycopg.connect(
                    host=str(self._folder), port=6432, user="postgres", dbname="postgres"
                ).close()
                return
            except psycopg.OperationalError:
                assert self._process.poll() is None, (self._folder / "log").read_text()
                assert time.monotonic() < give_up_at, "PgBouncer does not start"
                time.sleep(0.02)
