"""What a database call does when its time is up, on PostgreSQL and on SQLite."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from psycopg.errors import QueryCanceled
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from core.kernel import Database, OutOfTime, bounded_connection, time_limit
from core.kernel.bounded_connection import NoAnswer
from core.schema import outbox


class Clock:
    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def postgresql(new_database: Callable[[str, bool], str]) -> Iterator[Database]:
    database = Database(new_database("postgresql", False))
    yield database
    database.dispose()


def show(name: str) -> Callable[[Connection], str]:
    return lambda conn: str(conn.exec_driver_sql(f"SHOW {name}").scalar_one())


def put(conn: Connection, at: datetime) -> None:
    row: dict[str, Any] = {"member_id": 1, "event_id": "e", "topic": "t", "payload": {}}
    conn.execute(insert(outbox).values(**row, recorded_at=at, due_at=at, tries=0))


def count(database: Database) -> int:
    return len(database.read(lambda conn: conn.execute(select(outbox)).all()))


def test_transaction_is_bounded_by_the_server_too(postgresql: Database) -> None:
    with time_limit(1.5, Clock()):
        assert postgresql.run(show("statement_timeout")) == "1400ms"
        assert postgresql.run(show("lock_timeout")) == "1400ms"
    assert postgresql.run(show("statement_timeout")) == "0"
    assert postgresql.run(show("lock_timeout")) == f"{bounded_connection.LOCK_TIMEOUT_MS // 1000}s"
    assert postgresql.run(show("transaction_isolation")) == "read committed"


def test_no_setting_is_left_on_a_connection(postgresql: Database) -> None:
    """A pooler gives the connection to another client after each transaction."""

    def after(conn: Connection) -> list[str]:
        with time_limit(1.5, Clock()), conn.begin():
            show("lock_timeout")(conn)
        driver: Any = conn.connection.dbapi_connection
        return [driver.execute(f"SHOW {name}").fetchone()[0] for name in ("lock_timeout",)]

    with postgresql.engine.connect() as connection:
        assert after(connection) == ["0"]


def test_slow_statement_of_a_transaction_is_ended_by_the_server(
    postgresql: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded_connection, "MARGIN_MS", 59_500)  # ended after half a second
    with pytest.raises(DBAPIError) as raised, time_limit(60.0, Clock()):
        postgresql.run(lambda conn: conn.execute(text("SELECT pg_sleep(60)")))
    assert isinstance(raised.value.orig, QueryCanceled)
    assert not raised.value.connection_invalidated


def test_slow_read_is_given_up_and_its_connection_closed(postgresql: Database) -> None:
    postgresql.read(show("lock_timeout"))  # connects
    with pytest.raises(OperationalError) as raised, time_limit(0.2, Clock()):
        postgresql.read(lambda conn: conn.execute(text("SELECT pg_sleep(60)")))
    assert isinstance(raised.value.orig, NoAnswer)
    assert raised.value.connection_invalidated
    # The server is not taken for one that is down: it was silent for a moment only.
    assert postgresql.read(lambda conn: conn.execute(text("SELECT 1")).scalar_one()) == 1


def test_nothing_is_committed_after_the_limit(database: Database, at: datetime) -> None:
    clock = Clock()

    def too_long(conn: Connection) -> None:
        put(conn, at)
        clock.seconds += 6.0

    with pytest.raises(OutOfTime), time_limit(6.0, clock):
        database.run(too_long)
    assert count(database) == 0


def test_no_transaction_begins_after_the_limit(database: Database, at: datetime) -> None:
    clock = Clock()
    with time_limit(6.0, clock):
        clock.seconds += 6.0
        with pytest.raises(OutOfTime):
            database.run(lambda conn: put(conn, at))
    assert count(database) == 0


def test_retries_end_with_the_time_and_the_last_attempt_says_why(database: Database) -> None:
    """OutOfTime would say that nothing was committed, which a lost connection does not know."""
    clock, attempts = Clock(), []

    def pause(_attempt: int) -> None:
        clock.seconds += 2.5

    def unlucky(_conn: Connection) -> None:
        attempts.append(clock.seconds)
        cause = sqlite3.OperationalError("database is locked")
        cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise OperationalError("", {}, cause)

    hasty = Database(database.engine.url.render_as_string(False), pause=pause)
    with pytest.raises(OperationalError), time_limit(6.0, clock):
        hasty.run(unlucky)
    hasty.dispose()
    assert attempts == [100.0, 102.5, 105.0]


def test_calls_without_a_limit_get_the_databases_own(
    new_database: Callable[[str, bool], str],
) -> None:
    database = Database(new_database("postgresql", False), call_seconds_max=300)
    assert database.run(show("statement_timeout")).endswith("s")
    assert database.run(show("statement_timeout")) != "0"
    with time_limit(1.5, Clock()):
        assert database.run(show("statement_timeout")) == "1400ms"
    database.dispose()
