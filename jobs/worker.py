"""Runs the scheduled jobs that are due, until it is stopped. Any number of workers may run."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

import structlog

from core.kernel import Database
from core.programme import local_day
from jobs import leases, metrics
from jobs.leases import Lease
from jobs.member_sweep import Run, Stopped
from jobs.schedule import Every, Job

POLL_SECONDS = 10.0  # between two checks whether a daily or monthly job is due
log = structlog.get_logger()


class Worker:
    """`name` is unique among workers, `now` is the clock; setting `stop` ends the worker between
    two members."""

    def __init__(
        self,
        database: Database,
        jobs: Sequence[Job],
        *,
        name: str,
        now: Callable[[], datetime],
        stop: threading.Event,
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._name = name
        self._now = now
        self._stop = stop
        for job in jobs:
            metrics.JOB_FAILURES.labels(job.name)  # 0 from the start: a first one is an increase

    def run_once(self) -> bool:
        """Run all that is due, one after the other. Returns False if something failed; the failure
        is logged."""
        results = [self._run_if_due(job) for job in self._jobs]
        return all(results)

    def run_until_stopped(self) -> None:
        """Run each job in a thread of its own: on the day when most points expire that job takes
        hours, and transfers must not wait for it."""
        threads = [threading.Thread(target=self._loop, args=(job,)) for job in self._jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _loop(self, job: Job) -> None:
        pause = job.when.seconds if isinstance(job.when, Every) else POLL_SECONDS
        while not self._stop.is_set():
            self._run_if_due(job)
            self._stop.wait(pause)

    def _run_if_due(self, job: Job) -> bool:
        """A failure is logged, and the job tried again: a sweep the next time, a day's job when its
        lease has run out."""
        try:
            self._check_stop()
            if isinstance(job.when, Every):
                self._run(job, local_day(self._now()), Counter(), self._check_stop)
            else:
                self._run_for_day(job, job.when.due(self._now()))
        except Stopped:
            log.info("job stopped", job=job.name)
        except Exception:
            log.exception("job failed", job=job.name)
            metrics.JOB_FAILURES.labels(job.name).inc()
            return False
        return True

    def _run_for_day(self, job: Job, day: date) -> None:
        is_free = partial(leases.is_free, job=job.name, day=day, at=self._now())
        if not self._database.read(is_free):
            return
        counts: Counter[str] = Counter()
        holder = leases.take(self._database, Lease(job.name, day, self._name), self._now, counts)
        if holder is None:
            return

        def heartbeat() -> None:
            self._check_stop()
            holder.heartbeat()

        try:
            self._run(job, day, counts, heartbeat)
        except Stopped:
            holder.hand_back()
            raise
        holder.finish()

    def _run(
        self, job: Job, day: date, counts: Counter[str], heartbeat: Callable[[], None]
    ) -> None:
        began = time.monotonic()
        failed_before = counts["failed"]
        job.run(Run(self._database, day, self._now, heartbeat, self._name, counts))
        metrics.JOB_MEMBERS_FAILED.labels(job.name).inc(counts["failed"] - failed_before)
        metrics.JOB_SUCCEEDED.labels(job.name).set(self._now().timestamp())
        done = {name: count for name, count in counts.items() if count}
        if done or not isinstance(job.when, Every):  # a sweep that finds nothing is not logged
            seconds = round(time.monotonic() - began, 3)
            log.info("job done", job=job.name, day=day.isoformat(), seconds=seconds, **done)

    def _check_stop(self) -> None:
        if self._stop.is_set():
            raise Stopped
