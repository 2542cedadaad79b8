"""Counts for rate limits, shared by all processes through Redis.

While Redis does not answer, each process counts by itself: the limits are then as many times higher
as there are processes.
"""

from __future__ import annotations

import time
from math import ceil

from limits import RateLimitItem
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from flows.engine import REDIS_OPTIONS

REDIS_RETRIED_AFTER_SECONDS = 5.0


class Counters:
    def __init__(self, redis_url: str) -> None:
        """An empty `redis_url` counts in this process's memory only."""
        self._local: Storage = MemoryStorage()
        self._shared: Storage = self._local if not redis_url else _redis(redis_url)
        self._shared_from = 0.0  # of time.monotonic(): Redis is not asked before

    def hit(self, limit: RateLimitItem, key: str, cost: int = 1) -> bool:
        """Count `key`; False if that is more than the limit."""
        try:
            return self._limiter().hit(limit, key, cost=cost)
        except StorageError:
            self._shared_from = time.monotonic() + REDIS_RETRIED_AFTER_SECONDS
            return self._limiter().hit(limit, key, cost=cost)

    def seconds_left(self, limit: RateLimitItem, key: str) -> int:
        """Until `key` is counted from 0 again; at least 1."""
        seconds = self._limiter().get_window_stats(limit, key).reset_time - time.time()
        return max(1, ceil(seconds))

    def _limiter(self) -> FixedWindowRateLimiter:
        is_up = time.monotonic() >= self._shared_from
        return FixedWindowRateLimiter(self._shared if is_up else self._local)


def _redis(url: str) -> Storage:
    made = storage_from_string(
        url.replace("unix://", "redis+unix://", 1),
        wrap_exceptions=True,
        **REDIS_OPTIONS,
    )
    assert isinstance(made, Storage)  # only "async+" URLs give another one
    return made
