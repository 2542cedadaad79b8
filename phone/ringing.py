"""A telephone that the hotline lets ring: until it is answered, declined, or given up."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Literal

Status = Literal["ringing", "in-progress", "busy", "no-answer", "canceled"]


class Ringing:
    def __init__(self, sid: str, number: str, url: str, status_at: str) -> None:
        self.sid = sid
        self.number = number
        self.url = url
        self.status_at = status_at
        self.status: Status = "ringing"
        self.began = datetime.now(UTC)
        self._lock = threading.Lock()

    def ends_as(self, status: Status) -> bool:
        """False: it had ended before. Of two hands that reach for it one gets it."""
        with self._lock:
            if self.status != "ringing":
                return False
            self.status = status
            return True
