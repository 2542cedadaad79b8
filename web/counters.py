"""Counts for rate limits, shared by all processes through Redis.

While Redis does not answer, each process counts by itself: the limits are then as many times higher
as there are processes.
"""

from __future__ import annotations

import time
from math import ceil
from typing import Any

from limits import RateLimitItem
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage
from limits.strategies import FixedWindowRateLimiter
from redis.exceptions import RedisError

from flows.engine import connect

REDIS_RETRIED_AFTER_SECONDS = 5.0
COUNT = """
local count = redis.call('INCRBY', KEYS[1], ARGV[1])
if count == tonumber(ARGV[1]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return count
"""


class Counters:
    def __init__(self, redis_url: str) -> None:
        """An empty `redis_url` counts in this process's memory only."""
        self._local: Storage = MemoryStorage()
        self._shared: Storage = self._local if not redis_url else _SharedCounts(redis_url)
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


class _SharedCounts(Storage):
    """Counts in Redis. Each expires a window after its first hit."""

    def __init__(self, redis_url: str) -> None:
        super().__init__(wrap_exceptions=True)
        self._redis: Any = connect(redis_url)
        self._count = self._redis.register_script(COUNT)

    @property
    def base_exceptions(self) -> type[Exception] | tuple[type[Exception], ...]:
        return RedisError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        return int(self._count(keys=[key], args=[amount, expiry]))

    def get(self, key: str) -> int:
        return int(self._redis.get(key) or 0)

    def get_expiry(self, key: str) -> float:
        return float(max(0, self._redis.ttl(key)) + time.time())

    def check(self) -> bool:
        return bool(self._redis.ping())

    def reset(self) -> int | None:
        raise NotImplementedError("other processes count here")

    def clear(self, key: str) -> None:
        self._redis.delete(key)
