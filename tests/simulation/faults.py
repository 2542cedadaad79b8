"""Fault injection: a process dies, or loses its connection, between any two of its writes; Redis is
emptied, or another copy of the message is answered, between any two steps of a turn.

The hooks are SQLAlchemy's events (statement, commit) and the methods of SessionStore, so the code
under test is unchanged. One fault is armed for one delivery and fires at most once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeout
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from core.kernel import Database
from flows.engine import SessionStore
from flows.engine.session_store import OpenTurn
from flows.protocol import Heard, Session, Turn

DIES_AT_WRITE = "dies at write"
DIES_BEFORE_COMMIT = "dies before commit"
DIES_AFTER_COMMIT = "dies after commit"
LOST_AT_STATEMENT = "connection lost at statement"
LOST_BEFORE_COMMIT = "connection lost before commit"
LOST_AFTER_COMMIT = "connection lost after commit"
DIES_BEFORE_SAVING = "dies before saving"
DIES_AFTER_SAVING = "dies after saving"
NO_REDIS_TO_OPEN = "redis away when opening"
NO_REDIS_BEFORE_SAVING = "redis away before saving"
NO_REDIS_AFTER_SAVING = "redis away after saving"
REDIS_EMPTIED = "redis emptied inside the turn"
OTHER_COPY = "redis emptied and another copy answered inside the turn"
PAUSES = "waits for the other copy"  # of the other copy: see other_copy.py

UNANSWERED = "commit unanswered, then no writes"
UNANSWERED_AWAY = "commit unanswered, then no database"
LOST_AWAY = "commit lost, then no database"
UNANSWERED_ALONE = "commit unanswered, then neither database nor redis"
STALLED = "no answer to a statement, then no time"
REDIS_STALLED = "no answer from redis when opening"
# A server that has hung. A statement is not answered until the time of the request is used up:
# after it neither server is asked anything. Redis takes the session's lock, and nobody hears of it.
STALLS = (STALLED, REDIS_STALLED)
# Of turns: until the end of the delivery nothing can be written, or read either.
AT_COMMIT = (UNANSWERED, UNANSWERED_AWAY, LOST_AWAY, UNANSWERED_ALONE)
IN_THE_DATABASE = (
    DIES_AT_WRITE,
    DIES_BEFORE_COMMIT,
    DIES_AFTER_COMMIT,
    LOST_AT_STATEMENT,
    LOST_BEFORE_COMMIT,
    LOST_AFTER_COMMIT,
)
IN_REDIS = (
    DIES_BEFORE_SAVING,
    DIES_AFTER_SAVING,
    NO_REDIS_TO_OPEN,
    NO_REDIS_BEFORE_SAVING,
    NO_REDIS_AFTER_SAVING,
    REDIS_EMPTIED,
    OTHER_COPY,
)
# The faults of turns, by the name under which they are chosen.
OF_TURNS = {
    "all": (*IN_THE_DATABASE, *IN_REDIS, *AT_COMMIT, *STALLS),
    "commits": AT_COMMIT,
    "copies": (OTHER_COPY,),
    "stalls": STALLS,
}
# How many writes and statements the longest turn has: a transfer of points with its notices. Most
# turns have three steps outside of a transaction: open, read and save.
COUNTED = {DIES_AT_WRITE: 10, LOST_AT_STATEMENT: 18, REDIS_EMPTIED: 12, OTHER_COPY: 4, PAUSES: 4}
COUNTED |= {STALLED: 18}


class Died(SystemExit):
    """Not an Exception: no handler of the product runs after the process has died."""


@dataclass(frozen=True)
class Fault:
    """`place`: the number of the write, statement or commit, counted within the delivery."""

    kind: str
    place: int = 1

    def __str__(self) -> str:
        return f"{self.kind} {self.place}"


class Faults:
    """The faults of one process. `cut` ends a connection on the server's side (PostgreSQL)."""

    def __init__(self, database: Database, cut: Callable[[Any], None] | None) -> None:
        self._cut = cut
        self._reader, self._has_written = database._reader, False
        self.arm(None)
        for engine in (database.engine, database._reader):
            event.listen(engine, "before_cursor_execute", self._at_statement)
        event.listen(database.engine, "begin", self._at_begin)
        dialect: Any = database.engine.dialect
        self._commit, self._rollback = dialect.do_commit, dialect.do_rollback
        dialect.do_commit = self._do_commit

    def arm(
        self,
        fault: Fault | None,
        act: Callable[[], None] = lambda: None,
        let_others_go_on: Callable[[], None] = lambda: None,
    ) -> None:
        """`act` is called where the fault fires, if it is neither a death nor a lost connection;
        `let_others_go_on` before the process may wait for a lock of another copy."""
        self.armed, self.fired, self._passed, self._act = fault, False, 0, act
        self.let_others_go_on = let_others_go_on

    def fails_now(self, *kinds: str) -> bool:
        """Whether a fault of one of these kinds, which lasts, has fired."""
        return self.fired and self.armed is not None and self.armed.kind in kinds

    def now(self, kind: str) -> bool:
        """Whether the armed fault happens here."""
        if self.fired or self.armed is None or self.armed.kind != kind:
            return False
        self._passed += 1
        self.fired = self._passed == self.armed.place
        return self.fired

    def step(self, *, in_transaction: bool) -> None:
        """Called before each statement and each use of Redis. Another copy cannot be answered while
        this one holds locks: it would wait for them."""
        kinds = (REDIS_EMPTIED,) if in_transaction else (REDIS_EMPTIED, OTHER_COPY, PAUSES)
        if any(self.now(kind) for kind in kinds):
            self._act()

    def _at_begin(self, _connection: Connection) -> None:
        self._has_written = False
        if self.fails_now(*AT_COMMIT, STALLED):
            self._refuse("BEGIN")

    def _refuse(self, statement: str) -> None:
        gone = sqlite3.OperationalError(statement)
        raise OperationalError(statement, None, gone, connection_invalidated=True)

    def _at_statement(
        self, connection: Connection, _cursor: Any, statement: str, _v: Any, context: Any, _m: bool
    ) -> None:
        if self.now(STALLED) or self.fails_now(
            UNANSWERED_AWAY, LOST_AWAY, UNANSWERED_ALONE, STALLED
        ):
            self._refuse(statement)
        self.step(in_transaction=connection.engine is not self._reader)
        # A stored procedure may write as well; its caller sets the execution option.
        calls = context is not None and context.execution_options.get("writes")
        writes = calls or statement.startswith(("INSERT", "UPDATE", "DELETE"))
        self._has_written = self._has_written or bool(writes)
        if writes and self.now(DIES_AT_WRITE):
            raise Died(DIES_AT_WRITE)
        if not statement.startswith("BEGIN") and self.now(LOST_AT_STATEMENT):
            if self._cut is None:
                self._refuse(statement)
            self._cut(connection.connection.dbapi_connection)

    def _do_commit(self, connection: Any) -> None:
        if self.now(DIES_BEFORE_COMMIT):
            raise Died(DIES_BEFORE_COMMIT)
        if self.now(LOST_BEFORE_COMMIT):
            self._lose(connection)
        if self._has_written and self.now(LOST_AWAY):
            self._rollback(connection)
            self._lose(connection)
        self._commit(connection)
        if self._has_written and any(self.now(kind) for kind in AT_COMMIT):
            self._lose(connection)
        if self.now(DIES_AFTER_COMMIT):
            raise Died(DIES_AFTER_COMMIT)
        if self.now(LOST_AFTER_COMMIT):
            self._lose(connection)

    def _lose(self, connection: Any) -> None:
        """Breaks the connection: the caller cannot tell whether the commit took effect."""
        if self._cut is None:
            busy = sqlite3.OperationalError("connection lost")
            busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise busy
        self._cut(connection.dbapi_connection)
        connection.execute("SELECT 1")  # fails, as any statement on it does now


class FaultyRedis:
    """Redis as it keeps promises. It is away if the fault says so."""

    def __init__(self, redis: Any, faults: Faults) -> None:
        self._redis, self._faults = redis, faults

    def rpush(self, name: str, value: bytes) -> Any:
        if self._faults.fails_now(UNANSWERED_ALONE, STALLED):
            raise RedisConnectionError(UNANSWERED_ALONE)
        return self._redis.rpush(name, value)

    def lindex(self, name: str, place: int) -> Any:
        return self._redis.lindex(name, place)

    def lrem(self, name: str, count: int, value: Any) -> Any:
        return self._redis.lrem(name, count, value)


class FaultySessionStore(SessionStore):
    """A session store whose Redis may be unreachable and whose process may die around a save.
    `saved`: whether the latest turn was stored."""

    def __init__(self, redis: Any, token: Callable[[], str], faults: Faults) -> None:
        super().__init__(redis, token)
        self._faults = faults
        self.saved = False

    def open(self, heard: Heard) -> OpenTurn:
        self.saved = False
        if self._faults.now(NO_REDIS_TO_OPEN):
            raise RedisConnectionError(NO_REDIS_TO_OPEN)
        self._faults.step(in_transaction=False)
        self._faults.let_others_go_on()
        open_turn = super().open(heard)
        if self._faults.now(REDIS_STALLED):
            super().release(open_turn)  # the lock has expired when the carrier delivers again
            raise RedisTimeout(REDIS_STALLED)
        self.saved = open_turn.reply is not None
        return open_turn

    def earlier(self, open_turn: OpenTurn) -> dict[str, Any] | None:
        self._faults.step(in_transaction=True)
        return super().earlier(open_turn)

    def release(self, open_turn: OpenTurn) -> None:
        if self._faults.fails_now(STALLED):
            raise RedisConnectionError(STALLED)
        super().release(open_turn)

    def save(self, open_turn: OpenTurn, session: Session, reply: Turn) -> bool:
        if self._faults.fails_now(STALLED):
            raise RedisConnectionError(STALLED)
        if self._faults.now(DIES_BEFORE_SAVING):
            raise Died(DIES_BEFORE_SAVING)
        if self._faults.now(NO_REDIS_BEFORE_SAVING):
            raise RedisConnectionError(NO_REDIS_BEFORE_SAVING)
        self._faults.step(in_transaction=False)
        self.saved = super().save(open_turn, session, reply)
        if self._faults.now(DIES_AFTER_SAVING):
            raise Died(DIES_AFTER_SAVING)
        if self._faults.now(NO_REDIS_AFTER_SAVING):
            raise RedisConnectionError(NO_REDIS_AFTER_SAVING)
        return self.saved
