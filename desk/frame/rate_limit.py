"""Limits the tries to sign in, so that passwords and codes cannot be guessed, and nobody can be
locked out by somebody else's wrong tries.

A browser in which the agent has signed in before has a count of its own (desk.frame.known_device).
All others are counted by address, by user name and address, and by user name: the last of these is
slow and can only refuse browsers that the agent has not used yet. docs/security.md has the figures.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Literal

from limits import RateLimitItem, RateLimitItemPerMinute, parse_many
from limits.errors import StorageError
from limits.storage import MemoryStorage, Storage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from core.programme import current_rules
from flows.engine import REDIS_OPTIONS

Proof = Literal["password", "code"]
ADDRESS_LIMITS = "20/minute; 200/hour"  # all agents of an office may share one address
NAME_LIMITS: dict[Proof, str] = {"password": "30/hour", "code": "10/hour"}
REDIS_RETRIED_AFTER_SECONDS = 5.0
Bucket = tuple[RateLimitItem, str]


class TooManyTries(Exception):
    """first: whether this is the first refusal within the limit's window, which is recorded."""

    def __init__(self, retry_after_seconds: int, *, first: bool) -> None:
        super().__init__(f"again in {retry_after_seconds} s")
        self.retry_after_seconds, self.first = retry_after_seconds, first


@dataclass(frozen=True, slots=True)
class Try:
    """A counted try, for SignInLimit.succeeded()."""

    buckets: tuple[Bucket, ...]


class SignInLimit:
    """Limits the tries to sign in by name, address and device. Counts in Redis, so that all
    processes share the counters. While Redis does not answer, each process counts by itself: the
    limits are then as many times higher as there are processes."""

    def __init__(self, redis_url: str) -> None:
        """An empty `redis_url` counts in this process's memory only."""
        self._local: Storage = MemoryStorage()
        self._shared: Storage = self._local if not redis_url else _redis(redis_url)
        self._shared_from = 0.0  # of time.monotonic(): Redis is not asked before

    def count(self, proof: Proof, name: str, address: str, device: str | None) -> Try:
        """Count a try before the password or code is checked: checks that run at the same time
        cannot overtake the count. Raises TooManyTries.

        device: the id of the browser, if the agent has signed in there before.
        """
        counted: list[Bucket] = []
        if device is not None:
            known = _bucket(_per_name_and_place(), proof, "device", device, name)
            if self._hit(known):
                return Try((known,))
        for bucket in _buckets_of_strangers(proof, name, address):
            if not self._hit(bucket):
                raise self._refusal(bucket)
            counted.append(bucket)
        return Try(tuple(counted))

    def succeeded(self, attempt: Try) -> None:
        """Take a try back that was not wrong: a whole office signs in at the same hour."""
        for bucket in attempt.buckets:
            self._hit(bucket, cost=-1)

    def _refusal(self, bucket: Bucket) -> TooManyTries:
        limit, key = bucket
        first = self._hit((RateLimitItemPerMinute(1, _minutes(limit)), f"refused {key}"))
        seconds = self._limiter().get_window_stats(limit, key).reset_time - time.time()
        return TooManyTries(max(1, ceil(seconds)), first=first)

    def _hit(self, bucket: Bucket, cost: int = 1) -> bool:
        try:
            return self._limiter().hit(*bucket, cost=cost)
        except StorageError:
            self._shared_from = time.monotonic() + REDIS_RETRIED_AFTER_SECONDS
            return self._limiter().hit(*bucket, cost=cost)

    def _limiter(self) -> FixedWindowRateLimiter:
        is_up = time.monotonic() >= self._shared_from
        return FixedWindowRateLimiter(self._shared if is_up else self._local)


def _buckets_of_strangers(proof: Proof, name: str, address: str) -> Iterator[Bucket]:
    """The widest first: whoever is refused by address is not counted against the name."""
    for limit in parse_many(ADDRESS_LIMITS):
        yield _bucket(limit, "address", address)
    yield _bucket(_per_name_and_place(), proof, "pair", name, address)
    for limit in parse_many(NAME_LIMITS[proof]):
        yield _bucket(limit, proof, "name", name)


def _per_name_and_place() -> RateLimitItem:
    rules = current_rules().desk
    return RateLimitItemPerMinute(rules.password_tries, rules.locked_minutes)


def _bucket(limit: RateLimitItem, *parts: str) -> Bucket:
    """Hashed, because a name that is typed may be a password in the wrong field."""
    return limit, hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _minutes(limit: RateLimitItem) -> int:
    return max(1, limit.get_expiry() // 60)


def _redis(url: str) -> Storage:
    made = storage_from_string(
        url.replace("unix://", "redis+unix://", 1),
        wrap_exceptions=True,
        **REDIS_OPTIONS,
    )
    assert isinstance(made, Storage)  # only "async+" URLs give another one
    return made
