"""PostgreSQL behind PgBouncer in transaction mode, where each transaction may get another
connection. The tests of the web application run through it as well."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pgbouncer
import pytest
from sqlalchemy import Connection, text

from core.kernel import BadSettings, Database, time_limit

MORE_THAN_IT_HAS = 4 * pgbouncer.CONNECTIONS


@pytest.fixture
def pooled_database(
    new_database: Callable[[str, bool], str], pooled: Callable[[str], str]
) -> Iterator[Database]:
    if not pgbouncer.PROGRAM:
        pytest.skip("no pgbouncer on this machine")
    database = Database(pooled(new_database("postgresql", False)))
    yield database
    database.dispose()


def timeouts(conn: Connection) -> tuple[Any, ...]:
    names = ("lock_timeout", "statement_timeout")
    return tuple(conn.exec_driver_sql(f"SHOW {name}").scalar_one() for name in names)


def test_same_statements_run_on_whatever_connection_a_transaction_gets(
    pooled_database: Database,
) -> None:
    """A statement that is run more than twice would be prepared, on one connection only."""

    def serve(number: int) -> list[int]:
        def work(conn: Connection) -> int:
            return int(conn.execute(text("SELECT :n + 0"), {"n": number}).scalar_one())

        return [act(work) for _ in range(5) for act in (pooled_database.run, pooled_database.read)]

    with ThreadPoolExecutor(MORE_THAN_IT_HAS) as pool:
        served = list(pool.map(serve, range(MORE_THAN_IT_HAS)))
    assert served == [[number] * 10 for number in range(MORE_THAN_IT_HAS)]


def test_limits_are_of_one_transaction(pooled_database: Database) -> None:
    with time_limit(1.5, lambda: 100.0):
        assert pooled_database.run(timeouts) == ("1400ms", "1400ms")
    seen = {pooled_database.read(timeouts) for _ in range(MORE_THAN_IT_HAS)}
    assert seen == {("0", "0")}


def test_connections_of_the_server_are_shared(pooled_database: Database) -> None:
    def backend(conn: Connection) -> int:
        conn.execute(text("SELECT pg_sleep(0.01)"))
        return int(conn.execute(text("SELECT pg_backend_pid()")).scalar_one())

    with ThreadPoolExecutor(MORE_THAN_IT_HAS) as pool:
        clients = [pool.submit(pooled_database.run, backend) for _ in range(MORE_THAN_IT_HAS)]
    assert len({each.result() for each in clients}) <= pgbouncer.CONNECTIONS


def test_another_pooler_is_refused() -> None:
    with pytest.raises(BadSettings, match="pooler=transaction"):
        Database("postgresql+psycopg://hotline@127.0.0.1/hotline?pooler=session")
