"""Real processes to kill: PostgreSQL as durable as in production, Redis, and a hotline that serves
with worker processes."""

from __future__ import annotations

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import requests
from embedded_postgresql import EmbeddedPostgresql
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from commands.embedded_redis import embedded_redis

ROOT = Path(__file__).parents[2]
AUTH_TOKEN, USSD_TOKEN = "a-token-for-kills", "another-token-for-kills"
WORKERS = 6
AGE_SECONDS_MIN = 6.0  # a worker that has just started serves nobody yet
ASKED_SECONDS = 15.0
START_SECONDS = 300.0  # six processes that start at once, on a busy machine


class Deployment:
    def __init__(self, folder: Path) -> None:
        self._postgres = EmbeddedPostgresql(folder / "postgresql")
        self.redis = embedded_redis(folder / "redis.rdb", decode_responses=True)
        self.database_url = self._postgres.url()
        self._admin = create_engine(self.database_url, isolation_level="AUTOCOMMIT")
        self._log = (folder / "server.log").open("w")
        self._server: psutil.Popen | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"

    def is_durable(self) -> bool:
        with self._admin.connect() as connection:
            asked = ("fsync", "synchronous_commit", "full_page_writes")
            return all(
                connection.exec_driver_sql(f"SHOW {name}").scalar_one() == "on" for name in asked
            )

    def start_serving(self) -> None:
        environment = {
            **os.environ,
            "DATABASE_URL": self.database_url,
            "REDIS_URL": f"unix://{self.redis.socket_file}",
            "PUBLIC_URL": self.url,
            "SECRET_KEY": "k" * 40,
            "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
            "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
            "USSD_TOKEN": USSD_TOKEN,
            "HOTLINE_NUMBER": "+8610105",
        }
        command = [sys.executable, "-m", "hotline", "serve", "--host", "127.0.0.1"]
        command += ["--port", str(self.port), "--workers", str(WORKERS)]
        self._server = psutil.Popen(
            command, cwd=ROOT, env=environment, stdout=self._log, stderr=subprocess.STDOUT
        )
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            try:
                requests.get(f"{self.url}/healthz", timeout=START_SECONDS)
                return
            except requests.ConnectionError:
                time.sleep(0.05)
        raise SystemExit(f"the server does not answer; see {self._log.name}")

    def workers(self) -> list[psutil.Process]:
        """The processes that take requests: multiprocessing keeps others beside them."""
        found: list[psutil.Process] = []
        if self._server is None:
            return found
        for child in self._server.children():
            try:
                listening = any(
                    c.laddr and c.laddr.port == self.port for c in child.net_connections()
                )
            except psutil.Error:
                continue
            if listening and child.status() != psutil.STATUS_ZOMBIE:
                found.append(child)
        return found

    def state(self) -> str:
        """What runs and answers at the moment."""
        ages = [f"{time.time() - worker.create_time():.0f} s" for worker in self.workers()]
        return (
            f"workers by age: {', '.join(ages) or 'none'};"
            f" /healthz {_answer(self._ask_server)}, PostgreSQL {_answer(self._ask_postgresql)},"
            f" Redis {_answer(self.redis.ping)}"
        )

    def _ask_server(self) -> None:
        requests.get(f"{self.url}/healthz", timeout=ASKED_SECONDS).raise_for_status()

    def _ask_postgresql(self) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql("SELECT 1")

    def kill_worker(self, randomness: random.Random) -> bool:
        """False: there is none of age at the moment; those before are being replaced."""
        started_before = time.time() - AGE_SECONDS_MIN
        workers = [worker for worker in self.workers() if worker.create_time() < started_before]
        if not workers:
            return False
        try:
            os.kill(randomness.choice(workers).pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def terminate_connections(self) -> int:
        """Every connection to the database is cut; how many there were."""
        try:
            with self._admin.connect() as connection:
                cut = connection.exec_driver_sql(
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
                )
                return int(cut.scalar_one())
        except DBAPIError:
            return 0

    def crash_postgresql(self) -> None:
        """As if the machine had lost its power."""
        self._postgres.crash()
        self._admin.dispose()

    def stop_serving(self) -> None:
        if self._server is not None:
            assert self._server.is_running(), f"the server ended by itself; see {self._log.name}"
            children = self._server.children(recursive=True)
            self._server.terminate()
            _, alive = psutil.wait_procs([self._server, *children], timeout=10)
            for process in alive:
                process.kill()
            self._server = None

    def close(self) -> None:
        self.stop_serving()
        self._admin.dispose()
        self.redis.shutdown(save=False)
        self._postgres.stop()
        self._log.close()


def _answer(ask: Callable[[], object]) -> str:
    try:
        ask()
    except Exception as error:
        return f"fails ({type(error).__name__})"
    return "answers"
