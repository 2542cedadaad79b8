"""What happens on its own, beside whoever asks: a carrier answers first and acts afterwards."""

from __future__ import annotations

import threading
from collections.abc import Callable


def later(seconds: float, act: Callable[[], object]) -> None:
    """Not waited for when the process ends."""
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()
