"""What may happen to a process between any two of its writes: it dies, or its connection does.

The hooks are SQLAlchemy's own (a statement, a commit) and the methods of Sessions: the code under
test knows nothing of them. One fault is armed for one delivery, and fires at most once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from redis.exceptions import ConnectionError as RedisConnectionError
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
)
# As many as a gift of points takes, whose last ones tell others of it.
COUNTED = {DIES_AT_WRITE: 10, LOST_AT_STATEMENT: 18}


class Died(SystemExit):
    """Not an Exception, as no handler of ours outlives the process."""


@dataclass(frozen=True)
class Fault:
    """`place`: at which write of the delivery, or which statement, or which commit."""

    kind: str
    place: int = 1

    def __str__(self) -> str:
        return f"{self.kind} {self.place}"


class Faults:
    """One process's. `cut` ends a connection from the database's side, where there is one."""

    def __init__(self, database: Database, cut: Callable[[Any], None] | None) -> None:
        self._cut = cut
        self.arm(None)
        for engine in (database.engine, database._reader):
            event.listen(engine, "before_cursor_execute", self._at_statement)
        dialect: Any = database.engine.dialect
        self._commit = dialect.do_commit
        dialect.do_commit = self._do_commit

    def arm(self, fault: Fault | None) -> None:
        self.armed, self.fired, self._passed = fault, False, 0

    def now(self, kind: str) -> bool:
        """Whether the armed fault happens here."""
        if self.fired or self.armed is None or self.armed.kind != kind:
            return False
        self._passed += 1
        self.fired = self._passed == self.armed.place
        return self.fired

    def _at_statement(
        self, connection: Connection, _cursor: Any, statement: str, _v: Any, context: Any, _m: bool
    ) -> None:
        # A function of the database's may write as well; whoever calls one says so.
        calls = context is not None and context.execution_options.get("writes")
        writes = calls or statement.startswith(("INSERT", "UPDATE", "DELETE"))
        if writes and self.now(DIES_AT_WRITE):
            raise Died(DIES_AT_WRITE)
        if not statement.startswith("BEGIN") and self.now(LOST_AT_STATEMENT):
            if self._cut is None:
                gone = sqlite3.OperationalError(LOST_AT_STATEMENT)
                raise OperationalError(statement, None, gone, connection_invalidated=True)
            self._cut(connection.connection.dbapi_connection)

    def _do_commit(self, connection: Any) -> None:
        if self.now(DIES_BEFORE_COMMIT):
            raise Died(DIES_BEFORE_COMMIT)
        if self.now(LOST_BEFORE_COMMIT):
            self._lose(connection)
        self._commit(connection)
        if self.now(DIES_AFTER_COMMIT):
            raise Died(DIES_AFTER_COMMIT)
        if self.now(LOST_AFTER_COMMIT):
            self._lose(connection)

    def _lose(self, connection: Any) -> None:
        """The one who asked cannot tell whether it was committed."""
        if self._cut is None:
            busy = sqlite3.OperationalError("connection lost")
            busy.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise busy
        self._cut(connection.dbapi_connection)
        connection.execute("SELECT 1")  # fails, as whatever comes next would


class Watched(SessionStore):
    """Tells what it kept; Redis may be away, and the process may die around a save."""

    def __init__(self, redis: Any, token: Callable[[], str], faults: Faults) -> None:
        super().__init__(redis, token)
        self._faults = faults
        self.saved = False

    def open(self, heard: Heard) -> OpenTurn:
        self.saved = False
        if self._faults.now(NO_REDIS_TO_OPEN):
            raise RedisConnectionError(NO_REDIS_TO_OPEN)
        open_turn = super().open(heard)
        self.saved = open_turn.reply is not None
        return open_turn

    def save(self, open_turn: OpenTurn, session: Session, reply: Turn) -> bool:
        if self._faults.now(DIES_BEFORE_SAVING):
            raise Died(DIES_BEFORE_SAVING)
        if self._faults.now(NO_REDIS_BEFORE_SAVING):
            raise RedisConnectionError(NO_REDIS_BEFORE_SAVING)
        self.saved = super().save(open_turn, session, reply)
        if self._faults.now(DIES_AFTER_SAVING):
            raise Died(DIES_AFTER_SAVING)
        if self._faults.now(NO_REDIS_AFTER_SAVING):
            raise RedisConnectionError(NO_REDIS_AFTER_SAVING)
        return self.saved
