"""What an error says of the database: that the same work may succeed in another transaction, or
that it gave no answer in time.

SQLAlchemy wraps what the driver raises, and what its pool raises while a statement is executed.
What counts is what was wrapped, and its kind: a subclass says no less than its class does.
"""

import sqlite3

import psycopg
from sqlalchemy.exc import DBAPIError, PendingRollbackError, StatementError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.kernel.errors import NumberTaken, OutOfTime, Unavailable

# Deadlock, serialization failure, lock timeout: another transaction won, the work is repeated.
RETRIED_SQLSTATES = frozenset({"40P01", "40001", "55P03"})
# 08: connection exception; 57P: the server is stopping, has crashed or is starting (a failover).
LOST_SQLSTATE_PREFIXES = ("08", "57P")
QUERY_CANCELED = "57014"  # the server has ended a statement at the time limit


def is_transient(error: Exception) -> bool:
    """Whether the same work may well succeed in another transaction."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    # The second: the connection was lost before, and the work has gone on with it.
    if isinstance(error, NumberTaken | PendingRollbackError):
        return True
    cause = _cause(error)
    if isinstance(cause, sqlite3.OperationalError):
        # The low byte is the code, the others say which kind of busy it is.
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    if not isinstance(cause, psycopg.Error):
        return False
    if cause.sqlstate is None:  # the server has not said it: there was no connection, or no answer
        return isinstance(cause, psycopg.OperationalError)
    return cause.sqlstate in RETRIED_SQLSTATES or cause.sqlstate.startswith(LOST_SQLSTATE_PREFIXES)


def is_unanswered(error: Exception) -> bool:
    """Whether the database gave no answer in time, or was not asked: it is known to be down, no
    connection is free, or the time is used up. Nothing is wrong with what was asked."""
    cause = _cause(error)
    return (
        is_transient(error)
        or isinstance(cause, OutOfTime | Unavailable | PoolTimeout)
        or getattr(cause, "sqlstate", None) == QUERY_CANCELED
    )


def _cause(error: Exception) -> BaseException:
    return error.orig or error if isinstance(error, StatementError) else error
