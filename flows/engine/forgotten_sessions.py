"""Deletes the sessions and replies of a caller from the session store.

They expire by themselves, within a day: this is for an erasure on request.
"""

from __future__ import annotations

from typing import Any

KEYS_AT_ONCE = 500


def forget_caller(redis: Any, number: str) -> int:
    """Delete every key of `number` (E.164), and return how many there were. Reads the names of all
    keys, a few hundred at a time."""
    found = 0
    for key in redis.scan_iter(match=f"*{{{number}}}*", count=KEYS_AT_ONCE):
        found += redis.delete(key)
    return found
