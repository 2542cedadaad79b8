"""Limits the tries to sign in, so that passwords and codes cannot be guessed, and nobody can be
locked out by somebody else's wrong tries.

A browser in which the agent has signed in before has a count of its own (desk.frame.known_device).
All others are counted by address, by user name and address, and by user name: the last of these is
slow and can only refuse browsers that the agent has not used yet. docs/security.md has the figures.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from limits import RateLimitItem, RateLimitItemPerMinute, parse_many

from core.programme import current_rules
from web.counters import Counters

Proof = Literal["password", "code"]
ADDRESS_LIMITS = "20/minute; 200/hour"  # all agents of an office may share one address
NAME_LIMITS: dict[Proof, str] = {"password": "30/hour", "code": "10/hour"}
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
    """Limits the tries to sign in by name, address and device."""

    def __init__(self, redis_url: str) -> None:
        """An empty `redis_url` counts in this process's memory only."""
        self._counters = Counters(redis_url)

    def count(self, proof: Proof, name: str, address: str, device: str | None) -> Try:
        """Count a try before the password or code is checked: checks that run at the same time
        cannot overtake the count. Raises TooManyTries.

        device: the id of the browser, if the agent has signed in there before.
        """
        counted: list[Bucket] = []
        if device is not None:
            known = _bucket(_per_name_and_place(), proof, "device", device, name)
            if self._counters.hit(*known):
                return Try((known,))
        for bucket in _buckets_of_strangers(proof, name, address):
            if not self._counters.hit(*bucket):
                raise self._refusal(bucket)
            counted.append(bucket)
        return Try(tuple(counted))

    def succeeded(self, attempt: Try) -> None:
        """Take a try back that was not wrong: a whole office signs in at the same hour."""
        for bucket in attempt.buckets:
            self._counters.hit(*bucket, cost=-1)

    def _refusal(self, bucket: Bucket) -> TooManyTries:
        limit, key = bucket
        window = RateLimitItemPerMinute(1, _minutes(limit))
        first = self._counters.hit(window, f"refused {key}")
        return TooManyTries(self._counters.seconds_left(limit, key), first=first)


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
