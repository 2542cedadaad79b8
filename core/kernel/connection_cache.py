"""Connections that are kept open from one use to the next.

Going through the pool each time is a third of what a turn's one query costs, and a tenth of a
posting. What the pool once gave out it does not get back, so that more threads than connections
wait for one another here, and not there.
"""

import threading
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

T = TypeVar("T")


class Kept:
    def __init__(self, engine: Engine, *, most: int, wait_seconds: float) -> None:
        self._engine = engine
        self._kept: list[Connection] = []
        self._free = threading.BoundedSemaphore(most)
        self._wait_seconds = wait_seconds

    def use(self, work: Callable[[Connection], T]) -> T:
        """`work` leaves no transaction open. PoolTimeout where none becomes free in time."""
        if not self._free.acquire(timeout=self._wait_seconds):
            raise PoolTimeout(f"no connection within {self._wait_seconds} s")
        try:
            return self._use(work)
        finally:
            self._free.release()

    def close(self) -> None:
        while self._kept:
            self._kept.pop().close()

    def _use(self, work: Callable[[Connection], T]) -> T:
        try:
            connection = self._kept.pop()
        except IndexError:
            connection = self._engine.connect()
        try:
            result = work(connection)
        except BaseException as error:
            connection.close()
            if isinstance(error, DBAPIError) and error.connection_invalidated:
                # The others are of the same server, and as dead: each would cost a try.
                self.close()
            raise
        self._kept.append(connection)
        return result
