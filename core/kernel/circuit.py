"""Fails fast while a dependency is known to be down.

closed      calls go through. A failure (no answer in time, no connection) opens the circuit.
open        calls fail at once with Unavailable, for OPEN_SECONDS.
then        the next call probes the dependency, one at a time, while others go on failing. A probe
            that succeeds closes the circuit, and the call goes through; one that fails keeps it
            open for another OPEN_SECONDS.

A circuit knows one process's view of one dependency. It begins closed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog
from prometheus_client import Counter, Gauge

from core.kernel.errors import Unavailable

OPEN_SECONDS = 0.5
PROBE_SECONDS = 1.0  # with OPEN_SECONDS less than the 2 s in which a recovery must be noticed
IS_OPEN = Gauge(
    "hotline_circuit_open",
    "1 while calls to the dependency fail at once, in any process.",
    ["dependency"],
    multiprocess_mode="livemax",
)
FAILURES = Counter(
    "hotline_dependency_failures",
    "Calls to the dependency that got no answer in time or no connection.",
    ["dependency"],
)
log = structlog.get_logger()


class Circuit:
    """`probe` raises if the dependency does not answer; it limits its own time. Safe to use by any
    number of threads."""

    def __init__(
        self,
        dependency: str,
        probe: Callable[[], object],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._dependency = dependency
        self._probe = probe
        self._clock = clock
        self._lock = threading.Lock()
        self._retry_at: float | None = None  # None: closed
        self._closed_at = float("-inf")
        self._probing = False
        self._gauge = IS_OPEN.labels(dependency)
        self._gauge.set(0)
        self._failures = FAILURES.labels(dependency)

    def check(self) -> None:
        """Return if calls may go through, probing where that is due. Raises Unavailable."""
        if self._retry_at is None:  # without the lock: every call comes by here
            return
        with self._lock:
            if self._retry_at is None:
                return
            if self._probing or self._clock() < self._retry_at:
                raise Unavailable(self._dependency)
            self._probing = True
        self._run_probe()

    def failed(self, reason: str, seconds: float) -> None:
        """Open the circuit because of a call that waited for `seconds` in vain. It stays closed if
        the dependency has answered a probe since that call began. `reason` is logged: it must hold
        no personal data and no password."""
        self._failures.inc()
        with self._lock:
            now = self._clock()
            if now - seconds < self._closed_at:
                return
            was_open, self._retry_at = self._retry_at is not None, now + OPEN_SECONDS
            if not was_open:
                self._gauge.set(1)
                log.error("dependency down", dependency=self._dependency, reason=reason)

    def _run_probe(self) -> None:
        answered = False
        try:
            self._probe()
            answered = True
        except Exception as error:
            raise Unavailable(self._dependency) from error
        finally:
            with self._lock:
                self._probing = False
                if answered:
                    self._retry_at, self._closed_at = None, self._clock()
                    self._gauge.set(0)
                    log.info("dependency up", dependency=self._dependency)
                else:
                    self._retry_at = self._clock() + OPEN_SECONDS
