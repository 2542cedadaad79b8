"""The engines of the two databases: their pools, timeouts and locks.

An engine made with `reads=True` is for Database.read(): it opens no transactions. No call on either
waits longer than core.kernel.time_limits allows.
"""

import sqlite3
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.pool import QueuePool

from core.kernel.bounded_connection import CONNECT_SECONDS, BoundedConnection, silence_of
from core.kernel.errors import BadSettings, WritesWhileReading
from core.kernel.time_limits import at_most

READ_ONLY_SQLSTATE = "25006"
BUSY_TIMEOUT_MS = 5_000
POOL_SIZE = 8
POOL_OVERFLOW = 8
POOL_WAIT_SECONDS = 5
# Turns run the same few statements again and again. A pooler that gives each transaction another
# connection has not prepared them there: "prepared statement does not exist".
PREPARE_AFTER_RUNS = {"": 2, "transaction": None}
WRITING_VERBS = ("INSERT", "UPDATE", "DELETE")


# A host that has vanished is noticed where no time limit is set: by the kernel, in half a minute.
# These are the client's own: none is sent to the server, where a pooler might refuse it.
KEEPALIVE = {
    "keepalives": 1,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 4,
    "tcp_user_timeout": 30_000,  # ms
}


def postgresql_engine(
    url: str, *, reads: bool = False, on_silence: Callable[[str, float], None]
) -> Engine:
    """An engine whose waits end at the time limit, and those for a lock after LOCK_TIMEOUT_MS.

    `on_silence` is called with a reason and the seconds waited, where the server cannot be reached
    or gives no answer. `url` may end in ?pooler=transaction, where PgBouncer stands before the
    server in transaction mode. Raises BadSettings for another pooler.
    """
    prepare_after_runs = PREPARE_AFTER_RUNS[_pooler_of(url)]
    engine = create_engine(
        url,
        hide_parameters=True,  # an error's text is logged, and parameters are members' data
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
        pool_timeout=POOL_WAIT_SECONDS,
        pool_reset_on_return=None if reads else "rollback",
        connect_args={
            "autocommit": True,  # BoundedConnection.begin() begins transactions
            "prepare_threshold": prepare_after_runs,
            "connect_timeout": CONNECT_SECONDS,
            **KEEPALIVE,
        },
    )
    event.listen(engine, "do_connect", _connect)
    if not reads:
        setattr(engine.dialect, "do_begin", _begin)  # noqa: B010  nothing else has to read it

    @event.listens_for(engine, "handle_error")
    def note(context: ExceptionContext) -> None:
        """A server that takes no writes is not, or not yet, the primary: connect anew."""
        error = context.original_exception
        if getattr(error, "sqlstate", None) == READ_ONLY_SQLSTATE:
            context.is_disconnect = True
        seconds = silence_of(error, connecting=context.connection is None)
        if seconds is not None:
            on_silence(type(error).__name__, seconds)

    return engine


def _pooler_of(url: str) -> str:
    pooler = make_url(url).query.get("pooler", "")
    if not isinstance(pooler, str) or pooler not in PREPARE_AFTER_RUNS:
        raise BadSettings(["DATABASE_URL: the only pooler known is pooler=transaction"])
    return pooler


def _connect(_dialect: Any, _record: Any, _args: Any, parameters: dict[str, Any]) -> Any:
    parameters.pop("pooler", None)  # ours, and unknown to the driver
    return BoundedConnection.connect(**parameters)


def _begin(connection: Any) -> None:
    connection.dbapi_connection.begin()


def sqlite_engine(url: str, *, reads: bool = False) -> Engine:
    """An engine in WAL mode, whose transactions lock the whole database from their beginning."""
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
            _limit_busy_timeout(connection)
            # SQLAlchemy drops FOR UPDATE here: the lock has to be the whole database's, taken
            # before the first read, or two transactions that read one balance both spend it.
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _limit_busy_timeout(connection: Connection) -> None:
    """Wait for the lock no longer than the time limit allows. Nothing else on SQLite waits for
    another process: readers see the last commit."""
    timeout_ms = int(at_most(BUSY_TIMEOUT_MS / 1000) * 1000)
    if connection.info.get("busy_timeout_ms", BUSY_TIMEOUT_MS) != timeout_ms:
        driver: Any = connection.connection.dbapi_connection
        driver.execute(f"PRAGMA busy_timeout={timeout_ms}")
        connection.info["busy_timeout_ms"] = timeout_ms


def record_writes(engine: Engine) -> None:
    """Note in connection.info whether the transaction has written: see has_written()."""

    @event.listens_for(engine, "begin")
    def reset(connection: Connection) -> None:
        connection.info["has_written"] = False

    @event.listens_for(engine, "before_cursor_execute")
    def record(
        connection: Connection, _cursor: Any, statement: str, _values: Any, context: Any, _m: bool
    ) -> None:
        if _writes(statement, context):
            connection.info["has_written"] = True


def refuse_writes(engine: Engine) -> None:
    """Raise WritesWhileReading before a statement that writes is executed."""

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
