"""Counts in memory which steps callers visit, answer or leave; the counts are written every few
seconds (see background_writing).

They are not written with the turn, because then every turn that only reads would need a
transaction, and the numbers need not be exact. Counts that are not written yet are lost when the
process dies.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

import structlog

from core.conversation import CountKey, funnel_counts
from core.kernel import Database
from core.programme import local_day

log = structlog.get_logger()


class FunnelWriter:
    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._counted: Counter[CountKey] = Counter()
        self._lock = threading.Lock()

    def add(self, where: Iterable[CountKey]) -> None:
        with self._lock:
            self._counted.update(where)

    def write(self) -> None:
        """Write the counts since the last call. If that fails, they are kept for the next call."""
        with self._lock:
            counted, self._counted = self._counted, Counter()
        if not counted:
            return
        day = local_day(self._now())
        try:
            self._database.run(partial(funnel_counts.add, day=day, counted=counted))
        except Exception:
            log.exception("funnel counts not written")
            self.add(counted.elements())
