"""Which errors say that the database gave no answer in time: those of databases that are out of
reach, gone or silent, and not those of one that answers."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from relay import relay
from sqlalchemy import Connection, insert, make_url, text
from sqlalchemy.exc import PendingRollbackError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from unreachable import unreachable_port

from core.kernel import Database, bounded_connection, engines, is_unanswered, time_limit
from core.kernel.engines import POOL_OVERFLOW, POOL_SIZE
from core.schema import outbox

SELECT = text("SELECT 1")
SLEEP = text("SELECT pg_sleep(60)")
IN_TIME, SOON = 60.0, 0.3
calls = pytest.mark.parametrize("call", ["read", "run"])


@pytest.fixture
def postgresql(new_database: Callable[[str, bool], str]) -> Iterator[Database]:
    database = Database(new_database("postgresql", False), pause=lambda _attempt: None)
    yield database
    database.dispose()


def at_port(port: int) -> Database:
    return Database(f"postgresql+psycopg://hotline@127.0.0.1:{port}/hotline")


def error_of(database: Database, call: str, work: Callable[[Connection], object]) -> Any:
    try:
        return pytest.fail(f"no error, but {getattr(database, call)(work)}")
    except Exception as error:
        return error


def ask(conn: Connection) -> object:
    return conn.execute(SELECT).scalar_one()


def lose(conn: Connection) -> None:
    """The server closes the connection, and the work takes no notice."""
    driver: Any = conn.connection.dbapi_connection
    with suppress(SQLAlchemyError):
        conn.execute(text(f"SELECT pg_terminate_backend({driver.info.backend_pid})"))


@calls
def test_a_server_that_is_not_there(call: str) -> None:
    assert is_unanswered(error_of(at_port(1), call, ask))


@calls
@pytest.mark.parametrize("seconds", [0.1, 1.5])
def test_a_host_out_of_reach(call: str, seconds: float) -> None:
    """Whether or not there was time to tell, and the next time, when it is known."""
    with unreachable_port() as port:
        database = at_port(port)
        for _ in range(2):
            with time_limit(seconds):
                assert is_unanswered(error_of(database, call, ask))


@calls
def test_a_statement_without_an_answer(postgresql: Database, call: str) -> None:
    getattr(postgresql, call)(ask)  # connects
    with time_limit(SOON):
        assert is_unanswered(error_of(postgresql, call, lambda conn: conn.execute(SLEEP)))


def test_a_statement_that_the_server_ends(
    postgresql: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded_connection, "MARGIN_MS", int((IN_TIME - SOON) * 1000))
    with time_limit(IN_TIME):
        error = error_of(postgresql, "run", lambda conn: conn.execute(SLEEP))
    assert not error.connection_invalidated and is_unanswered(error)


@calls
def test_a_server_that_is_gone(postgresql: Database, call: str) -> None:
    url = postgresql.engine.url
    with relay(Path(str(url.query["host"])) / f".s.PGSQL.{url.port or 5432}") as network:
        host, port = network.address
        far = Database(url.set(host=host, port=port, query={}).render_as_string(False))
        getattr(far, call)(ask)
        network.end()
        for _ in range(2):  # first the connection breaks, then none is made
            assert is_unanswered(error_of(far, call, ask))


@calls
def test_work_that_goes_on_after_a_lost_connection(postgresql: Database, call: str) -> None:
    def work(conn: Connection) -> object:
        lose(conn)
        return ask(conn)

    error = error_of(postgresql, call, work)
    assert isinstance(error, PendingRollbackError) and is_unanswered(error)
    assert getattr(postgresql, call)(ask) == 1


def test_no_free_connection(
    new_database: Callable[[str, bool], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "POOL_WAIT_SECONDS", 0)
    database = Database(new_database("sqlite", False))
    engine = database.engine
    kept = [engine.connect() for _ in range(POOL_SIZE + POOL_OVERFLOW)]
    error = error_of(database, "run", ask)
    assert isinstance(error, PoolTimeout) and is_unanswered(error)
    for connection in kept:
        connection.close()
    database.dispose()


def test_a_database_that_answers(database: Database, at: datetime) -> None:
    row: dict[str, Any] = {"member_id": 1, "event_id": "e", "topic": "t", "payload": {}}
    row |= {"recorded_at": at, "due_at": at, "tries": 0}

    def put_twice(conn: Connection) -> None:
        for _ in range(2):
            conn.execute(insert(outbox).values(**row))

    wrong: list[Callable[[Connection], object]] = [
        put_twice,
        lambda conn: conn.execute(insert(outbox).values(**row | {"member_id": "abc"})),
        lambda conn: conn.execute(insert(outbox).values(**row | {"due_at": datetime(2026, 6, 1)})),
        lambda conn: conn.execute(text("SELECT * FROM nowhere")),
        lambda conn: conn.execute(text("SELEC 1")),
        lambda conn: conn.execute(SELECT).one().nothing,
        lambda conn: conn.close() or ask(conn),
        lambda _: {}["a"],
    ]
    for work in wrong:
        assert not is_unanswered(error_of(database, "run", work))


def test_a_sqlite_that_another_process_locks(new_database: Callable[[str, bool], str]) -> None:
    url = new_database("sqlite", False)
    database, writer = Database(url), sqlite3.connect(make_url(url).database or "")
    writer.execute("BEGIN IMMEDIATE")
    with time_limit(SOON):
        assert is_unanswered(error_of(database, "run", ask))
    writer.close()
    database.dispose()
