"""One run of a job over many members: page by page, with one transaction per member or page.

No result depends on the run. It may be killed between any two statements, repeated, or run on two
machines at once, because every member is read again under the lock that the change needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import TypeVar

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.kernel import EVERYONE, Database, OutOfTime, Part, Unavailable

PAGE = 500
# Members whose changes share a transaction. Their accounts stay locked meanwhile, and those who
# call at that moment wait: with two lots each 0.1 s on a busy machine.
BATCH = 250
T = TypeVar("T")
K = TypeVar("K")
# InternalError: a standby that is not yet promoted takes no writes; PoolTimeout: no connection.
NO_DATABASE = (
    OperationalError,
    InterfaceError,
    InternalError,
    PoolTimeout,
    Unavailable,
    OutOfTime,
)
log = structlog.get_logger()


class Stopped(Exception):
    """The worker was asked to stop, or another worker has taken over the job. The next run does
    what is left."""


@dataclass(slots=True)
class Run:
    """`day` is the day that the job is due for, `now` the clock, `worker` the worker's name.
    `heartbeat` is called between any two transactions, and raises Stopped. `part`: of the members,
    those whom this run is for. `counts` are what the job has done, by name."""

    database: Database
    day: date
    now: Callable[[], datetime]
    heartbeat: Callable[[], None]
    worker: str
    part: Part = EVERYONE
    counts: Counter[str] = field(default_factory=Counter)

    def pages(
        self, read: Callable[[Connection, K], Sequence[T]], start: K, place: Callable[[T], K]
    ) -> Iterator[Sequence[T]]:
        """Yield everything that `read(conn, after)` finds, page by page. `place` returns the key of
        an item, after which the next page begins; `start` is the key before the first item. A
        member who failed is not read again, and no transaction stays open between pages."""
        after = start
        while page := self.database.read(partial(_read, read, after)):
            self.heartbeat()
            yield page
            after = place(page[-1])

    def change(self, member_id: int, work: Callable[[Connection], T]) -> T | None:
        """Run one member's transaction; returns None if it failed."""
        return self.attempt(member_id, partial(self.database.run, work))

    def change_all(
        self,
        member_ids: Sequence[int],
        work: Callable[[Connection], Mapping[int, T]],
        alone: Callable[[int], Callable[[Connection], T | None]],
    ) -> Mapping[int, T]:
        """Run one transaction for all these members; return the results by member. If it fails,
        the transaction that `alone` returns is run for each of them, so that one who cannot be
        changed stops nobody else."""
        self.heartbeat()
        try:
            return self.database.run(work)
        except NO_DATABASE:
            raise
        except Exception as error:
            log.warning("members one by one", members=len(member_ids), error=repr(error))
        results = ((each, self.change(each, alone(each))) for each in member_ids)
        return {member_id: result for member_id, result in results if result is not None}

    def attempt(self, member_id: int, act: Callable[[], T]) -> T | None:
        """Call `act` and return its result. If it fails, the member is logged and counted as
        'failed', None is returned, and the job continues with the others. An unreachable database
        ends the job."""
        self.heartbeat()
        try:
            return act()
        except NO_DATABASE:
            raise
        except Exception:
            log.exception("member failed", member_id=member_id)
            self.counts["failed"] += 1
            return None


def _read(read: Callable[[Connection, K], Sequence[T]], after: K, conn: Connection) -> Sequence[T]:
    return read(conn, after)
