"""How long the work under way may still take.

Whoever answers somebody sets a limit at the entrance (a webhook, a page of the desk, a job's
transaction); whoever waits for a database, Redis or a lock waits no longer than what is left of it.

    with time_limit(6.5):
        ...
        lock.acquire(timeout=at_most(5.0))

The limit belongs to the thread (a context variable). The clock is time.monotonic(); tests give
another.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from core.kernel.errors import OutOfTime


@dataclass(frozen=True, slots=True)
class _Deadline:
    at_seconds: float
    clock: Callable[[], float]

    def seconds_left(self) -> float:
        return self.at_seconds - self.clock()


_current: ContextVar[_Deadline | None] = ContextVar("deadline", default=None)


@contextmanager
def time_limit(seconds: float, clock: Callable[[], float] = time.monotonic) -> Iterator[None]:
    """Limit the block to `seconds` from now. Within another limit, the one that ends first holds.

    Nothing is interrupted: the calls in the block give up by themselves.
    """
    outer = _current.get()
    if outer is not None and outer.seconds_left() <= seconds:
        yield
        return
    before = _current.set(_Deadline(clock() + seconds, clock))
    try:
        yield
    finally:
        _current.reset(before)


@contextmanager
def at_least(seconds: float) -> Iterator[None]:
    """Within the block the limit ends no earlier than `seconds` from now: for a short last step
    whose result must be known once it has begun, such as a COMMIT."""
    deadline = _current.get()
    if deadline is None:
        yield
        return
    at_seconds = max(deadline.at_seconds, deadline.clock() + seconds)
    before = _current.set(_Deadline(at_seconds, deadline.clock))
    try:
        yield
    finally:
        _current.reset(before)


def seconds_left() -> float | None:
    """The seconds left, negative once the limit has passed; None where there is no limit."""
    deadline = _current.get()
    return None if deadline is None else deadline.seconds_left()


def at_most(seconds: float) -> float:
    """`seconds`, or what is left if that is less; never negative."""
    left = seconds_left()
    return seconds if left is None else max(0.0, min(seconds, left))


def require_time_left() -> None:
    """Raise OutOfTime if the limit has passed."""
    left = seconds_left()
    if left is not None and left <= 0:
        raise OutOfTime
