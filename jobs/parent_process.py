"""Ending with the process that has started this one, even if that was killed."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable


def when_parent_ends(act: Callable[[], None]) -> None:
    """Calls `act` once the parent process has ended. It holds a pipe to its child processes, which
    the operating system closes."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        act()

    threading.Thread(target=wait, daemon=True).start()
