"""Runs actions in the background: like a real carrier, this one answers a request before it
acts."""

from __future__ import annotations

import threading
from collections.abc import Callable


def run_later(seconds: float, action: Callable[[], object]) -> None:
    """Run `action` after `seconds`, in a daemon thread: the process may end without running it."""
    timer = threading.Timer(seconds, action)
    timer.daemon = True
    timer.start()
