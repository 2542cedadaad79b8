"""The worker as a real process, on PostgreSQL."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from job_data import check_ledger, earn, join
from sqlalchemy import Connection, func, select, text, update

from core.kernel import Database
from core.ledger import accounts
from core.messaging import outbox
from core.schema import job_run, posting
from core.schema import outbox as outbox_table
from jobs.leases import name_of_part
from jobs.schedule import JOBS, PARTS
from jobs.worker import Worker

HOTLINE = Path(sys.executable).parent / "hotline"
CARRIER = {
    "SECRET_KEY": "k" * 40,
    "PUBLIC_URL": "https://hotline.example",
    "TWILIO_ACCOUNT_SID": "AC1",
    "TWILIO_AUTH_TOKEN": "a-token",
    "HOTLINE_NUMBER": "+8610086",
    "TWILIO_API_URL": "http://127.0.0.1:9",  # nobody is there
}
MEMBERS, LOCKED = 8, 5
PART_OF_LOCKED = name_of_part("expire_points", LOCKED % PARTS)
SECONDS_MAX = 120
Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def database(new_database: Callable[[str, bool], str]) -> Iterator[Database]:
    """Eight members with points that expired long ago."""
    database = Database(new_database("postgresql", False))

    def fill(conn: Connection) -> None:
        long_ago = datetime(2025, 6, 1, tzinfo=UTC)
        for member_id in range(1, MEMBERS + 1):
            join(conn, member_id)
            earn(conn, member_id, 100, "a", long_ago, date(2026, 1, 1))

    database.run(fill)
    yield database
    database.dispose()


@pytest.fixture
def start(database: Database) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def start(*options: str) -> subprocess.Popen[str]:
        url = database.engine.url.render_as_string(hide_password=False)
        environment = os.environ | CARRIER | {"DATABASE_URL": url}
        process = subprocess.Popen(
            [HOTLINE, "worker", *options], env=environment, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


WAITING = text(
    "SELECT COUNT(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def expired(database: Database) -> int:
    count = select(func.count()).where(posting.c.kind == "expire")
    return database.read(lambda conn: int(conn.execute(count).scalar_one()))


def until(come: Callable[[], Any]) -> None:
    deadline = time.monotonic() + SECONDS_MAX
    while not come():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@contextmanager
def at_member(database: Database, start: Start) -> Iterator[subprocess.Popen[str]]:
    """A worker that waits for that member's account, in one of the parts of its job."""
    with database.engine.begin() as conn:
        accounts.lock(conn, LOCKED)
        process = start()
        until(lambda: is_waiting_for_a_lock(database))
        yield process


def is_waiting_for_a_lock(database: Database) -> bool:
    """Whether a connection waits for a row that another has locked. Without this look, a worker on
    a busy machine might be told to stop before it has begun with the member."""
    return database.read(lambda conn: bool(conn.execute(WAITING).scalar_one()))


def expiry_run(database: Database, job: str = "expire_points") -> Any:
    row = select(job_run).where(job_run.c.job == job)
    return database.read(lambda conn: conn.execute(row).first())


def test_job_of_killed_worker_resumes_after_lease_expires(database: Database, start: Start) -> None:
    """kill -9: the book is sound, the lease of the part stays; others do the other parts at once,
    and that one when its lease has run out."""
    with at_member(database, start) as process:
        process.kill()
        process.wait()
    check_ledger(database)
    assert expired(database) < MEMBERS
    assert expiry_run(database, PART_OF_LOCKED).done_at is None

    def run_once(name: str, at: datetime) -> None:
        assert Worker(database, JOBS, name=name, now=lambda: at, stop=threading.Event()).run_once()

    run_once("too early", datetime.now(UTC))
    assert expired(database) == MEMBERS - 1
    assert expiry_run(database) is None
    # The lease is brought forward, and not the clock: the next day has a run of its own.
    with database.engine.begin() as conn:
        conn.execute(update(job_run).values(lease_until=datetime.now(UTC)))
    run_once("another", datetime.now(UTC))
    assert expired(database) == MEMBERS
    assert expiry_run(database, PART_OF_LOCKED).worker == "another"
    assert expiry_run(database).worker == "another"
    check_ledger(database)


def test_sigterm_stops_worker_after_current_batch(database: Database, start: Start) -> None:
    with at_member(database, start) as process:
        process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        assert process.poll() is None  # it is in the middle of a batch
    _, said = process.communicate(timeout=SECONDS_MAX)
    assert process.returncode == 0
    assert '"event": "worker stopped"' in said
    run = expiry_run(database, PART_OF_LOCKED)
    assert run.counts == {"members": 1, "points": 100}

    start("--once").communicate(timeout=SECONDS_MAX)
    assert expired(database) == MEMBERS
    assert expiry_run(database).counts == {"members": MEMBERS, "points": MEMBERS * 100}


def test_once_option_runs_due_jobs_and_exits(database: Database, start: Start) -> None:
    workers = [start("--once") for _ in range(3)]
    for process in workers:
        process.communicate(timeout=SECONDS_MAX)
    assert [process.returncode for process in workers] == [0, 0, 0]
    assert expired(database) == MEMBERS
    check_ledger(database)
    rows = select(job_run.c.job).where(job_run.c.done_at.is_not(None))
    done = database.read(lambda conn: set(conn.execute(rows).scalars()))
    daily = [job for job in JOBS if hasattr(job.when, "due")]
    parts = {name_of_part(job.name, n) for job in daily if job.parts > 1 for n in range(job.parts)}
    assert done == {job.name for job in daily} | parts


def test_sigterm_stops_worker_during_delivery(database: Database, start: Start) -> None:
    """The carrier is out of reach; what was under way is for later."""
    at = datetime.now(UTC)
    payload = {"to": "+8613800001001", "words": "x"}
    work = partial(outbox.put, member_id=1, event_id="e", topic="text", payload=payload, at=at)
    database.run(work)
    process = start()
    waiting = select(outbox_table.c.tries).where(outbox_table.c.lease_until.is_(None))
    until(lambda: database.read(lambda conn: conn.execute(waiting).scalar_one_or_none()))
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=SECONDS_MAX)
    assert process.returncode == 0 and '"failed": "ConnectionError"' in said


def test_worker_without_carrier_settings_does_not_start(
    database: Database, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CARRIER, "TWILIO_AUTH_TOKEN", "")
    process = start("--once")
    process.communicate(timeout=SECONDS_MAX)
    assert process.returncode == 1


DEMO = """
from pathlib import Path
from core.kernel import Settings
from jobs.process import worker_process
if __name__ == "__main__":
    with worker_process(Settings.for_demo(database_url={url!r}), Path({log!r})):
        input()
"""


@pytest.mark.parametrize("killed", [True, False])
def test_worker_subprocess_stops_when_parent_process_ends(
    database: Database, tmp_path: Path, killed: bool
) -> None:
    script, log = tmp_path / "demo.py", tmp_path / "worker.log"
    url = database.engine.url.render_as_string(hide_password=False)
    script.write_text(DEMO.format(url=url, log=str(log)))
    process = subprocess.Popen(
        [sys.executable, script],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        text=True,
    )
    until(lambda: log.exists() and "worker started" in log.read_text())
    if killed:
        process.kill()
    process.communicate("\n" if not killed else None, timeout=SECONDS_MAX)
    until(lambda: "worker stopped" in log.read_text())
    if not killed:
        assert process.returncode == 0
