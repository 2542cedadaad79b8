"""One run of one job: a walk from member to member, a transaction each.

Nothing a job does hangs on its run. It may be killed between any two statements, run again, or run
on two machines at once: every member is looked at again under the lock that the change needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import TypeVar

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.kernel import Database

PAGE = 500
T = TypeVar("T")
K = TypeVar("K")
# InternalError: a standby that is not yet promoted takes no writes; PoolTimeout: no connection.
NO_DATABASE = (OperationalError, InterfaceError, InternalError, PoolTimeout)
log = structlog.get_logger()


class Stopped(Exception):
    """Asked to stop, or another worker has taken the job over: what is left is for the next run."""


@dataclass(slots=True)
class Run:
    """`day` is the one the job is due for, `now` the clock; `beat` is called between any two
    members, and raises Stopped. `worker` is whose run it is. What was done is counted by name."""

    database: Database
    day: date
    now: Callable[[], datetime]
    beat: Callable[[], None]
    worker: str
    counts: Counter[str] = field(default_factory=Counter)

    def pages(
        self, read: Callable[[Connection, K], Sequence[T]], start: K, place: Callable[[T], K]
    ) -> Iterator[Sequence[T]]:
        """All there is to look at, each page from the place of the last one's end: what failed is
        not met again, and no transaction stays open for the length of the job."""
        after = start
        while page := self.database.read(partial(_read, read, after)):
            self.beat()
            yield page
            after = place(page[-1])

    def change(self, member_id: int, work: Callable[[Connection], T]) -> T | None:
        """One member's transaction; None: it failed."""
        return self.attempt(member_id, partial(self.database.run, work))

    def attempt(self, member_id: int, act: Callable[[], T]) -> T | None:
        """One member whose rows are not as they should be is logged and counted, and must not keep
        the job from all the others. Without a database there is no use in going on."""
        self.beat()
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
