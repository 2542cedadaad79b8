"""The database: transactions that are retried as a whole, and reads without a transaction.

The same code runs on PostgreSQL (production) and on SQLite (one node, the demo).
"""

import random
import sqlite3
import time
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, ExceptionContext, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from core.kernel.connection_cache import ConnectionCache
from core.kernel.errors import NumberTaken, WritesWhileReading

T = TypeVar("T")

# Deadlock, serialization failure, lock timeout: another transaction won, the work is repeated.
RETRIED_SQLSTATES = frozenset({"40P01", "40001", "55P03"})
# 08: connection exception; 57P: the server is stopping, crashed or starting (a failover).
LOST_SQLSTATE_PREFIXES = ("08", "57P")
READ_ONLY_SQLSTATE = "25006"
LOCK_TIMEOUT_MS = 2_000  # a carrier hangs up after 10 s: five attempts at most fit into that
BUSY_TIMEOUT_MS = 5_000
POOL_SIZE = 8
POOL_OVERFLOW = 8
ENGINE_CONNECTIONS = 2  # left to what uses the engine itself: readiness, migrations
POOL_WAIT_SECONDS = 5
PREPARE_AFTER_RUNS = 2  # turns run the same few statements again and again
READ_ATTEMPTS = 3
WRITING_VERBS = ("INSERT", "UPDATE", "DELETE")


def pause_with_jitter(attempt: int) -> None:
    """10 to 30 ms, then 20 to 60, and so on: two transactions that collided must not collide
    again."""
    time.sleep(random.uniform(0.01, 0.03) * 2**attempt)


class Database:
    def __init__(
        self,
        url: str,
        *,
        pause: Callable[[int], None] = pause_with_jitter,
        stored_procedures: bool = True,
    ) -> None:
        """`stored_procedures=False`: post by statements on PostgreSQL too, for tests and benchmarks
        that compare the two."""
        self.engine = _sqlite(url) if url.startswith("sqlite") else _postgresql(url)
        if stored_procedures and not url.startswith("sqlite"):
            self.engine.update_execution_options(stored_procedures=True)
        self._pause = pause
        self._reader = (
            _sqlite(url, reads=True) if url.startswith("sqlite") else _postgresql(url, reads=True)
        )
        limits = {
            "connections_max": POOL_SIZE + POOL_OVERFLOW - ENGINE_CONNECTIONS,
            "wait_seconds": POOL_WAIT_SECONDS,
        }
        self._writes = ConnectionCache(self.engine, **limits)
        self._reads = ConnectionCache(self._reader, **limits)
        _watch_writes(self.engine)
        _refuse_writes(self._reader)

    def run(self, work: Callable[[Connection], T], *, attempts: int = 5) -> T:
        """Run `work` in one transaction, and return what it returns.

        `work` may run several times, so it must have no effect but on the connection, and its
        idempotency keys must be made outside. A new key for each attempt doubled 17 of 30,724
        postings when connections were killed, because a lost connection does not say whether its
        commit arrived.
        """
        for attempt in range(attempts - 1):
            try:
                return self._once(work)
            except (DBAPIError, NumberTaken) as error:
                if not _is_transient(error):
                    raise
            self._pause(attempt)
        return self._once(work)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Run `work`, which only reads, without a transaction: two round trips less (BEGIN,
        COMMIT), and no lock on SQLite. READ COMMITTED gives no more consistency between statements
        than this does. A statement that writes raises WritesWhileReading and is not executed."""
        for attempt in range(READ_ATTEMPTS):
            try:
                return self._reads.use(work)
            except DBAPIError as error:
                if attempt == READ_ATTEMPTS - 1 or not _is_transient(error):
                    raise
            self._pause(attempt)
        raise AssertionError("the last attempt returns or raises")

    def dispose(self) -> None:
        self._writes.close()
        self._reads.close()
        self.engine.dispose()
        self._reader.dispose()

    def _once(self, work: Callable[[Connection], T]) -> T:
        def in_a_transaction(connection: Connection) -> T:
            with connection.begin():
                return work(connection)

        return self._writes.use(in_a_transaction)


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


def _is_transient(error: DBAPIError | NumberTaken) -> bool:
    if isinstance(error, NumberTaken) or error.connection_invalidated:
        return True
    cause = error.orig
    if isinstance(cause, sqlite3.OperationalError):
        # The low byte is the code, the others say which kind of busy it is.
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    sqlstate = getattr(cause, "sqlstate", None)
    if sqlstate is None:
        # psycopg has no state where it could not connect.
        return type(cause).__name__ == "OperationalError"
    return sqlstate in RETRIED_SQLSTATES or sqlstate.startswith(LOST_SQLSTATE_PREFIXES)


def _postgresql(url: str, *, reads: bool = False) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,  # an error's text is logged, and parameters are members' data
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
        pool_timeout=POOL_WAIT_SECONDS,
        isolation_level="AUTOCOMMIT" if reads else "READ COMMITTED",
        pool_reset_on_return=None if reads else "rollback",
        skip_autocommit_rollback=True,
        connect_args={
            "prepare_threshold": PREPARE_AFTER_RUNS,
            "options": f"-c timezone=UTC -c lock_timeout={LOCK_TIMEOUT_MS}",
        },
    )

    @event.listens_for(engine, "handle_error")
    def leave_the_standby(context: ExceptionContext) -> None:
        """A server that takes no writes is not, or not yet, the primary: connect anew."""
        if getattr(context.original_exception, "sqlstate", None) == READ_ONLY_SQLSTATE:
            context.is_disconnect = True

    return engine


def _sqlite(url: str, *, reads: bool = False) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        poolclass=QueuePool,  # in memory too, where the default is another pool
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
        pool_timeout=POOL_WAIT_SECONDS,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # else the driver begins transactions (DEFERRED) itself
        for pragma in (
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "recursive_triggers=ON",  # else INSERT OR REPLACE deletes and no trigger fires
        ):
            connection.execute(f"PRAGMA {pragma}")

    if not reads:

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            # SQLAlchemy drops FOR UPDATE here: the lock has to be the whole database's, taken
            # before the first read, or two transactions that read one balance both spend it.
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _watch_writes(engine: Engine) -> None:
    @event.listens_for(engine, "begin")
    def reset(connection: Connection) -> None:
        connection.info["has_written"] = False

    @event.listens_for(engine, "before_cursor_execute")
    def record(
        connection: Connection, _cursor: Any, statement: str, _values: Any, context: Any, _m: bool
    ) -> None:
        if _writes(statement, context):
            connection.info["has_written"] = True


def _refuse_writes(engine: Engine) -> None:
    @event.listens_for(engine, "before_cursor_execute")
    def refuse(
        _connection: Connection, _cursor: Any, statement: str, _values: Any, context: Any, _m: bool
    ) -> None:
        if _writes(statement, context):
            raise WritesWhileReading(statement.split("(")[0])


def _writes(statement: str, context: Any) -> bool:
    return bool(
        context.isinsert
        or context.isupdate
        or context.isdelete
        or context.execution_options.get("writes")
        or statement.lstrip()[:6].upper() in WRITING_VERBS
    )
