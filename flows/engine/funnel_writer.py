"""Counts how the dialogues are gone through, and writes it down now and then.

Not with the turn: one more write would cost every turn that only looks a transaction, for a number
that nobody needs to the last one. What a process had not written when it died is not counted.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

import structlog

from core.conversation import CountKey, funnel_counts
from core.kernel import Database
from core.programme import local_day

WRITTEN_EVERY_SECONDS = 5
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
        with self._lock:
            counted, self._counted = self._counted, Counter()
        if not counted:
            return
        day = local_day(self._now())
        try:
            self._database.run(partial(funnel_counts.add, day=day, counted=counted))
        except Exception:
            log.exception("visits not written")
            self.add(counted.elements())

    def start_writing(self) -> None:
        """In a thread of its own, for as long as the process is there."""
        threading.Thread(target=self._write_repeatedly, name="visits", daemon=True).start()

    def _write_repeatedly(self) -> None:
        while True:
            time.sleep(WRITTEN_EVERY_SECONDS)
            self.write()
