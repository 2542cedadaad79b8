"""When jobs come due, and who does them."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from core.kernel import Database
from core.schema import job_run
from jobs.leases import LEASE, RENEWED_EVERY
from jobs.member_sweep import Run
from jobs.schedule import Daily, Every, Job, Monthly
from jobs.worker import Worker

HOUR = timedelta(hours=1)
MIDNIGHT = datetime(2026, 6, 1, 16, tzinfo=UTC)  # as 2 June begins in Shanghai
JUNE_1, JUNE_2 = date(2026, 6, 1), date(2026, 6, 2)


class Clock:
    def __init__(self) -> None:
        self.at = MIDNIGHT + HOUR

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def worker(database: Database, clock: Clock) -> Callable[..., Worker]:
    """(job's work, name, when): a worker with that one job. `stop` is its own event."""

    def make(
        run: Callable[[Run], Any],
        name: str = "one",
        when: Any = Daily(hour=0),  # noqa: B008
    ) -> Worker:
        jobs = (Job("sweep", when, run),)
        return Worker(database, jobs, name=name, now=clock, stop=threading.Event())

    return make


def row(database: Database) -> Any:
    return database.read(lambda conn: conn.execute(select(job_run)).one())


@pytest.mark.parametrize(
    ("when", "at", "due"),
    [
        (Daily(hour=0), MIDNIGHT, JUNE_2),
        (Daily(hour=0), MIDNIGHT - timedelta(seconds=1), JUNE_1),
        (Daily(hour=8), MIDNIGHT + 8 * HOUR, JUNE_2),
        (Daily(hour=8), MIDNIGHT + 7 * HOUR, JUNE_1),  # yesterday's, if nobody ran it
        (Monthly(2, hour=4), MIDNIGHT + 4 * HOUR, JUNE_2),
        (Monthly(2, hour=4), MIDNIGHT + 3 * HOUR, date(2026, 5, 2)),
        (Monthly(28, hour=0), MIDNIGHT, date(2026, 5, 28)),
        (Monthly(6, hour=4), datetime(2026, 1, 3, tzinfo=UTC), date(2025, 12, 6)),
    ],
)
def test_schedule_yields_latest_due_date(when: Daily | Monthly, at: datetime, due: date) -> None:
    assert when.due(at) == due


def test_daily_job_runs_once_per_day_across_workers(
    database: Database, worker: Callable[..., Worker], clock: Clock
) -> None:
    days: list[date] = []

    def run(run: Run) -> None:
        days.append(run.day)
        run.counts["members"] += 3

    for name in ("one", "two", "one"):
        assert worker(run, name).run_once()
    assert days == [JUNE_2]
    kept = row(database)
    assert (kept.worker, kept.counts, kept.done_at) == ("one", {"members": 3}, clock.at)
    clock.at += timedelta(days=1)
    worker(run, "two").run_once()
    assert days == [JUNE_2, date(2026, 6, 3)]


def test_interval_job_runs_in_every_worker(worker: Callable[..., Worker]) -> None:
    runs: list[str] = []
    for name in ("one", "two"):
        worker(lambda _: runs.append(""), name, Every(seconds=5)).run_once()
    assert len(runs) == 2


def test_expired_lease_is_taken_over_with_last_renewed_counts(
    database: Database, worker: Callable[..., Worker], clock: Clock
) -> None:
    """`one` dies without a word after 100 members; `two` goes on counting from the last renewal."""

    class Dead(BaseException):
        pass

    def die(run: Run) -> None:
        run.counts["members"] += 70
        clock.at += RENEWED_EVERY
        run.heartbeat()
        run.counts["members"] += 30
        raise Dead

    def finish(run: Run) -> None:
        run.counts["members"] += 5

    with pytest.raises(Dead):
        worker(die).run_once()
    clock.at += LEASE - timedelta(seconds=1)
    worker(finish, "two").run_once()
    assert (row(database).worker, row(database).done_at) == ("one", None)
    clock.at += timedelta(seconds=1)
    worker(finish, "two").run_once()
    assert (row(database).worker, row(database).counts) == ("two", {"members": 75})
    assert row(database).done_at == clock.at


def test_worker_whose_lease_was_taken_over_stops_at_heartbeat(
    database: Database, worker: Callable[..., Worker], clock: Clock
) -> None:
    """A laptop's lid, a machine that was moved: its lease is another's when it wakes up."""
    went_on: list[str] = []

    def sleep(run: Run) -> None:
        clock.at += LEASE
        worker(lambda run: run.counts.update(members=5), "two").run_once()
        run.heartbeat()
        went_on.append("one")

    assert worker(sleep).run_once()
    assert went_on == []
    assert (row(database).worker, row(database).counts) == ("two", {"members": 5})
    assert row(database).done_at is not None


def test_long_job_keeps_lease_by_renewing_it(
    database: Database, worker: Callable[..., Worker], clock: Clock
) -> None:
    def run(run: Run) -> None:
        for _ in range(20):
            clock.at += RENEWED_EVERY
            run.heartbeat()
            worker(lambda run: run.counts.update(wrong=1), "two").run_once()

    assert worker(run).run_once()
    assert (row(database).worker, row(database).counts) == ("one", {})


def test_stopped_worker_releases_lease(database: Database, worker: Callable[..., Worker]) -> None:
    done: list[int] = []

    def run(run: Run) -> None:
        for n in range(5):
            run.heartbeat()
            done.append(n)
            run.counts["members"] += 1
            if len(done) == 2:
                stopped._stop.set()

    stopped = worker(run)
    assert stopped.run_once()
    assert done == [0, 1]
    assert (row(database).counts, row(database).done_at) == ({"members": 2}, None)
    worker(run, "two").run_once()
    assert done == [0, 1, 0, 1, 2, 3, 4]
    assert (row(database).worker, row(database).counts) == ("two", {"members": 7})


def test_failed_job_is_retried_after_lease_expires(
    database: Database, worker: Callable[..., Worker], clock: Clock
) -> None:
    def fail(_: Run) -> None:
        raise RuntimeError("no such thing")

    assert not worker(fail).run_once()
    clock.at += LEASE
    assert worker(lambda _: None, "two").run_once()
    assert row(database).done_at == clock.at
