"""Reads the state of the whole hotline from the database for the metrics.

Of all workers that serve metrics one does, which holds a lease, every fifteen seconds: neither the
number of processes nor how often they are asked costs the database anything. When it dies, another
follows as its lease runs out.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial

import structlog
from prometheus_client import Gauge
from sqlalchemy import Connection

from core.books import marks, seals
from core.contact_centre import wall_states
from core.kernel import Database, time_limit
from core.messaging import Topic, outbox
from core.programme import start_of_day
from core.staff import idle_timeout
from flows.protocol import Channel
from jobs import leases, metrics
from jobs.leases import Lease, LeaseHolder
from jobs.member_sweep import NO_DATABASE, Stopped
from jobs.schedule import Every, Job

READ_EVERY_SECONDS = 15.0
READ_SECONDS_MAX = 10.0
NO_DAY = date(2000, 1, 1)  # the lease is for no day's work, and never done
Series = tuple[Gauge, tuple[str, ...]]
"""A gauge with the values of its labels."""
NOBODY_WAITS: list[Series] = [
    (gauge, (channel, way))
    for gauge in (metrics.QUEUE, metrics.QUEUE_WAIT)
    for channel in Channel
    for way in wall_states.WAYS
]
NOTHING_IS_LATE: list[Series] = [
    (gauge, (topic,)) for gauge in (metrics.OUTBOX, metrics.OUTBOX_LAG) for topic in Topic
]
log = structlog.get_logger()


class Watch:
    """`name` is unique among workers; `jobs`: whose state is watched."""

    def __init__(
        self, database: Database, jobs: Sequence[Job], *, name: str, now: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._lease = Lease("watch", NO_DAY, name)
        self._now = now
        self._holder: LeaseHolder | None = None
        self._shown: set[Series] = set()

    def run_until_stopped(self, stop: threading.Event) -> None:
        while not stop.is_set():
            self.read()
            stop.wait(READ_EVERY_SECONDS)
        if self._holder is not None:
            with suppress(*NO_DATABASE):  # the lease runs out by itself
                self._holder.hand_back()

    def read(self) -> None:
        """Set the gauges, if no other worker does. A failure is logged, and leaves them as they
        are: hotline_watch_timestamp_seconds tells how old they are."""
        try:
            with time_limit(READ_SECONDS_MAX):
                if self._is_holder():
                    self._show(self._database.read(self._state))
                    metrics.WATCHED.set(self._now().timestamp())
        except Exception as error:
            log.error("state not read", error=type(error).__name__)

    def _is_holder(self) -> bool:
        lease, at = self._lease, self._now()
        if self._holder is None:
            free = partial(leases.is_free, job=lease.job, day=lease.day, at=at)
            if self._database.read(free):
                self._holder = leases.take(self._database, lease, self._now, Counter())
        else:
            try:
                self._holder.heartbeat()
            except Stopped:
                self._holder = None
                self._show({})
        return self._holder is not None

    def _show(self, state: Mapping[Series, float]) -> None:
        """Set the gauges; those that were shown before and are none now become 0."""
        gone = dict.fromkeys(self._shown - set(state), 0.0)
        for (gauge, labels), value in {**gone, **state}.items():
            (gauge.labels(*labels) if labels else gauge).set(value)
        self._shown = {series for series in state if series[0] not in metrics.MOMENTS}

    def _state(self, conn: Connection) -> dict[Series, float]:
        at = self._now()
        found = dict.fromkeys(NOBODY_WAITS + NOTHING_IS_LATE, 0.0)
        for waiting in wall_states.waiting_by_channel(conn, at):
            labels = (waiting.channel, waiting.way)
            found[metrics.QUEUE, labels] = waiting.requests
            found[metrics.QUEUE_WAIT, labels] = (at - waiting.since).total_seconds()
        for late in outbox.lateness(conn, at):
            found[metrics.OUTBOX, (late.topic,)] = late.events
            found[metrics.OUTBOX_LAG, (late.topic,)] = (at - late.due_at).total_seconds()
        for state, count in wall_states.agents_by_state(conn).items():
            found[metrics.AGENTS, (state,)] = count
        found[metrics.DESKS, ()] = idle_timeout.open_desks(conn, at)
        return found | self._jobs_state(conn, at) | _books_state(conn)

    def _jobs_state(self, conn: Connection, at: datetime) -> dict[Series, float]:
        found: dict[Series, float] = {}
        for job in self._jobs:
            if isinstance(job.when, Every):
                continue  # each worker runs it, and says so itself
            day, label = job.when.due(at), (job.name,)
            last = leases.last_done(conn, job.name)
            is_done = last is not None and last.day >= day
            overdue = timedelta() if is_done else at - job.when.begins(day)
            found[metrics.JOB_OVERDUE, label] = overdue.total_seconds()
            if last is not None:
                found[metrics.JOB_SUCCEEDED, label] = last.done_at.timestamp()
        return found


def _books_state(conn: Connection) -> dict[Series, float]:
    found: dict[Series, float] = {}
    if (audited := marks.last_audit(conn)) is not None:
        found[metrics.AUDITED, ()] = audited.at.timestamp()
        found[metrics.VIOLATIONS, ()] = audited.violations
    if (sealed := seals.last_sealed(conn)) is not None:
        found[metrics.SEALED, ()] = sealed.at.timestamp()
        found[metrics.SEALED_DAY, ()] = start_of_day(sealed.day).timestamp()
    return found
