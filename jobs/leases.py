"""Leases (rows of job_run) that decide which worker runs a day's job, or which part of it.

A lease is renewed while the job runs. The lease of a worker that died runs out, and another worker
continues. A lease only avoids double work: if the clocks of two workers differ, both run the job
at once, which every job is written to tolerate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from sqlalchemy import Connection, Update, bindparam, select, update

from core.kernel import Database, InsertIfNew
from core.schema import job_run
from jobs.member_sweep import Stopped

LEASE = timedelta(minutes=5)
RENEWED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Lease:
    job: str
    day: date
    worker: str


def name_of_part(job: str, number: int) -> str:
    """The name by which a part of a job is leased."""
    return f"{job}:{number}"


@dataclass(frozen=True, slots=True)
class Done:
    day: date
    done_at: datetime


_FIND = select(job_run.c.lease_until, job_run.c.done_at, job_run.c.counts).where(
    job_run.c.job == bindparam("job"), job_run.c.day == bindparam("day")
)
_PARTS = select(job_run.c.done_at, job_run.c.counts).where(
    job_run.c.job.in_(bindparam("names", expanding=True)), job_run.c.day == bindparam("day")
)
_LAST_DONE = (
    select(job_run.c.day, job_run.c.done_at)
    .where(job_run.c.job == bindparam("job"), job_run.c.done_at.is_not(None))
    .order_by(job_run.c.day.desc())
    .limit(1)
)
_NEW = InsertIfNew(job_run)
_ROW = update(job_run).where(
    job_run.c.job == bindparam("which"),
    job_run.c.day == bindparam("of"),
    job_run.c.done_at.is_(None),
)
_TAKE_OVER = _ROW.where(job_run.c.lease_until <= bindparam("at")).values(
    worker=bindparam("who"), lease_until=bindparam("until")
)
_MINE = _ROW.where(job_run.c.worker == bindparam("who"))
_RENEW = _MINE.values(lease_until=bindparam("until"), counts=bindparam("new_counts"))
_FINISH = _MINE.values(done_at=bindparam("at"), counts=bindparam("new_counts"))


def is_free(conn: Connection, job: str, day: date, at: datetime) -> bool:
    """Whether the job is neither done nor leased: whether take() may succeed."""
    row = conn.execute(_FIND, {"job": job, "day": day}).first()
    return row is None or (row.done_at is None and row.lease_until <= at)


def last_done(conn: Connection, job: str) -> Done | None:
    """The last day whose job is done; None: there is none."""
    row = conn.execute(_LAST_DONE, {"job": job}).first()
    return None if row is None else Done(row.day, row.done_at)


def counts_of_parts(conn: Connection, job: str, day: date, parts: int) -> Counter[str] | None:
    """What all parts of a job have done together; None: not all of them are done."""
    names = [name_of_part(job, number) for number in range(parts)]
    rows = conn.execute(_PARTS, {"names": names, "day": day}).all()
    if sum(row.done_at is not None for row in rows) < parts:
        return None
    return sum((Counter(row.counts) for row in rows), Counter())


def take(
    database: Database, lease: Lease, now: Callable[[], datetime], counts: Counter[str]
) -> LeaseHolder | None:
    """Take the lease, or return None if the job is done or another worker holds it. `counts` is
    updated with the counts of an earlier worker, and stored with every renewal."""
    found = database.run(partial(_take, lease=lease, at=now()))
    if found is None:
        return None
    counts.update(found)
    return LeaseHolder(database, lease, now, counts)


class LeaseHolder:
    """Holds a lease while the job runs."""

    def __init__(
        self,
        database: Database,
        lease: Lease,
        now: Callable[[], datetime],
        counts: Counter[str],
    ) -> None:
        self._database = database
        self._lease = lease
        self._now = now
        self._counts = counts
        self._renew_at = now() + RENEWED_EVERY

    def heartbeat(self) -> None:
        """Renew the lease when it is due. Raises Stopped if the lease ran out and another worker
        has taken it."""
        at = self._now()
        if at < self._renew_at:
            return
        if not self._write(_RENEW, until=at + LEASE):
            raise Stopped
        self._renew_at = at + RENEWED_EVERY

    def hand_back(self) -> None:
        """End the lease of an unfinished job, so that any worker may continue it at once."""
        self._write(_RENEW, until=self._now())

    def finish(self) -> None:
        self._write(_FINISH, at=self._now())

    def _write(self, change: Update, **moment: datetime) -> bool:
        values = _which(self._lease) | moment | {"new_counts": dict(self._counts)}
        return self._database.run(lambda conn: conn.execute(change, values).rowcount == 1)


def _take(conn: Connection, *, lease: Lease, at: datetime) -> dict[str, int] | None:
    row = {"job": lease.job, "day": lease.day, "worker": lease.worker, "counts": {}}
    if _NEW(conn, row | {"lease_until": at + LEASE}):
        return {}
    values = _which(lease) | {"at": at, "until": at + LEASE}
    if conn.execute(_TAKE_OVER, values).rowcount != 1:
        return None
    found = conn.execute(_FIND, {"job": lease.job, "day": lease.day}).one()
    return dict(found.counts)


def _which(lease: Lease) -> dict[str, object]:
    return {"which": lease.job, "of": lease.day, "who": lease.worker}
