"""Benchmark of the jobs that go over all members: members a second, by one worker and by more.

    python bench/member_jobs.py [--short] [--workers 1 2] [--members 50000]

Every member has two lots whose last day has passed. The share is that of plain SQL, which posts the
same expiry in one transaction of six statements, with no look at who else is at work. Workers are
processes and share the machine's cores with PostgreSQL; fsync is on for both sides. All that the
jobs have written is audited.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import baselines
from postgres_server import Server, server

from core.books import audit
from core.kernel import Database
from core.loyalty import expiry
from jobs import leases
from jobs.schedule import JOBS
from jobs.worker import Worker
from web import logs

AT = datetime(2026, 6, 1, 16, 0, tzinfo=UTC)
POSTINGS_EACH = 8
ALONE = 1_000  # members who are done one by one: the former way
# Of a member's eight postings six are grants, and the lots of four are left.
DUE = "UPDATE lot SET expires_at = '2026-05-31' WHERE lot_id IN (3, 5)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--short", action="store_true", help="seconds; its figures mean nothing")
    parser.add_argument("--members", type=int, default=50_000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    if arguments.short:
        arguments.members, arguments.rounds = 1_000, 1
    with tempfile.TemporaryDirectory() as folder, server(folder) as postgres:
        postgres.create_ledger("due", arguments.members, POSTINGS_EACH)
        postgres.sql(DUE, database="due")
        postgres.sql("VACUUM FULL ANALYZE lot", database="due")
        _expiry(postgres, arguments.members, arguments.workers, arguments.rounds)


def _expiry(postgres: Server, members: int, workers: list[int], rounds: int) -> None:
    print(f"\nExpiry of two lots each of {members:,} members, {rounds} rounds; members a second")
    print(f"{'':14}{'members/s':>12}{'plain SQL':>12}{'share':>8}")
    found: dict[str, list[tuple[float, float]]] = {}
    for _ in range(rounds):
        plain = _rate(postgres, members, partial(baselines.expire_by_sql, postgres))
        alone = min(ALONE, members)
        rates = {"one by one": _rate(postgres, alone, partial(_one_by_one, postgres, alone))}
        for count in workers:
            rates[f"{count} workers"] = _rate(postgres, members, partial(_work, postgres, count))
        for name, rate in rates.items():
            found.setdefault(name, []).append((rate, plain))
    for name, pairs in found.items():
        rate, plain = (statistics.median(column) for column in zip(*pairs, strict=True))
        share = statistics.median(ours / theirs for ours, theirs in pairs)
        print(f"{name:14}{rate:>12,.0f}{plain:>12,.0f}{share:>8.2f}")


def _rate(postgres: Server, members: int, run: Callable[[str], float]) -> float:
    """Members a second over a fresh copy of the book."""
    postgres.sql("CREATE DATABASE book TEMPLATE due")
    postgres.checkpoint()
    seconds = run("book")
    _check_audit(postgres.url("book"))
    postgres.sql("DROP DATABASE book")
    return members / seconds


def _one_by_one(postgres: Server, members: int, name: str) -> float:
    database = Database(postgres.url(name))
    began = time.perf_counter()
    for member_id in range(1, members + 1):
        database.run(partial(expiry.expire, member_id=member_id, at=AT))
    seconds = time.perf_counter() - began
    database.dispose()
    return seconds


def _work(postgres: Server, workers: int, name: str) -> float:
    """The seconds that so many workers took."""
    context = multiprocessing.get_context("spawn")
    barrier, url = context.Barrier(workers + 1), postgres.url(name)
    processes = [
        context.Process(target=_run_worker, args=(url, number, barrier))
        for number in range(workers)
    ]
    for process in processes:
        process.start()
    barrier.wait()
    began = time.perf_counter()
    for process in processes:
        process.join()
    seconds = time.perf_counter() - began
    database = Database(url)
    done = database.read(partial(leases.last_done, job="expire_points"))
    database.dispose()
    if done is None:
        raise SystemExit("the job is not done: see above")
    return seconds


def _run_worker(url: str, number: int, barrier: Any) -> None:
    logs.configure()
    database = Database(url)
    database.read(lambda conn: conn.exec_driver_sql("SELECT 1"))
    jobs = [job for job in JOBS if job.name == "expire_points"]
    worker = Worker(database, jobs, name=f"{number}", now=lambda: AT, stop=threading.Event())
    barrier.wait()
    worker.run_once()
    database.dispose()


def _check_audit(url: str) -> None:
    database = Database(url)
    wrong = database.read(lambda conn: list(audit.violations(conn)))
    database.dispose()
    if wrong:
        raise SystemExit("; ".join(wrong[:5]))


if __name__ == "__main__":
    main()
