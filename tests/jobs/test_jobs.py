"""Every job: what it does, and that it comes to the same run twice, killed anywhere, or run by two
at once."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest
from job_data import Killed, Tables, check_ledger, contents, killed_at

from core.kernel import Database
from jobs.schedule import JOBS, Job

DIALECTS = ("sqlite", "postgresql")
DONE = {
    "complete_transfers": {"credited": 1, "refunded": 1},
    "release_stale_holds": {"released": 2},
    "tell_outcomes": {"done": 1, "not_done": 1},
    "leave_idle_desks": {},
    "forget_codes": {"codes": 1},
    "expire_points": {"members": 2, "points": 870},
    "close_complaints": {"closed": 1},
    "let_members_leave": {"left": 1, "waiting": 1},
    "withdraw_vouchers": {"withdrawn": 1},
    "close_days": {"days": 1, "totals": 2},
    "prune_turns": {"turns": 3},
    "prune_form_submissions": {"forms": 1},
    "prune_api": {"tokens": 1, "requests": 1},
    "delete_recordings": {"recordings": 1, "pictures": 1},
    "erase_members": {"erased": 1, "waiting": 1},
    "rate_tiers": {
        "members": 11,  # one has left by then
        "basic_to_gold": 1,
        "gold_to_silver": 1,
        "gold_to_gold": 1,
    },
    "expiry_notices": {"notices": 1},
    "address_reminders": {"reminded": 1},
}
AGAIN = {
    "let_members_leave": {"waiting": 1},
    "erase_members": {"waiting": 1},
    "rate_tiers": {"members": 11},
}
RunJob = Callable[[Database, Job], Counter[str]]


@pytest.fixture(scope="session")
def expected() -> dict[str, Tables]:
    """By dialect: what one run of every job, undisturbed, comes to."""
    return {}


@pytest.fixture
def one_run(
    new_job_database: Callable[[str], Database], run_job: RunJob, expected: dict[str, Tables]
) -> Callable[[str], Tables]:
    def one_run(dialect: str) -> Tables:
        if dialect not in expected:
            database = new_job_database(dialect)
            for job in JOBS:
                run_job(database, job)
            expected[dialect] = contents(database)
        return expected[dialect]

    return one_run


def test_each_job_has_expected_result_and_second_run_changes_nothing(
    job_database: Database, run_job: RunJob
) -> None:
    assert {job.name: +run_job(job_database, job) for job in JOBS} == DONE
    check_ledger(job_database)
    before = contents(job_database)
    again = {job.name: dict(+run_job(job_database, job)) for job in JOBS}
    assert again == {job.name: {} for job in JOBS} | AGAIN
    assert contents(job_database) == before


@pytest.mark.parametrize("dialect", DIALECTS)
def test_jobs_killed_at_any_statement_reach_result_of_one_run(
    dialect: str, new_job_database: Any, run_job: RunJob, one_run: Callable[[str], Tables]
) -> None:
    """Before the first statement, run again and killed before the second, and so on until a run
    comes to its end: each death finds the book sound, and all of it comes to one run's result."""
    database, deaths = new_job_database(dialect), 0
    for job in JOBS:
        for statement in count(1):
            try:
                with killed_at(database, statement):
                    run_job(database, job)
            except Killed:
                deaths += 1
                check_ledger(database)
            else:
                break
    assert contents(database) == one_run(dialect)
    assert deaths > 80


@pytest.mark.parametrize("dialect", DIALECTS)
def test_concurrent_runs_of_job_reach_result_of_one_run(
    dialect: str, new_job_database: Any, run_job: RunJob, one_run: Callable[[str], Tables]
) -> None:
    database = new_job_database(dialect)
    start = threading.Barrier(2)

    def run(job: Job) -> Counter[str]:
        start.wait()
        return run_job(database, job)

    with ThreadPoolExecutor(2) as machines:
        for job in JOBS:
            counts = list(machines.map(run, (job, job)))
            assert sum(found["failed"] for found in counts) == 0
    check_ledger(database)
    assert contents(database) == one_run(dialect)


def test_failure_of_one_member_does_not_stop_job_for_others(
    job_database: Database, run_job: RunJob
) -> None:
    """Damage planted by hand: an account that has less than its lots."""
    job = next(job for job in JOBS if job.name == "expire_points")
    plant = "UPDATE member_account SET balance = 50 WHERE member_id = 2 AND unit = 'points'"
    job_database.run(lambda conn: conn.exec_driver_sql(plant))
    assert run_job(job_database, job) == {"members": 1, "points": 800, "failed": 1}
