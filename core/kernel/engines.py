"""The engines of the two databases: their pools, timeouts and locks.

An engine made with `reads=True` is for Database.read(): it opens no transactions.
"""

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import QueuePool

from core.kernel.errors import WritesWhileReading

READ_ONLY_SQLSTATE = "25006"
LOCK_TIMEOUT_MS = 2_000  # a carrier hangs up after 10 s: five attempts at most fit into that
BUSY_TIMEOUT_MS = 5_000
POOL_SIZE = 8
POOL_OVERFLOW = 8
POOL_WAIT_SECONDS = 5
PREPARE_AFTER_RUNS = 2  # turns run the same few statements again and again
WRITING_VERBS = ("INSERT", "UPDATE", "DELETE")


def postgresql_engine(url: str, *, reads: bool = False) -> Engine:
    """An engine whose statements see UTC and give up waiting for a lock after LOCK_TIMEOUT_MS."""
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
            # SQLAlchemy drops FOR UPDATE here: the lock has to be the whole database's, taken
            # before the first read, or two transactions that read one balance both spend it.
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


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
