"""Limits the failed sign-ins from one address. User names are locked separately (core.staff)."""

from __future__ import annotations

from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

FAILURES_MAX = "20/minute; 200/hour"  # all agents of an office may share one address


class FailureLimit:
    """Counts failures by address, in Redis, so that all processes share the counters. If Redis does
    not answer, no address is refused; the lock of a user name, in the database, still works."""

    def __init__(self, redis_url: str, limits: str = FAILURES_MAX) -> None:
        """`limits`: in the notation of the limits package. An empty `redis_url` counts in this
        process's memory."""
        self._limiter = FixedWindowRateLimiter(
            storage_from_string(_storage_url(redis_url), wrap_exceptions=True)
        )
        self._limits: list[RateLimitItem] = parse_many(limits)

    def is_reached(self, address: str) -> bool:
        try:
            return not all(self._limiter.test(limit, "sign-in", address) for limit in self._limits)
        except StorageError:
            return False

    def count_failure(self, address: str) -> None:
        try:
            for limit in self._limits:
                self._limiter.hit(limit, "sign-in", address)
        except StorageError:
            return


def _storage_url(redis_url: str) -> str:
    if not redis_url:
        return "memory://"
    return redis_url.replace("unix://", "redis+unix://", 1)
