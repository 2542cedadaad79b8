"""What a delivery needs, and how it says that it was not one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.kernel import Database
from flows.language import Wording
from jobs.twilio_api import Carrier


@dataclass(frozen=True, slots=True)
class Office:
    """`now` is the clock."""

    database: Database
    carrier: Carrier
    wording: Wording
    default_language: str
    now: Callable[[], datetime]


class NotYet(Exception):
    """It may leave, but not before then."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until
