"""A connection to PostgreSQL that never waits longer than the time limit of its thread.

A stopped or unreachable server may keep its TCP connections open and answer nothing, so neither
statement_timeout nor tcp_user_timeout ends the wait: the client has to. What the server did with an
unanswered statement or COMMIT is unknown, and the connection is of no further use: it is closed.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any, TypeVar

import psycopg
from psycopg import errors

from core.kernel.time_limits import at_least, at_most, require_time_left, seconds_left

T = TypeVar("T")

COMMIT_SECONDS = 1.0  # at least, though the limit passes: cut short, its effect is unknown
LOCK_TIMEOUT_MS = 2_000
# A statement may wait for a lock that long. A longer silence means that the server is in trouble.
SILENCE_SECONDS = LOCK_TIMEOUT_MS / 1000 + 0.5
# The server ends a statement itself a little before the client would give up on its connection.
MARGIN_MS = 100
CONNECT_SECONDS = 2  # the least that psycopg takes
CONNECT_SILENCE_SECONDS = 0.8  # a connection takes milliseconds; less than PROBE_SECONDS


class NoAnswer(psycopg.OperationalError):
    """The server did not answer within the time limit. `seconds`: how long it was waited for."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no answer from the server for {seconds:.1f} s")
        self.seconds = seconds


class NoConnection(errors.ConnectionTimeout):
    """The server did not take a connection within the time limit."""


class NoTimeToConnect(errors.ConnectionTimeout):
    """The time limit left too little time to tell whether the server takes connections."""


def silence_of(error: BaseException, *, connecting: bool) -> float | None:
    """The seconds for which the server was waited for in vain, if the error says that it does not
    answer; else None. A server that refuses a connection in words (FATAL: it is starting, or has
    too many) answers, and so does one whose statement takes some time."""
    if isinstance(error, NoAnswer):
        return error.seconds if error.seconds >= SILENCE_SECONDS else None
    if isinstance(error, NoTimeToConnect) or "FATAL" in str(error):
        return None
    return 0.0 if connecting and isinstance(error, psycopg.OperationalError) else None


class BoundedConnection(psycopg.Connection[Any]):
    """Waits no longer than time_limit() allows; where none is set, as long as it takes.

    Raises NoAnswer when the limit passes while it waits, and OutOfTime, with nothing sent, when it
    has passed before.
    """

    def begin(self) -> None:
        """Begin a transaction whose statements the server itself ends at the time limit, and whose
        waits for locks are bounded.

        One message, so one round trip. The settings are the transaction's: a pooler that gives the
        next transaction another connection (PgBouncer) keeps no others, and refuses `options`.
        """
        require_time_left()
        left = seconds_left()
        limit_ms = None if left is None else max(1, int(left * 1000) - MARGIN_MS)
        lock_ms = min(LOCK_TIMEOUT_MS, limit_ms or LOCK_TIMEOUT_MS)
        settings = f"SET LOCAL lock_timeout={lock_ms}"
        if limit_ms is not None:
            settings += f";SET LOCAL statement_timeout={limit_ms}"
        self.execute(f"BEGIN ISOLATION LEVEL READ COMMITTED;{settings}", prepare=False)

    def commit(self) -> None:
        """Commit. Once COMMIT is sent, wait for its answer for at least COMMIT_SECONDS, even past
        the time limit."""
        with at_least(COMMIT_SECONDS):
            super().commit()

    def rollback(self) -> None:
        with at_least(COMMIT_SECONDS):
            super().rollback()

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        left = seconds_left()
        if left is None:
            return super().wait(gen, interval, timeout)
        require_time_left()
        began = time.monotonic()
        try:
            return super().wait(gen, interval, left if timeout is None else min(left, timeout))
        except errors._WaitTimeout:
            self.close()
            raise NoAnswer(time.monotonic() - began) from None

    @classmethod
    def _connect_gen(cls, *args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        """psycopg gives each of the URL's hosts CONNECT_SECONDS; together they take no more than
        what is left."""
        connecting = super()._connect_gen(*args, **kwargs)
        ready: Any = None
        began = time.monotonic()
        while True:
            if at_most(CONNECT_SECONDS) <= 0:
                waited = time.monotonic() - began
                kind = NoTimeToConnect if waited < CONNECT_SILENCE_SECONDS else NoConnection
                raise kind(f"no connection within {waited:.1f} s")
            try:
                waits_for = connecting.send(ready)
            except StopIteration as done:
                return done.value
            ready = yield waits_for
