"""The worker while PostgreSQL is stopped: jobs fail, are logged, and run again afterwards."""

import threading
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from core.kernel import Database
from jobs.schedule import JOBS
from jobs.worker import Worker


@pytest.fixture
def database(stoppable_servers: Any) -> Iterator[Database]:
    made = Database(stoppable_servers.new_database(), call_seconds_max=1.0)
    yield made
    made.dispose()


def test_jobs_fail_while_postgresql_is_stopped_and_run_afterwards(
    database: Database, stoppable_servers: Any, at: datetime
) -> None:
    worker = Worker(database, JOBS, name="one", now=lambda: at, stop=threading.Event())
    with stoppable_servers.postgresql.stopped():
        assert not worker.run_once()
    while not worker.run_once():
        threading.Event().wait(0.05)
