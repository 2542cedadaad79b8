"""Whether this server is about to end: its supervisor has been asked to, and waits until nobody
sends it requests any more.

Meanwhile it answers everything, /readyz with 503 and every answer with `Connection: close`, so that
a balancer sends no new requests and a proxy keeps no connection that is about to be closed.
"""

from __future__ import annotations

import multiprocessing
from typing import Any

Flag = Any
"""A byte of shared memory. Nobody holds a lock that a process which is killed would keep."""
_flag: Flag | None = None


def new_flag() -> Flag:
    """Of a supervisor, for the processes that it starts."""
    return multiprocessing.get_context("spawn").RawValue("b", 0)


def heed(flag: Flag) -> None:
    """Of a process that serves: it drains when its supervisor has set the flag."""
    global _flag
    _flag = flag


def is_draining() -> bool:
    return _flag is not None and bool(_flag.value)
