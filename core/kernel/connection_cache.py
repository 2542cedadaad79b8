"""Keeps connections checked out of SQLAlchemy's pool from one use to the next.

Checking a connection out and in takes a third of the time of a turn's single query, and a tenth of
that of a posting. Since connections are not returned to the pool, threads wait for a free one here
and not in the pool.
"""

import threading
from collections.abc import Callable
from typing import TypeVar

from prometheus_client import Counter, Gauge
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from core.kernel.time_limits import at_most, require_time_left

T = TypeVar("T")
IN_USE = Gauge(
    "hotline_pool_in_use",
    "Connections to the database in use.",
    ["pool"],
    multiprocess_mode="livesum",
)
SIZE = Gauge(
    "hotline_pool_size",
    "Connections to the database that may be in use.",
    ["pool"],
    multiprocess_mode="livesum",
)
EXHAUSTED = Counter(
    "hotline_pool_exhausted", "Calls for which no connection became free in time.", ["pool"]
)


class ConnectionCache:
    """`name`: in the metrics. `check` raises if the database is known not to answer."""

    def __init__(
        self,
        engine: Engine,
        *,
        name: str,
        connections_max: int,
        wait_seconds: float,
        check: Callable[[], None],
    ) -> None:
        self._engine = engine
        self._check = check
        self._idle: list[Connection] = []
        self._free = threading.BoundedSemaphore(connections_max)
        self._connections_max = connections_max
        self._users: list[None] = []  # one for each connection in use
        self._name = name
        EXHAUSTED.labels(name)
        self._wait_seconds = wait_seconds

    def use(self, work: Callable[[Connection], T]) -> T:
        """Call `work`, which must leave no transaction open. Raises PoolTimeout if no connection
        becomes free in time, OutOfTime, and whatever `check` raises."""
        self._check_first()
        if not self._free.acquire(timeout=at_most(self._wait_seconds)):
            EXHAUSTED.labels(self._name).inc()
            raise PoolTimeout("no connection became free in time")
        self._users.append(None)
        try:
            self._check_first()  # those who had the connections may have found that nothing answers
            return self._use(work)
        finally:
            self._users.pop()
            self._free.release()

    def sample(self) -> None:
        """Set the gauges to the present state."""
        IN_USE.labels(self._name).set(len(self._users))
        SIZE.labels(self._name).set(self._connections_max)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _check_first(self) -> None:
        require_time_left()
        self._check()

    def _use(self, work: Callable[[Connection], T]) -> T:
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._engine.connect()
        try:
            result = work(connection)
        except BaseException as error:
            connection.close()
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                # The idle connections lead to the same lost server: each would cost an attempt.
                self.close()
            raise
        self._idle.append(connection)
        return result
