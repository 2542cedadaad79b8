"""A call that the hotline places: it rings until it is answered, declined or given up."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Literal

Status = Literal["ringing", "in-progress", "busy", "no-answer", "canceled"]


class RingingCall:
    """`url`: the hotline's document for whoever answers. `status_url`: where the carrier posts how
    the call ended; '' if nowhere."""

    def __init__(self, sid: str, number: str, url: str, status_url: str) -> None:
        self.sid = sid
        self.number = number
        self.url = url
        self.status_url = status_url
        self.status: Status = "ringing"
        self.started_at = datetime.now(UTC)
        self._lock = threading.Lock()

    def end_ringing(self, status: Status) -> bool:
        """False: it had ended before, so that of two who try at the same moment one succeeds."""
        with self._lock:
            if self.status != "ringing":
                return False
            self.status = status
            return True
