import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, StatementError

from core.kernel import Database, has_written
from core.schema import outbox


def put(conn: Connection, at: datetime, **changes: Any) -> None:
    values: dict[str, Any] = {"member_id": 1, "event_id": "e", "topic": "t", "payload": {}}
    conn.execute(
        insert(outbox).values(**(values | {"recorded_at": at, "due_at": at, "tries": 0} | changes))
    )


def test_datetimes_and_json_round_trip(database: Database) -> None:
    shanghai = datetime(2026, 6, 1, 10, 0, 0, 1, timezone(timedelta(hours=8)))
    payload = {"积分": [1, None, {"a": True}]}
    database.run(lambda conn: put(conn, shanghai, payload=payload))
    row = database.run(lambda conn: conn.execute(select(outbox)).one())
    assert (row.recorded_at, row.recorded_at.tzinfo) == (shanghai, UTC)
    assert row.payload == payload
    assert row.done_at is None


def test_naive_datetime_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"):
        database.run(lambda conn: put(conn, datetime(2026, 6, 1)))


def test_text_in_integer_column_is_refused(database: Database, at: datetime) -> None:
    with pytest.raises(DBAPIError):
        database.run(lambda conn: put(conn, at, member_id="abc"))


def test_has_written_is_true_only_after_a_write(database: Database, at: datetime) -> None:
    def look(conn: Connection) -> bool:
        conn.execute(select(outbox))
        return has_written(conn)

    def change(conn: Connection) -> bool:
        put(conn, at)
        return has_written(conn)

    def raw(conn: Connection) -> bool:
        conn.exec_driver_sql("  update outbox SET topic = 'x'")
        return has_written(conn)

    # The pool gives the same connection each time: nothing of a transaction is left on it.
    assert [database.run(work) for work in (look, change, look, raw, look)] == [
        False,
        True,
        False,
        True,
        False,
    ]


def test_busy_database_is_retried_but_integrity_error_is_not(
    database: Database, at: datetime
) -> None:
    pauses: list[int] = []
    patient = Database(database.engine.url.render_as_string(False), pause=pauses.append)
    tries: list[int] = []

    def unlucky(conn: Connection) -> str:
        tries.append(len(tries))
        put(conn, at)
        if len(tries) < 3:
            raise _busy()
        return "done"

    assert patient.run(unlucky) == "done"
    assert (tries, pauses) == ([0, 1, 2], [0, 1])
    assert len(patient.run(lambda conn: conn.execute(select(outbox)).all())) == 1
    with pytest.raises(IntegrityError):
        patient.run(lambda conn: put(conn, at))
    assert pauses == [0, 1]
    patient.dispose()


def test_retries_stop_after_the_given_attempts(database: Database) -> None:
    pauses: list[int] = []
    hasty = Database(database.engine.url.render_as_string(False), pause=pauses.append)

    def hopeless(_conn: Connection) -> None:
        raise _busy()

    with pytest.raises(OperationalError):
        hasty.run(hopeless, attempts=3)
    assert pauses == [0, 1]
    hasty.dispose()


def _busy() -> OperationalError:
    cause = sqlite3.OperationalError("database is locked")
    cause.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return OperationalError("", {}, cause)


def test_lost_connection_is_retried(new_database: Callable[[str, bool], str], at: datetime) -> None:
    database = Database(new_database("postgresql", False), pause=lambda _attempt: None)
    killed: list[bool] = []

    def work(conn: Connection) -> None:
        put(conn, at)
        if not killed:
            killed.append(True)
            own = conn.execute(text("SELECT pg_backend_pid()")).scalar_one()
            conn.execute(text("SELECT pg_terminate_backend(:own)"), {"own": own})
        conn.execute(select(outbox))

    database.run(work)
    assert len(database.run(lambda conn: conn.execute(select(outbox)).all())) == 1
    database.dispose()


def test_read_only_standby_is_retried_on_a_new_connection(
    new_database: Callable[[str, bool], str], at: datetime
) -> None:
    """After a failover, the first connections may be to the old primary."""
    database = Database(new_database("postgresql", False), pause=lambda _attempt: None)
    servers: list[int] = []

    def work(conn: Connection) -> None:
        servers.append(conn.execute(text("SELECT pg_backend_pid()")).scalar_one())
        if len(servers) == 1:
            conn.execute(text("SET TRANSACTION READ ONLY"))
        put(conn, at)

    database.run(work)
    first, second = servers
    assert first != second
    database.dispose()


def test_more_threads_than_connections_wait_for_the_pool(database: Database) -> None:
    """Threads wait for each other's connections, not for a pool that gets none back."""

    def look(_: int) -> int:
        def slowly(conn: Connection) -> int:
            time.sleep(0.02)
            return int(conn.execute(text("SELECT 1")).scalar_one())

        return sum(database.read(slowly) for _ in range(5))

    with ThreadPoolExecutor(64) as threads:
        assert list(threads.map(look, range(64))) == 64 * [5]
