"""Reloads, in a background thread, what another process may have changed in the database: versions
of the rules and of sentences. Turns do not wait for it."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from core.programme.calendar import local_day, start_of_day

POLL_SECONDS = 10.0


class Reloadable(Protocol):
    def reload(self) -> None:
        """Read the state anew. It raises nothing: what cannot be read stays as it was."""


class Poller:
    def __init__(self, now: Callable[[], datetime], *reloadables: Reloadable) -> None:
        self._now = now
        self._reloadables = reloadables

    def run_once(self) -> None:
        for reloadable in self._reloadables:
            reloadable.reload()

    def start(self, stop: threading.Event | None = None) -> threading.Thread:
        """Reload now, and from then on in a daemon thread, until `stop` is set."""
        self.run_once()
        thread = threading.Thread(
            target=self._run, args=(stop or threading.Event(),), name="poller", daemon=True
        )
        thread.start()
        return thread

    def seconds_to_next(self) -> float:
        """POLL_SECONDS, or less if midnight comes before: then another version of the rules may
        take effect."""
        now = self._now()
        midnight = start_of_day(local_day(now) + timedelta(days=1))
        return min(POLL_SECONDS, (midnight - now).total_seconds())

    def _run(self, stop: threading.Event) -> None:
        while not stop.wait(self.seconds_to_next()):
            self.run_once()
