"""Actions that run later, in a thread of their own: a carrier answers a request before it acts."""

from __future__ import annotations

import threading
from collections.abc import Callable


def run_later(seconds: float, action: Callable[[], object]) -> None:
    """The process does not wait for it when it ends."""
    timer = threading.Timer(seconds, action)
    timer.daemon = True
    timer.start()
