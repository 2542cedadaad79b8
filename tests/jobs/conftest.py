"""What the tests of jobs share; scene.py is found by its folder, as there are no packages here."""

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

from scene import TODAY, fill

NewScene = Callable[[str], Database]
logs.configure()  # as the worker does: tracebacks for a screen take seconds


@pytest.fixture
def new_scene(new_database: Callable[[str, bool], str], at: datetime) -> Iterator[NewScene]:
    """(dialect) -> the same programme each time, in a database of its own."""
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
def scene(request: pytest.FixtureRequest, new_scene: NewScene) -> Database:
    return new_scene(request.param)


@pytest.fixture
def run_job(at: datetime) -> Callable[..., Counter[str]]:
    """(database, job): one run of it now, without a lease; its counts."""

    def run_job(database: Database, job: Job) -> Counter[str]:
        day = TODAY if isinstance(job.when, Every) else job.when.due(at)
        run = Run(database, day, lambda: at, lambda: None, "test")
        job.run(run)
        return run.counts

    return run_job
