"""A day's job that is cut into parts, which several workers share."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from job_data import check_ledger, earn, join
from sqlalchemy import Connection, func, select

from core.kernel import Database, Part
from core.loyalty import expiry
from core.schema import job_run, posting
from jobs import leases
from jobs.leases import LEASE
from jobs.member_sweep import Run
from jobs.schedule import JOBS, Daily, Job
from jobs.worker import Worker

AT = datetime(2026, 6, 1, 17, tzinfo=UTC)
DAY = date(2026, 6, 2)
MEMBERS = 60


class Dead(BaseException):
    """A BaseException, so that no handler of the product catches it."""


def worker(
    database: Database, run: Callable[[Run], Any], name: str = "one", at: datetime = AT
) -> Worker:
    jobs = (Job("sweep", Daily(hour=0), run, parts=4),)
    return Worker(database, jobs, name=name, now=lambda: at, stop=threading.Event())


def rows(database: Database) -> dict[str, Any]:
    return database.read(lambda conn: {row.job: row for row in conn.execute(select(job_run))})


def test_job_is_done_once_all_its_parts_are(database: Database) -> None:
    parts: list[Part] = []

    def run(run: Run) -> None:
        parts.append(run.part)
        run.counts["members"] += 10

    assert worker(database, run).run_once()
    assert worker(database, run, "two").run_once()
    assert sorted(parts, key=lambda part: part.number) == [Part(n, 4) for n in range(4)]
    done = rows(database)
    assert set(done) == {"sweep", "sweep:0", "sweep:1", "sweep:2", "sweep:3"}
    assert (done["sweep"].counts, done["sweep"].done_at) == ({"members": 40}, AT)
    last = database.read(lambda conn: leases.last_done(conn, "sweep"))
    assert last == leases.Done(DAY, AT)


def test_workers_take_different_parts_and_the_last_one_finishes_the_job(database: Database) -> None:
    begun: list[tuple[str, int]] = []

    def two(run: Run) -> None:
        begun.append((run.worker, run.part.number))

    def one(run: Run) -> None:
        begun.append((run.worker, run.part.number))
        if len(begun) == 1:
            assert worker(database, two, "two").run_once()
            assert "sweep" not in rows(database)

    assert worker(database, one).run_once()
    assert sorted(number for _, number in begun) == [0, 1, 2, 3]
    assert [name for name, _ in begun] == ["one", "two", "two", "two"]
    assert rows(database)["sweep"].worker == "one"


def test_part_of_dead_worker_is_taken_over_after_its_lease(database: Database) -> None:
    def die(run: Run) -> None:
        dead.append(run.part.number)
        raise Dead

    def finish(run: Run) -> None:
        finished.append(run.part.number)

    dead: list[int] = []
    finished: list[int] = []
    with pytest.raises(Dead):
        worker(database, die).run_once()
    assert worker(database, finish, "two").run_once()
    assert sorted(finished + dead) == [0, 1, 2, 3]
    assert "sweep" not in rows(database)
    assert worker(database, finish, "two", AT + LEASE - timedelta(seconds=1)).run_once()
    assert len(finished) == 3
    assert worker(database, finish, "two", AT + LEASE).run_once()
    assert finished[3:] == dead
    assert rows(database)["sweep"].done_at == AT + LEASE


@pytest.fixture
def full(new_database: Callable[[str, bool], str]) -> Iterator[Database]:
    """On PostgreSQL, members who have two lots past their last day."""
    database = Database(new_database("postgresql", False))

    def fill(conn: Connection) -> None:
        for member_id in range(1, MEMBERS + 1):
            join(conn, member_id)
            for key, last_day in (("b", date(2026, 3, 31)), ("a", date(2025, 12, 31))):
                earn(conn, member_id, 100, key, AT - timedelta(days=400), last_day)

    database.run(fill)
    yield database
    database.dispose()


def test_two_workers_at_once_expire_the_points_of_each_member_once(full: Database) -> None:
    jobs = [job for job in JOBS if job.name == "expire_points"]
    start = threading.Barrier(2)

    def work(name: str) -> bool:
        own = Worker(full, jobs, name=name, now=lambda: AT, stop=threading.Event())
        start.wait()
        return own.run_once()

    with ThreadPoolExecutor(2) as machines:
        assert list(machines.map(work, ("one", "two"))) == [True, True]
    check_ledger(full)
    done = rows(full)
    assert done["expire_points"].counts == {"members": MEMBERS, "points": MEMBERS * 200}
    expired = select(posting.c.member_id, func.count()).where(posting.c.kind == "expire")
    counts = full.read(lambda conn: conn.execute(expired.group_by(posting.c.member_id)).all())
    assert Counter(count for _, count in counts) == {2: MEMBERS}


def test_parts_hold_every_member_once(full: Database) -> None:
    def past(conn: Connection) -> list[int]:
        parts = [Part(number, 7) for number in range(7)]
        near = {"at": AT, "after": 3, "limit": 99}
        found = [expiry.members_with_expired_points(conn, **near, part=part) for part in parts]
        assert all(6 < len(of_part) < 11 for of_part in found)
        return [member_id for of_part in found for member_id in of_part]

    assert sorted(full.read(past)) == list(range(4, MEMBERS + 1))
