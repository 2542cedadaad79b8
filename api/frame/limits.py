"""How many requests a client may send, and how often tokens may be asked for from one address."""

from __future__ import annotations

from limits import RateLimitItemPerMinute

from api.frame.problems import Problem
from web.counters import Counters

TOKENS_PER_MINUTE = 60


class ApiLimits:
    def __init__(self, redis_url: str, *, requests_per_minute: int) -> None:
        self._counters = Counters(redis_url)
        self._requests = RateLimitItemPerMinute(requests_per_minute)
        self._tokens = RateLimitItemPerMinute(TOKENS_PER_MINUTE)

    def count_request(self, client_id: str) -> None:
        """Raises Problem: too many."""
        self._count(self._requests, f"api client {client_id}")

    def count_token(self, address: str) -> None:
        """Raises Problem: too many."""
        self._count(self._tokens, f"api token {address}")

    def _count(self, limit: RateLimitItemPerMinute, key: str) -> None:
        if not self._counters.hit(limit, key):
            seconds = self._counters.seconds_left(limit, key)
            raise Problem("too_many_requests", headers={"Retry-After": str(seconds)})
