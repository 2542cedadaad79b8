"""How often one address may get it wrong when signing in. Each name has its own lock besides."""

from __future__ import annotations

from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

WRONG_ONES_MAX = "20/minute; 200/hour"  # a whole floor of agents may share an address


class Attempts:
    """In Redis, so that every process counts together. Without Redis nobody is kept out: the lock
    of the name is in the database."""

    def __init__(self, redis_url: str, most: str = WRONG_ONES_MAX) -> None:
        self._limiter = FixedWindowRateLimiter(
            storage_from_string(_address(redis_url), wrap_exceptions=True)
        )
        self._limits: list[RateLimitItem] = parse_many(most)

    def too_many(self, address: str) -> bool:
        try:
            return not all(self._limiter.test(limit, "sign-in", address) for limit in self._limits)
        except StorageError:
            return False

    def count(self, address: str) -> None:
        try:
            for limit in self._limits:
                self._limiter.hit(limit, "sign-in", address)
        except StorageError:
            return


def _address(redis_url: str) -> str:
    if not redis_url:
        return "memory://"
    return redis_url.replace("unix://", "redis+unix://", 1)
