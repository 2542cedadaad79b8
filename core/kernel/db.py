"""The database: transactions that are retried as a whole, and reads without a transaction.

The same code runs on PostgreSQL (production) and on SQLite (one node, the demo). Within
time_limit() no call takes longer than what is left, and none is sent to a PostgreSQL that is known
not to answer (core.kernel.circuit).
"""

import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table
from sqlalchemy.dialects import postgresql, sqlite

from core.kernel.circuit import PROBE_SECONDS, Circuit
from core.kernel.connection_cache import ConnectionCache
from core.kernel.database_errors import is_transient, is_unanswered
from core.kernel.engines import (
    POOL_OVERFLOW,
    POOL_SIZE,
    POOL_WAIT_SECONDS,
    postgresql_engine,
    record_writes,
    refuse_writes,
    sqlite_engine,
)
from core.kernel.time_limits import require_time_left, seconds_left, time_limit
from core.kernel.tracing import trace_statements

T = TypeVar("T")

ENGINE_CONNECTIONS = 2  # reserved for direct use of the engine: readiness check, migrations
READ_ATTEMPTS = 3


def pause_with_jitter(attempt: int) -> None:
    """Sleep 10 to 30 ms before the second attempt, 20 to 60 ms before the third, and so on. The
    jitter keeps two transactions that collided from colliding again."""
    time.sleep(random.uniform(0.01, 0.03) * 2**attempt)


class Database:
    def __init__(
        self,
        url: str,
        *,
        pause: Callable[[int], None] = pause_with_jitter,
        stored_procedures: bool = True,
        call_seconds_max: float | None = None,
    ) -> None:
        """`stored_procedures=False`: post by statements on PostgreSQL too, for tests and benchmarks
        that compare the two. `call_seconds_max`: how long run() and read() may take each where the
        caller has set no time limit; None: as long as it takes."""
        self._pause = pause
        self._call_seconds_max = call_seconds_max
        check: Callable[[], None] = _nothing_to_check
        if url.startswith("sqlite"):
            self.engine, self._reader = sqlite_engine(url), sqlite_engine(url, reads=True)
        else:
            circuit = Circuit("postgresql", self._probe)
            check = circuit.check
            self.engine = postgresql_engine(url, on_silence=circuit.failed)
            self._reader = postgresql_engine(url, reads=True, on_silence=circuit.failed)
            self.engine.update_execution_options(stored_procedures=stored_procedures)
        self._writes = _connections(self.engine, "writes", check)
        self._reads = _connections(self._reader, "reads", check)
        for each in (self.engine, self._reader):
            trace_statements(each)
        record_writes(self.engine)
        refuse_writes(self._reader)

    def run(self, work: Callable[[Connection], T], *, attempts: int = 5) -> T:
        """Run `work` in one transaction, and return what it returns.

        `work` may run several times, so it must have no effect but on the connection, and its
        idempotency keys must be made outside. A new key for each attempt doubled 17 of 30,724
        postings when connections were killed, because a lost connection does not say whether its
        commit arrived.
        """

        def in_a_transaction(connection: Connection) -> T:
            with connection.begin():
                result = work(connection)
                require_time_left()  # a COMMIT that is cut short leaves its effect unknown
                return result

        return self._repeat(lambda: self._writes.use(in_a_transaction), attempts)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work`, which only reads, without a transaction: two round trips less (BEGIN,
        COMMIT), and no lock on SQLite. READ COMMITTED gives no more consistency between statements
        than this does. A statement that writes raises WritesWhileReading and is not executed."""
        return self._repeat(lambda: self._reads.use(work), READ_ATTEMPTS)

    def sample(self) -> None:
        """Set the gauges of the connections in use."""
        self._writes.sample()
        self._reads.sample()

    def dispose(self) -> None:
        self._writes.close()
        self._reads.close()
        self.engine.dispose()
        self._reader.dispose()

    def _repeat(self, act: Callable[[], T], attempts: int) -> T:
        if self._call_seconds_max is None or seconds_left() is not None:
            return self._attempt(act, attempts)
        with time_limit(self._call_seconds_max):
            return self._attempt(act, attempts)

    def _attempt(self, act: Callable[[], T], attempts: int) -> T:
        """The result of `act`, tried up to `attempts` times, until the time is used up. Raises the
        error of the last attempt that began: it says whether a commit may have arrived."""
        last: Exception | None = None
        for attempt in range(attempts):
            if last is not None:
                self._pause(attempt - 1)
            try:
                return act()
            except Exception as error:
                if is_transient(error):
                    last = error
                elif last is not None and is_unanswered(error):
                    break
                else:
                    raise
        assert last is not None
        raise last

    def _probe(self) -> None:
        """Raises if PostgreSQL does not answer."""
        with time_limit(PROBE_SECONDS), self._reader.connect() as connection:
            connection.exec_driver_sql("SELECT 1")


def _nothing_to_check() -> None:
    """SQLite is a file of this machine, and never away."""


def _connections(engine: Engine, name: str, check: Callable[[], None]) -> ConnectionCache:
    return ConnectionCache(
        engine,
        name=name,
        connections_max=POOL_SIZE + POOL_OVERFLOW - ENGINE_CONNECTIONS,
        wait_seconds=POOL_WAIT_SECONDS,
        check=check,
    )


def has_written(connection: Connection) -> bool:
    """Whether this transaction has written so far; a savepoint that was rolled back counts. A turn
    that has written is recorded with its reply."""
    return bool(connection.info.get("has_written"))


class InsertIfNew:
    """Inserts a row unless its key exists; True where it was inserted. It waits for another
    transaction that has inserted the same key and not committed yet."""

    def __init__(self, table: Table) -> None:
        self._by_dialect = {
            # Otherwise the count of inserted rows is lost with the cursor.
            name: dialect.insert(table)
            .on_conflict_do_nothing()
            .execution_options(preserve_rowcount=True)
            for name, dialect in (("postgresql", postgresql), ("sqlite", sqlite))
        }

    def __call__(self, connection: Connection, row: dict[str, Any]) -> bool:
        return connection.execute(self._by_dialect[connection.dialect.name], row).rowcount == 1
