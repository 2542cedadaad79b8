"""Ending with the process that has started this one, even if that was killed; and not before."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker

_ENDING = {signal.SIGINT, signal.SIGHUP, signal.SIGTERM}


@contextmanager
def signals_held() -> Iterator[None]:
    """A process that is started meanwhile gets none of the signals that end one: those of the
    terminal never, SIGTERM once it calls let_end(). Ctrl-C reaches it as it does its parent, whose
    part it is to end it. A process that dies while it is still loading its modules answers
    nothing, and a supervisor that has just asked it waits two minutes for that.

    What comes to the parent meanwhile, it gets at the end of the block."""
    resource_tracker.ensure_running()  # else the first start would do so, and let the signals in
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def let_end() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})


def when_parent_ends(act: Callable[[], None]) -> None:
    """Calls `act` once the parent process has ended. It holds a pipe to its child processes, which
    the operating system closes."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        act()

    threading.Thread(target=wait, daemon=True).start()
