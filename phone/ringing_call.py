"""A call that the hotline places: it rings until it is answered, declined or times out."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from typing import Literal

Status = Literal["ringing", "in-progress", "busy", "no-answer", "canceled"]


class RingingCall:
    """`url`: the address of the document for the person who answers. `status_url`: the webhook that
    is told how the call ended; '' if none is."""

    def __init__(self, sid: str, number: str, url: str, status_url: str) -> None:
        self.sid = sid
        self.number = number
        self.url = url
        self.status_url = status_url
        self.status: Status = "ringing"
        self.started_at = datetime.now(UTC)
        self._lock = threading.Lock()

    def end_ringing(self, status: Status) -> bool:
        """Change the status. False if the ringing had ended before: of two concurrent attempts only
        one succeeds."""
        with self._lock:
            if self.status != "ringing":
                return False
            self.status = status
            return True
