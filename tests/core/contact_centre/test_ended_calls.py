"""A call that ends while its place in the queue is being written."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import select, text

from core.contact_centre import call_reports, queue
from core.kernel import Database
from core.schema import handover

CALL, NUMBER = "CA1", "+8613800000001"
WAITING = text(
    "SELECT COUNT(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@pytest.fixture
def postgresql(new_database: Callable[[str, bool], str]) -> Iterator[Database]:
    database = Database(new_database("postgresql", True))
    yield database
    database.dispose()


def test_caller_who_hangs_up_meanwhile_does_not_wait(postgresql: Database, at: datetime) -> None:
    """The end of the call waits for the other transaction, which it would not see otherwise."""
    with ThreadPoolExecutor(1) as carrier, postgresql.engine.begin() as conn:
        joined = queue.join_unannounced(
            conn,
            call=CALL,
            number=NUMBER,
            channel="voice",
            language="zh",
            at=at,
            handover_id="h1",
        )
        assert joined is not None and joined.status == "open"
        ended = carrier.submit(
            postgresql.run, lambda conn: call_reports.caller_hung_up(conn, CALL, NUMBER, at)
        )
        while not postgresql.read(lambda conn: conn.execute(WAITING).scalar_one()):
            assert not ended.done()
        conn.commit()
        ended.result()
    found = postgresql.read(lambda conn: conn.execute(select(handover)).one())
    assert (found.status, found.outcome) == ("closed", "abandoned")
