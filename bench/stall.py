"""PostgreSQL, Redis and then both stop answering, under load of the production server.

    python bench/stall.py [--short]

Clients send signed webhooks on three channels, read the start page of the desk and ask /healthz;
when a stall begins, a hundred callers more call at once. A server that is stopped (SIGSTOP) keeps
its connections and answers nothing. One whose host is out of reach does the same, and takes no new
connections either. A Redis that refuses writes for a while answers everything else. Measured are
the longest time to an answer, what the answers are, and the time from the return to the first good
answer of each kind. Exits with 1 where a limit was missed, or an answer did not come at all or was
of no use; the server's log is kept then.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import redis
from serving import free_port, wait_for
from sqlalchemy import make_url
from stall_load import (
    APOLOGIES,
    AUTH_TOKEN,
    GOOD,
    HOTLINE,
    KINDS,
    REPEATED,
    RUSH,
    USSD_TOKEN,
    Answer,
    Load,
)

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests" / "support"))
from relay import relay  # noqa: E402
from stoppable import own_postgresql, own_redis  # noqa: E402

ANSWER_SECONDS_MAX, RECOVERY_SECONDS_MAX = 8.0, 2.0
STALL_SECONDS, SHORT_STALL_SECONDS = 30.0, 3.0
CALM_SECONDS, SHORT_CALM_SECONDS = 4.0, 1.0  # before each stall, and after the last one
WORKERS = 2
SERVER_LOG = "server.log"


class CanStop(Protocol):
    def stopped(self) -> AbstractContextManager[None]: ...


@dataclass(frozen=True, slots=True)
class Stall:
    """When it began and ended."""

    name: str
    began: float
    ended: float

    def missed(self, answers: Sequence[Answer]) -> list[str]:
        """Which limits were missed. `answers`: of all clients, also before and after the stall."""
        during = self.during(answers)
        missed = {a.result for a in during if not is_expected(a.result)}
        for kind in KINDS:
            seconds = self.worst_seconds(during, kind)
            if seconds is None:
                missed.add(f"{kind} was not answered")
            elif seconds > ANSWER_SECONDS_MAX:
                missed.add(f"{kind} was answered after {seconds:.2f} s")
        for kind in REPEATED:
            seconds = self.recovery_seconds(answers, kind)
            if seconds > RECOVERY_SECONDS_MAX:
                missed.add(f"the first good answer to {kind} came after {seconds:.2f} s")
        return [f"{self.name}: {what}" for what in sorted(missed)]

    def line(self, answers: Sequence[Answer]) -> str:
        during = self.during(answers)
        worst = [self.worst_seconds(during, kind) or 0.0 for kind in KINDS]
        recovery = max(self.recovery_seconds(answers, kind) for kind in REPEATED)
        results = Counter(answer.result for answer in during)
        said = ", ".join(f"{count} {result}" for result, count in sorted(results.items()))
        figures = "".join(f"{seconds:8.2f}" for seconds in (*worst, recovery))
        return f"{self.name:20}{figures}\n{'':6}{said}"

    def during(self, answers: Sequence[Answer]) -> list[Answer]:
        return [a for a in answers if a.began < self.ended and a.ended > self.began]

    def worst_seconds(self, during: Sequence[Answer], kind: str) -> float | None:
        """None if there is no answer of this kind."""
        return max((answer.seconds for answer in during if answer.kind == kind), default=None)

    def recovery_seconds(self, answers: Sequence[Answer], kind: str) -> float:
        """From the end of the stall to the first good answer; infinite if there is none."""
        good = [a.ended for a in answers if a.kind == kind and a.is_good and a.ended > self.ended]
        return min(good, default=float("inf")) - self.ended


def is_expected(result: str) -> bool:
    """Whether it is an answer that a carrier or an agent can do something with."""
    return result in (*GOOD, *APOLOGIES)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true", help="seconds; its figures mean nothing")
    short = parser.parse_args().short
    seconds = SHORT_STALL_SECONDS if short else STALL_SECONDS
    calm_seconds = SHORT_CALM_SECONDS if short else CALM_SECONDS
    with tempfile.TemporaryDirectory() as folder:
        return measure(Path(folder), short=short, seconds=seconds, calm_seconds=calm_seconds)


def measure(folder: Path, *, short: bool, seconds: float, calm_seconds: float) -> int:
    with served(folder) as (url, servers):
        load = Load(url)
        clients, stalls = load.start(), []
        try:
            for name, stopped in servers.items():
                time.sleep(calm_seconds)
                stalls.append(stall(load, name, stopped, seconds))
            time.sleep(calm_seconds)
        finally:
            load.over.set()
        for client in clients:
            client.join()
    print(
        f"{len(clients)} clients, {len(RUSH)} more at the beginning of each stall of {seconds:g} s;"
    )
    print(f"{WORKERS} server processes. The longest time to an answer, and to recover, in seconds:")
    print(f"{'stopped':20}{''.join(f'{kind:>8}' for kind in (*KINDS, 'recover'))}")
    for each in stalls:
        print(each.line(load.answers))
    missed = [what for each in stalls for what in each.missed(load.answers)]
    print("\n".join(missed) or "No limit was missed.")
    if short or not missed:
        return 0
    print(f"The server's log: {kept(folder / SERVER_LOG)}")
    return 1


def kept(log: Path) -> Path:
    """Where the log is once its folder is deleted."""
    with tempfile.NamedTemporaryFile(prefix="stall-", suffix=".log", delete=False) as file:
        shutil.copyfile(log, file.name)
    return Path(file.name)


def stall(load: Load, name: str, servers: Sequence[CanStop], seconds: float) -> Stall:
    with ExitStack() as stopped:
        for server in servers:
            stopped.enter_context(server.stopped())
        began = time.monotonic()
        rush = load.rush()
        time.sleep(seconds)
        ended = time.monotonic()
    for client in rush:
        client.join()
    return Stall(name, began, ended)


@dataclass(frozen=True, slots=True)
class Writes:
    """The commands of a Redis that write, the scripts of the session store among them. What only
    reads is answered, and so is PING."""

    url: str

    @contextmanager
    def stopped(self) -> Iterator[None]:
        client = redis.Redis.from_url(self.url)
        client.client_pause(int(STALL_SECONDS * 2000), all=False)
        try:
            yield
        finally:
            client.client_unpause()
            client.close()


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, dict[str, list[CanStop]]]]:
    """`hotline serve` on a PostgreSQL and a Redis of its own: its URL, and what may stop."""
    with (
        own_postgresql(folder / "postgresql") as (database_url, postgresql),
        own_redis(folder) as (redis_url, redis_server),
        relay(socket_of(database_url)) as network,
    ):
        prepare(database_url)
        host, port = network.address
        over_tcp = make_url(database_url).set(host=host, port=port, query={})
        with hotline(over_tcp.render_as_string(hide_password=False), redis_url, folder) as url:
            yield (
                url,
                {
                    "PostgreSQL": [postgresql],
                    "PostgreSQL's host": [network],
                    "Redis": [redis_server],
                    "writes to Redis": [Writes(redis_url)],
                    "both": [postgresql, redis_server],
                },
            )


def socket_of(database_url: str) -> Path:
    url = make_url(database_url)
    return Path(str(url.query["host"])) / f".s.PGSQL.{url.port or 5432}"


def prepare(database_url: str) -> None:
    import migrations
    from core.kernel import Database
    from core.seed import seed

    database = Database(database_url)
    migrations.upgrade(database)
    database.run(lambda conn: seed(conn, datetime.now(UTC)))
    database.dispose()


@contextmanager
def hotline(database_url: str, redis_url: str, folder: Path) -> Iterator[str]:
    """The URL of `hotline serve`."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "PUBLIC_URL": url,
        "SECRET_KEY": "k" * 40,
        "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
        "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
        "USSD_TOKEN": USSD_TOKEN,
        "HOTLINE_NUMBER": HOTLINE,
        "METRICS_PORT": str(free_port()),
    }
    command = [str(Path(sys.executable).with_name("hotline")), "serve", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(WORKERS)]
    with (folder / SERVER_LOG).open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_for(port, server)
            yield url
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    sys.exit(main())
