"""The simulated deployment: processes of the hotline that share a database and a Redis, each with
its own clock, and seeded templates of the database for each start of a life."""

from __future__ import annotations

import json
import os
import random
import shutil
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from argon2 import PasswordHasher
from bill_files import ROWS_AT_ONCE
from embedded_postgresql import EmbeddedPostgresql
from faults import Faults, FaultyRedis, FaultySessionStore
from other_sides import OtherSides
from pages import TILL, TILL_SECRET
from psycopg.errors import ObjectInUse
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import OperationalError
from voucher_stock import offer_vouchers

from core.clients import Scope, clients
from core.imports import runner
from core.kernel import Database, Sealer
from core.members import one_time_codes, pins
from core.programme import current_rules, set_current_rules
from core.seed import seed
from flows.all_words import load_wording
from flows.dialogues import DIALOGUES
from flows.engine import Conversation, Engine, Ids, Services, promises
from flows.language import Wording
from flows.protocol import Channel, Session, Turn
from migrations import upgrade

LIFE = "simulated_life"
DROP_TRIES = 5
FIRST_CODES, FIRST_CODES_DAYS = ("CODE-1", "CODE-2"), 3
CODE_SEALER = Sealer(["a-secret-key-of-tests"], one_time_codes.SEALED_FOR)
QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class RecordingWording(Wording):
    """Records the key and facts of each sentence by its words, to recognise it in any reply."""

    def __init__(self) -> None:
        super().__init__(load_wording().phrasebooks)
        self.said: dict[str, tuple[str, Mapping[str, Any]]] = {}

    def say(self, key: str, language: str, channel: Channel, facts: Mapping[str, Any]) -> str:
        words = super().say(key, language, channel, facts)
        self.said[words] = key, dict(facts)
        return words


@dataclass
class Clock:
    at: datetime


@dataclass
class Process:
    """One process of the hotline; `skew` is the error of its clock."""

    name: str
    database: Database
    faults: Faults
    clock: Clock
    skew: timedelta = timedelta()
    conversation: Conversation = field(init=False)
    sessions: FaultySessionStore = field(init=False)

    def now(self) -> datetime:
        return self.clock.at + self.skew

    def start(self, redis: Any, wording: Wording, draw: random.Random) -> None:
        """Starts the process anew, without any state of its predecessor."""
        self.sessions = FaultySessionStore(
            redis, Ids(random.Random(draw.random())).new, self.faults
        )
        self.conversation = Conversation(
            database=self.database,
            sessions=self.sessions,
            engine=Engine(DIALOGUES),
            services=Services(wording, self.now, Ids(random.Random(draw.random())), CODE_SEALER),
            default_language="zh",
        )
        self.conversation.promises._redis = FaultyRedis(redis, self.faults)


class Deployment:
    """Two processes on one database: on the server `postgres`, or on SQLite without one."""

    def __init__(
        self, folder: Path, redis: Any, postgres: EmbeddedPostgresql | None = None
    ) -> None:
        self.folder, self.redis, self._postgres = folder, redis, postgres
        self.clock = Clock(datetime.min)
        self.wording = RecordingWording()
        self.sides = OtherSides()
        self.trouble = ""
        self.emptied = 0  # how often Redis has lost everything but the promises
        self.forgotten = 0  # how often it has lost which texts it has seen, by that or by time
        self._templates: dict[tuple[datetime, str], str] = {}
        if postgres is not None:
            self._admin = create_engine(self._url("postgres"), isolation_level="AUTOCOMMIT")
        self.processes = [self._process(name) for name in ("A", "B")]

    @property
    def dialect(self) -> str:
        return "sqlite" if self._postgres is None else "postgresql"

    def begin(self, at: datetime, zone: str, skew: timedelta, draw: random.Random) -> None:
        """Sets up a database seeded at this moment, an empty Redis and newly started processes."""
        self.clock.at = at
        self._close()
        self._copy(self._template(at, zone))
        self.redis.flushall()
        self.wording.said.clear()
        self.sides.begin(draw)
        if self.sides.uses_kannel:  # which text is a new one is a matter of seconds
            skew = timedelta()
        for process, off in zip(self.processes, (timedelta(), skew), strict=True):
            process.skew = off
            process.start(self.redis, self.wording, draw)

    def restart(self, process: Process, draw: random.Random) -> None:
        """Restarts a process that died; its connections are closed."""
        process.database.dispose()
        process.start(self.redis, self.wording, draw)

    def empty_redis(self) -> None:
        """Empties Redis but for the promises, which survive in its append-only file."""
        self.emptied += 1
        self.forgotten += 1
        kept = self.redis.lrange(promises.KEPT, 0, -1)
        self.redis.flushall()
        if kept:
            self.redis.rpush(promises.KEPT, *kept)

    def reply_of(self, caller: str, channel: str, message_id: str) -> Turn | None:
        """The reply that Redis stores for the message."""
        found = self.redis.get(f"reply:{{{caller}}}:{channel}:{message_id}")
        return Turn.from_json(json.loads(found)) if found else None

    def session_of(self, caller: str, channel: str, session_id: str) -> Session | None:
        found = self.redis.get(f"talk:{{{caller}}}:{channel}:{session_id}")
        return Session.from_json(json.loads(found)) if found else None

    def record_log(self, _logger: Any, _name: str, said: Any) -> Any:
        """A structlog processor that keeps the last traceback (`trouble`) and drops the rest."""
        if said.get("exc_info"):
            self.trouble = traceback.format_exc()
        raise structlog.DropEvent

    def end(self) -> None:
        self._close()
        self.sides.end()
        if self._postgres is not None:
            self._admin.dispose()

    def _process(self, name: str) -> Process:
        database = Database(self._url(LIFE), pause=lambda _attempt: None)
        if self._postgres is None:
            for engine in (database.engine, database._reader):
                event.listen(engine, "connect", _not_durable)
        cut = None if self._postgres is None else self._cut
        return Process(name, database, Faults(database, cut), self.clock)

    def _cut(self, connection: Any) -> None:
        with self._admin.connect() as admin:
            ended = text("SELECT pg_terminate_backend(:pid, 1000)")
            admin.execute(ended, {"pid": connection.info.backend_pid})

    def _url(self, name: str) -> str:
        if self._postgres is None:
            return f"sqlite:///{self.folder / name}.db"
        return self._postgres.url(name)

    def _template(self, at: datetime, zone: str) -> str:
        if (at, zone) not in self._templates:
            name = f"{LIFE}_begins_{len(self._templates)}"
            if self._postgres is not None:
                self._sql(f"CREATE DATABASE {name}")
            database = Database(self._url(name))
            upgrade(database)
            database.run(lambda conn: seed(conn, at, QUICK_HASHER))
            until = at.date() + timedelta(days=FIRST_CODES_DAYS)
            database.run(lambda conn: offer_vouchers(conn, FIRST_CODES, at, until))
            database.run(lambda conn: self.sides.registers(conn, at))
            scopes = [Scope.POINTS_SPEND]
            database.run(lambda conn: clients.add(conn, TILL, scopes, TILL_SECRET, at))
            database.dispose()
            self._templates[at, zone] = name
        return self._templates[at, zone]

    def _copy(self, template: str) -> None:
        if self._postgres is not None:
            self._drop()
            self._sql(f"CREATE DATABASE {LIFE} TEMPLATE {template}")
            return
        for old in self.folder.glob(f"{LIFE}.db*"):
            old.unlink()
        shutil.copy(self.folder / f"{template}.db", self.folder / f"{LIFE}.db")

    def _drop(self) -> None:
        """Drops the database. FORCE waits 5 s for other connections to end, which may be too short
        on a busy machine, so it is repeated."""
        for tries_left in reversed(range(DROP_TRIES)):
            try:
                return self._sql(f"DROP DATABASE IF EXISTS {LIFE} WITH (FORCE)")
            except OperationalError as error:
                if tries_left == 0 or not isinstance(error.orig, ObjectInUse):
                    raise

    def _close(self) -> None:
        for process in self.processes:
            process.database.dispose()

    def _sql(self, statement: str) -> None:
        with self._admin.connect() as admin:
            admin.exec_driver_sql(statement)


def _not_durable(connection: Any, _record: Any) -> None:
    """Switches fsync off: the simulation has deaths of processes, but no power cuts."""
    connection.execute("PRAGMA synchronous=OFF")


@contextmanager
def programme_in(zone: str, server_zone: str) -> Iterator[None]:
    """Sets the programme's time zone and, independently, that of the server's clock."""
    before, servers = current_rules(), os.environ.get("TZ")
    set_current_rules(before.model_copy(update={"time_zone": zone}))
    os.environ["TZ"] = server_zone
    time.tzset()
    try:
        yield
    finally:
        set_current_rules(before)
        os.environ.pop("TZ")
        if servers is not None:
            os.environ["TZ"] = servers
        time.tzset()


@contextmanager
def small_chunks() -> Iterator[None]:
    """Imports files a few rows at a time, so that small files have several transactions."""
    before, runner.CHUNK = runner.CHUNK, ROWS_AT_ONCE
    try:
        yield
    finally:
        runner.CHUNK = before


@contextmanager
def quick_secrets() -> Iterator[None]:
    """Hashes new PINs and codes as cheaply as the seeded ones; the cost is part of the hash."""
    kept: list[tuple[Any, Callable[..., str]]] = [
        (pins, pins.hashed),
        (one_time_codes, one_time_codes.hashed),
    ]
    for module, _ in kept:
        module.hashed = lambda secret, _hasher=None: QUICK_HASHER.hash(secret)
    try:
        yield
    finally:
        for module, hashed in kept:
            module.hashed = hashed
