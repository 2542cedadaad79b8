"""Runs the scheduled jobs that are due, until it is stopped. Any number of workers may run."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial

import structlog

from core.kernel import EVERYONE, Database, Part
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
                day = local_day(self._now())
                run = Run(self._database, day, self._now, self._check_stop, self._name)
                self._run(job, job.name, run)
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
        if not self._is_free(job.name, day):
            return
        if job.parts == 1:
            self._run_leased(job, job.name, day, EVERYONE)
            return
        numbers = [*range(job.parts)]
        random.shuffle(numbers)  # or all workers would ask for the same part, one after another
        for number in numbers:
            self._check_stop()
            name = leases.name_of_part(job.name, number)
            if self._is_free(name, day):
                self._run_leased(job, name, day, Part(number, job.parts))
        self._finish_parts(job, day)

    def _finish_parts(self, job: Job, day: date) -> None:
        """Record the job as done if all of its parts are; another worker may be at the last one."""
        add_up = partial(leases.counts_of_parts, job=job.name, day=day, parts=job.parts)
        counts = self._database.read(add_up)
        if counts is None:
            return
        holder = leases.take(self._database, Lease(job.name, day, self._name), self._now, counts)
        if holder is not None:
            holder.finish()
            _log_done(job.name, day, counts)

    def _is_free(self, name: str, day: date) -> bool:
        return self._database.read(partial(leases.is_free, job=name, day=day, at=self._now()))

    def _run_leased(self, job: Job, name: str, day: date, part: Part) -> None:
        counts: Counter[str] = Counter()
        holder = leases.take(self._database, Lease(name, day, self._name), self._now, counts)
        if holder is None:
            return

        def heartbeat() -> None:
            self._check_stop()
            holder.heartbeat()

        try:
            self._run(
                job, name, Run(self._database, day, self._now, heartbeat, self._name, part, counts)
            )
        except Stopped:
            holder.hand_back()
            raise
        holder.finish()

    def _run(self, job: Job, name: str, run: Run) -> None:
        began = time.monotonic()
        failed_before = run.counts["failed"]
        job.run(run)
        metrics.JOB_MEMBERS_FAILED.labels(job.name).inc(run.counts["failed"] - failed_before)
        metrics.JOB_SUCCEEDED.labels(job.name).set(self._now().timestamp())
        seconds = round(time.monotonic() - began, 3)
        if +run.counts or not isinstance(
            job.when, Every
        ):  # a sweep that finds nothing is not logged
            _log_done(name, run.day, run.counts, seconds=seconds)

    def _check_stop(self) -> None:
        if self._stop.is_set():
            raise Stopped


def _log_done(name: str, day: date, counts: Counter[str], **more: float) -> None:
    log.info("job done", job=name, day=day.isoformat(), **more, **(+counts))
