"""Gauges of a process's own state, sampled every few seconds: pools are used thousands of times a
second, and no use of one should cost what a gauge costs.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

SAMPLED_EVERY_SECONDS = 5.0


def start_sampling(
    *samples: Callable[[], None], stop: threading.Event | None = None
) -> threading.Thread:
    """Call `samples`, which set gauges and raise nothing, until `stop` is set or the process
    ends."""
    ended = stop or threading.Event()

    def run() -> None:
        for sample in samples:
            sample()
        while not ended.wait(SAMPLED_EVERY_SECONDS):
            for sample in samples:
                sample()

    thread = threading.Thread(target=run, name="gauges", daemon=True)
    thread.start()
    return thread
