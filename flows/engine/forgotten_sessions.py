"""Deletes the sessions and replies of a caller from the session store.

They expire by themselves, within a day: this is for an erasure on request.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

KEYS_AT_ONCE = 500


def is_remembered(redis: Any, number: str) -> bool:
    """Whether there is any key of `number` (E.164)."""
    return any(_keys_of(redis, number))


def forget_caller(redis: Any, number: str) -> int:
    """Delete every key of `number` (E.164), and return how many there were. Reads the names of all
    keys, a few hundred at a time."""
    found = 0
    for key in _keys_of(redis, number):
        found += redis.delete(key)
    return found


def _keys_of(redis: Any, number: str) -> Iterator[Any]:
    keys: Iterator[Any] = redis.scan_iter(match=f"*{{{number}}}*", count=KEYS_AT_ONCE)
    return keys
