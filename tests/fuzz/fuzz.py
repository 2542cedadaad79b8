"""Sends random requests to every route of the hotline, rightly signed and signed in as each role,
until the number that was asked for: `make fuzz`. The requests are sent in blocks, each to a new
database, by several processes. What a block got is written to .fuzz/, and the blocks that are
missing there are sent when the run is started again with the same seed.

A request that gets a server error, an unreadable document or a traceback is printed with its
number; --only NUMBER sends it alone, --only FIRST LAST with those before it.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support"), str(Path(__file__).parent)]

from embedded_postgresql import NOT_DURABLE, EmbeddedPostgresql  # noqa: E402
from generator import Generator  # noqa: E402
from redis import Redis  # noqa: E402
from sqlalchemy import create_engine  # noqa: E402
from target import AT, Target  # noqa: E402

from commands.embedded_redis import embedded_redis  # noqa: E402
from core.kernel import Database  # noqa: E402
from core.seed import seed  # noqa: E402
from migrations import upgrade  # noqa: E402

FOLDER = ROOT / ".fuzz"
BLOCK_REQUESTS = 5_000  # longer lists make later requests slower, and every account is locked
TEMPLATE = "fuzz_template"


@dataclass(frozen=True)
class Place:
    """The servers that one process uses. `admin_url`: of a database from which others are made."""

    admin_url: str
    database: str
    database_url: str
    redis_url: str


@dataclass(frozen=True)
class Block:
    """What the requests of one block got. `statuses`: how many answers had each."""

    number: int
    statuses: dict[str, int]
    findings: int
    seconds: float


@contextmanager
def servers(processes: int) -> Iterator[list[Place]]:
    """A PostgreSQL server with a migrated and seeded template, and a Redis for each process."""
    with tempfile.TemporaryDirectory() as folder:
        postgres = EmbeddedPostgresql(Path(folder) / "postgresql", NOT_DURABLE)
        redises = [embedded_redis(Path(folder) / f"redis{n}.rdb") for n in range(processes)]
        try:
            postgres.sql(f"CREATE DATABASE {TEMPLATE}")
            fill(postgres.url(TEMPLATE))
            names = [f"fuzz{n}" for n in range(processes)]
            yield [
                Place(postgres.url(), name, postgres.url(name), f"unix://{redis.socket_file}")
                for name, redis in zip(names, redises, strict=True)
            ]
        finally:
            for redis in redises:
                redis.shutdown(save=False)
            postgres.stop()


def run_sql(url: str, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def fill(url: str) -> None:
    database = Database(url)
    upgrade(database)
    database.run(lambda conn: seed(conn, AT))
    database.dispose()


@contextmanager
def new_target(place: Place) -> Iterator[Target]:
    run_sql(
        place.admin_url,
        f"DROP DATABASE IF EXISTS {place.database} WITH (FORCE)",
        f"CREATE DATABASE {place.database} TEMPLATE {TEMPLATE}",
    )
    Redis.from_url(place.redis_url).flushall()
    target = Target(place.database_url, place.redis_url)
    try:
        yield target
    finally:
        target.close()


def send(place: Place, seed_number: int, first: int, end: int) -> tuple[Counter[str], int]:
    """Sends the requests from `first` up to `end` to a new database; returns the statuses of the
    answers, and how many findings there were."""
    statuses: Counter[str] = Counter()
    findings = 0
    with new_target(place) as target:
        generator = Generator(target.rules, seed_number)
        for number in range(first, end):
            request = generator.request(number)
            try:
                statuses[str(target.check(request))] += 1
            except Exception:
                findings += 1
                report = f"request {number} of seed {seed_number}: {request!r}\n"
                report = f"{report}{traceback.format_exc()[-6_000:]}\n"
                print(report[:1_500], flush=True)
                with (FOLDER / "findings.txt").open("a") as file:
                    file.write(report)
    return statuses, findings


def run_block(given: tuple[int, int]) -> Block:
    """In a process of the pool."""
    seed_number, number = given
    began, first = time.monotonic(), number * BLOCK_REQUESTS
    statuses, findings = send(_place[0], seed_number, first, first + BLOCK_REQUESTS)
    return Block(number, dict(statuses), findings, time.monotonic() - began)


_place: list[Place] = []


def take_place(places: Any) -> None:
    _place.append(places.get())


def run(seed_number: int, requests: int, processes: int) -> int:
    """Sends the blocks that are missing; returns how many findings all of them had."""
    done = blocks_done(seed_number)
    wanted = range(-(-requests // BLOCK_REQUESTS))
    missing = [(seed_number, number) for number in wanted if number not in done]
    spawning = multiprocessing.get_context("spawn")
    with servers(processes) as listed:
        places = spawning.Queue()
        for place in listed:
            places.put(place)
        with spawning.Pool(processes, take_place, (places,)) as pool:
            for block in pool.imap_unordered(run_block, missing):
                done[block.number] = block
                save(seed_number, done)
                print(summary(done, len(wanted)), flush=True)
    return sum(done[number].findings for number in wanted)


def summary(done: dict[int, Block], wanted: int) -> str:
    statuses: Counter[str] = Counter()
    for block in done.values():
        statuses.update(block.statuses)
    seconds = sum(block.seconds for block in done.values())
    requests = len(done) * BLOCK_REQUESTS
    findings = sum(block.findings for block in done.values())
    shown = " ".join(f"{status}:{count:,}" for status, count in sorted(statuses.items()))
    return (
        f"{requests:,} of {wanted * BLOCK_REQUESTS:,} requests, {requests / seconds:.0f}/s in each"
        f" process, {findings} findings; {shown}"
    )


def save(seed_number: int, done: dict[int, Block]) -> None:
    listed = [asdict(done[number]) for number in sorted(done)]
    (FOLDER / f"blocks-{seed_number}.json").write_text(json.dumps(listed))


def blocks_done(seed_number: int) -> dict[int, Block]:
    FOLDER.mkdir(exist_ok=True)
    file = FOLDER / f"blocks-{seed_number}.json"
    listed = json.loads(file.read_text()) if file.exists() else []
    return {each["number"]: Block(**each) for each in listed}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", type=int, nargs="+", metavar="NUMBER")
    given = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    if given.only:
        with servers(1) as [place]:
            _, findings = send(place, given.seed, given.only[0], given.only[-1] + 1)
        sys.exit(bool(findings))
    if blocks_done(given.seed):
        print(f"Continues; delete {FOLDER} to begin anew.")
    sys.exit(bool(run(given.seed, given.requests, given.processes)))


if __name__ == "__main__":
    main()
