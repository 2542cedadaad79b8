"""Writes in the background, every few seconds, what turns leave to be written."""

from __future__ import annotations

import threading
import time
from typing import Protocol

WRITE_INTERVAL_SECONDS = 5


class Writer(Protocol):
    def write(self) -> None:
        """Write what has come since the last call. It raises nothing: what cannot be written is
        kept for the next call."""


def start_writing(*writers: Writer) -> None:
    """Write in a thread of its own until the process ends."""
    thread = threading.Thread(target=_write_repeatedly, args=writers, name="writer", daemon=True)
    thread.start()


def _write_repeatedly(*writers: Writer) -> None:
    while True:
        time.sleep(WRITE_INTERVAL_SECONDS)
        for writer in writers:
            writer.write()
