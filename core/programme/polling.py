"""What a process that lives for long follows: what was decided at the desk, or by another process.

A thread looks every few seconds, so that no turn pays for it.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from core.programme.calendar import begins, local_day

LOOKED_EVERY_SECONDS = 10.0


class Follows(Protocol):
    def follow(self) -> None:
        """Once. It raises nothing: what cannot be read now is what it was."""


class Following:
    def __init__(self, now: Callable[[], datetime], *books: Follows) -> None:
        self._now = now
        self._books = books

    def once(self) -> None:
        for book in self._books:
            book.follow()

    def for_ever(self, stop: threading.Event | None = None) -> threading.Thread:
        """Now, and from here on in a thread of its own; until `stop`, where there is one."""
        self.once()
        until = stop or threading.Event()
        thread = threading.Thread(target=self._follow, args=(until,), name="following", daemon=True)
        thread.start()
        return thread

    def _follow(self, stop: threading.Event) -> None:
        while not stop.wait(self.pause_seconds()):
            self.once()

    def pause_seconds(self) -> float:
        """No longer than to midnight, when other rules may begin."""
        now = self._now()
        midnight = begins(local_day(now) + timedelta(days=1))
        return min(LOOKED_EVERY_SECONDS, (midnight - now).total_seconds())
