"""Servers and databases for all tests: one PostgreSQL and one Redis for each worker process, and
for each test its own database, copied from a template that was migrated (and seeded) once."""

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain, count, islice
from pathlib import Path
from typing import Any

import pytest
from argon2 import Parameters, PasswordHasher
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright
from sqlalchemy import make_url

# There are no packages under tests: shared helpers are imported from a folder on sys.path.
sys.path.append(str(Path(__file__).parent / "support"))
import pgbouncer
from build_once import build_once
from embedded_postgresql import NOT_DURABLE, EmbeddedPostgresql
from pgbouncer import PgBouncer
from rendered import check_every_response
from short_limits import ShortLimits
from statement_lint import LINT
from stoppable import StoppableServers, own_postgresql, own_redis

from commands.embedded_redis import embedded_redis
from core.kernel import Database, bounded_connection, db, engines
from core.members import HASHER
from core.seed import seed
from flows.engine import redis_client, session_store
from migrations import upgrade
from web import status, time_limits

DIALECTS = ("sqlite", "postgresql")
# 02:00 UTC is 10:00 in Shanghai: a Monday morning, far from midnight on both sides.
AT = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-dev-shm-usage", "--disable-sync",
]  # fmt: skip
PAGE_HANGS_AFTER_MS = 120_000
MEMORY, MEMORY_BYTES = Path("/dev/shm"), 4 << 30
# The cost of a check is part of the hash: this one is a thousand times cheaper than production's.
QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
# What the tests hash anew is as cheap, and differs from what is seeded.
NEW_HASHES = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1)._parameters
PRODUCTION_HASHES = HASHER._parameters


# Without a deadline, no Hypothesis example fails because the machine is busy.
settings.register_profile("hotline", deadline=None)
settings.load_profile("hotline")
check_every_response()
# Tests that take most of a minute or longer. Started last, one of them would keep one worker busy
# after the others have finished. Each worker begins with an equal part of the list, and takes over
# from the end of another's (worksteal). So each part begins with some of the long tests.
LONG = (
    "flows/engine/test_exhaustive_walk.py", "kill", "simulation", "browser", "bench",
    "jobs/test_process.py", "kannel", "phone/sip",
)  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-node", action="store_true", help="try each change at every node of the walk"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    folder = Path(__file__).parent
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    names = {
        path: next((name for name in LONG if path.is_relative_to(folder / name)), None)
        for path in {item.path for item in items}
    }
    groups = [[item for item in items if names[item.path] == name] for name in LONG]
    others = iter([item for item in items if names[item.path] is None])
    part_length, ordered = len(items) // workers, list[pytest.Item]()
    for worker in range(workers):
        part = list(chain.from_iterable(groups[worker::workers]))
        ordered += part + list(islice(others, max(0, part_length - len(part))))
    items[:] = ordered + list(others)


def pytest_collection_finish() -> None:
    """Spares later garbage collections the modules and the tests, hundreds of thousands of objects
    that last as long as the process, and collects more seldom: it took a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """A test fails that has run a statement which a distributed database does not carry out."""
    found = LINT.take()
    assert not found, "\n".join(found)


@pytest.fixture(scope="session", autouse=True)
def _build_once() -> Iterator[None]:
    with build_once():
        yield


@pytest.fixture(scope="session")
def at() -> datetime:
    """The moment at which the templates are seeded."""
    return AT


@pytest.fixture(scope="session")
def quick_hasher() -> PasswordHasher:
    return QUICK_HASHER


@pytest.fixture(scope="session", autouse=True)
def quick_secrets() -> Iterator[None]:
    """Hashes new PINs, codes and passwords cheaply: production's 20 ms each took a tenth of the
    time of the tests of webhooks. The cost of a check is part of the hash."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HASHER, "_parameters", NEW_HASHES)
        yield


@pytest.fixture
def production_hashes(monkeypatch: pytest.MonkeyPatch) -> Parameters:
    """Hashes as in production meanwhile, and returns the cost."""
    monkeypatch.setattr(HASHER, "_parameters", PRODUCTION_HASHES)
    return PRODUCTION_HASHES


@pytest.fixture(scope="session")
def databases_folder() -> Iterator[Path]:
    """A folder in memory if there is room. A PostgreSQL database is a thousand files: copying one
    takes 25 ms in memory, against 300 ms on a virtual machine's disk."""
    in_memory = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > MEMORY_BYTES
    with tempfile.TemporaryDirectory(dir=MEMORY if in_memory else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres(databases_folder: Path) -> Iterator[EmbeddedPostgresql]:
    server = EmbeddedPostgresql(databases_folder / "postgresql", NOT_DURABLE)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def pooled(
    databases_folder: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], str]]:
    """The URL of a PostgreSQL database -> its URL through PgBouncer in transaction mode, as large
    operators run it. Where PgBouncer is not installed, the URL as it is."""
    made: list[PgBouncer] = []

    def through(url: str) -> str:
        if not pgbouncer.PROGRAM:
            return url
        if not made:
            made.append(
                PgBouncer(databases_folder / "pgbouncer", request.getfixturevalue("postgres"))
            )
        return made[0].url(url)

    yield through
    for each in made:
        each.stop()


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    server = embedded_redis(tmp_path_factory.mktemp("redis") / "test.rdb")
    yield server
    server.shutdown(save=False)


@pytest.fixture(scope="session")
def short_limits() -> ShortLimits:
    return ShortLimits()


@pytest.fixture(scope="session")
def stoppable_servers(
    databases_folder: Path, short_limits: ShortLimits
) -> Iterator[StoppableServers]:
    """A PostgreSQL with the demo programme and a Redis, which only tests that stop them use."""
    folder = databases_folder / "stoppable"
    folder.mkdir()
    with (
        own_postgresql(folder / "postgresql", short_limits) as (database_url, postgresql),
        own_redis(folder, short_limits) as (redis_url, redis),
    ):
        database = Database(database_url)
        upgrade(database)
        database.run(lambda conn: seed(conn, AT, QUICK_HASHER))
        database.dispose()
        yield StoppableServers(database_url, postgresql, redis_url, redis)


@pytest.fixture(scope="session", autouse=True)
def long_limits() -> Iterator[None]:
    """On a busy machine a turn may take longer than production waits. What is tested of limits
    has ShortLimits meanwhile."""
    more_seconds = 60
    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (time_limits, "REQUEST_SECONDS"),
            (status, "CHECK_SECONDS"),
            (engines, "POOL_WAIT_SECONDS"),
            (db, "POOL_WAIT_SECONDS"),
            (session_store, "WAIT_MAX_SECONDS"),
        ):
            patch.setattr(module, name, getattr(module, name) + more_seconds)
        for module, name in (
            (bounded_connection, "LOCK_TIMEOUT_MS"),
            (engines, "BUSY_TIMEOUT_MS"),
            (session_store, "LOCK_TTL_MS"),
        ):
            patch.setattr(module, name, getattr(module, name) + more_seconds * 1000)
        for option in ("socket_timeout", "socket_connect_timeout"):
            patch.setitem(redis_client.OPTIONS, option, more_seconds)
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a worker: Playwright cannot be started twice in a process."""
    if not CHROMIUM:
        pytest.skip("no chromium on this machine")
    expect.set_options(timeout=PAGE_HANGS_AFTER_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def redis_url(redis_server: Any) -> str:
    """The URL of an emptied Redis, by its Unix socket."""
    server = redis_server
    server.flushall()
    return f"unix://{server.socket_file}"


class Databases:
    """Makes and drops databases in `folder` and on PostgreSQL, which is started when needed."""

    def __init__(self, folder: Path, request: pytest.FixtureRequest) -> None:
        self._folder, self._request = folder, request
        self._numbers = count()
        self._templates: dict[tuple[str, bool], str] = {}

    def make(self, dialect: str, seeded: bool) -> str:
        """Copies a template into a new database and returns its URL."""
        which = (dialect, seeded)
        if which not in self._templates:
            self._templates[which] = self._template(*which)
        name = f"test_{next(self._numbers)}"
        if dialect == "sqlite":
            shutil.copy(self._file(self._templates[which]), self._file(name))
        else:
            # By copying files: the default, through the write-ahead log, takes twice the time.
            template = self._templates[which]
            self._server.sql(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return self._url(dialect, name)

    def drop(self, url: str) -> None:
        found = make_url(url)
        assert found.database
        if found.drivername == "sqlite":
            for file in self._folder.glob(f"{Path(found.database).name}*"):
                file.unlink()
        else:
            self._server.sql(f"DROP DATABASE {found.database} WITH (FORCE)")

    def _template(self, dialect: str, seeded: bool) -> str:
        name = f"template_{'seeded' if seeded else 'empty'}"
        if dialect == "postgresql":
            self._server.sql(f"CREATE DATABASE {name}")
        database = Database(self._url(dialect, name))
        upgrade(database)
        if seeded:
            database.run(lambda conn: seed(conn, AT, QUICK_HASHER))
        database.dispose()  # closing the last connection writes SQLite's log into the file
        return name

    def _url(self, dialect: str, name: str) -> str:
        if dialect == "sqlite":
            return f"sqlite:///{self._file(name)}"
        return self._server.url(name)

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.db"

    @property
    def _server(self) -> EmbeddedPostgresql:
        server: EmbeddedPostgresql = self._request.getfixturevalue("postgres")
        return server


@pytest.fixture(scope="session")
def databases(databases_folder: Path, request: pytest.FixtureRequest) -> Databases:
    return Databases(databases_folder, request)


@pytest.fixture
def new_database(databases: Databases) -> Iterator[Callable[[str, bool], str]]:
    """(dialect, seeded) -> the URL of a new database, which is dropped after the test."""
    made: list[str] = []

    def make(dialect: str, seeded: bool) -> str:
        made.append(databases.make(dialect, seeded))
        return made[-1]

    yield make
    for url in made:
        databases.drop(url)


@pytest.fixture(params=[*DIALECTS, "postgresql by statements"])
def database(
    request: pytest.FixtureRequest, new_database: Callable[[str, bool], str]
) -> Iterator[Database]:
    """A migrated, empty database: on SQLite, and on PostgreSQL with and without the stored
    procedures for postings (core.ledger.stored_procedures)."""
    dialect, _, by_statements = request.param.partition(" ")
    yield from _opened(new_database(dialect, False), stored_procedures=not by_statements)


@pytest.fixture(params=DIALECTS)
def seeded(
    request: pytest.FixtureRequest, new_database: Callable[[str, bool], str]
) -> Iterator[Database]:
    """A database with the demo programme, seeded at `at`: on SQLite and on PostgreSQL."""
    yield from _opened(new_database(request.param, True))


def _opened(url: str, *, stored_procedures: bool = True) -> Iterator[Database]:
    database = Database(url, stored_procedures=stored_procedures)
    yield database
    database.dispose()
