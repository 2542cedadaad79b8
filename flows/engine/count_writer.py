"""Counts in memory what turns leave to be counted; the counts are written every few seconds (see
background_writing).

They are not written with the turn, because then every turn that only reads would need a
transaction, and the numbers need not be exact. Counts that are not written yet are lost when the
process dies.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

import structlog
from sqlalchemy import Connection

from core.kernel import Database

log = structlog.get_logger()
Key = TypeVar("Key")
KEYS_MAX = 10_000
"""So that an outage of the database does not fill the memory. What is new then is not counted."""


class CountWriter(Generic[Key]):
    """store: adds counts to those in the database."""

    def __init__(
        self, database: Database, store: Callable[[Connection, Mapping[Key, int]], None]
    ) -> None:
        self._database = database
        self._store = store
        self._counted: Counter[Key] = Counter()
        self._lock = threading.Lock()

    def add(self, counted: Mapping[Key, int] | Iterable[Key]) -> None:
        """counted: how often each was counted; or each, once."""
        with self._lock:
            for key, count in Counter(counted).items():
                if key in self._counted or len(self._counted) < KEYS_MAX:
                    self._counted[key] += count

    def write(self) -> None:
        """Write the counts since the last call. If that fails, they are kept for the next call."""
        with self._lock:
            counted, self._counted = self._counted, Counter()
        if not counted:
            return
        try:
            self._database.run(lambda conn: self._store(conn, counted))
        except Exception:
            log.exception("counts not written")
            self.add(counted)
