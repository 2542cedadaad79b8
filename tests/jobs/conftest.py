"""Fixtures of the jobs' tests. There are no packages under tests, so this folder is put on sys.path
for its helpers (job_data, carriers)."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from core.kernel import Database
from jobs.member_sweep import Run
from jobs.schedule import Every, Job
from web import logs

sys.path.append(str(Path(__file__).parent))

from job_data import TODAY, fill

NewJobDatabase = Callable[[str], Database]
logs.configure()  # as the worker does: structlog's default tracebacks take seconds


@pytest.fixture
def new_job_database(
    new_database: Callable[[str, bool], str], at: datetime
) -> Iterator[NewJobDatabase]:
    """(dialect) -> a new database with the data of job_data.fill(), the same each time."""
    made: list[Database] = []

    def make(dialect: str) -> Database:
        database = Database(new_database(dialect, False))
        made.append(database)
        database.run(lambda conn: fill(conn, at))
        return database

    yield make
    for database in made:
        database.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def job_database(request: pytest.FixtureRequest, new_job_database: NewJobDatabase) -> Database:
    return new_job_database(request.param)


@pytest.fixture
def run_job(at: datetime) -> Callable[..., Counter[str]]:
    """(database, job): runs the job once, now and without a lease, and returns its counts."""

    def run_job(database: Database, job: Job) -> Counter[str]:
        day = TODAY if isinstance(job.when, Every) else job.when.due(at)
        run = Run(database, day, lambda: at, lambda: None, "test")
        job.run(run)
        return run.counts

    return run_job
