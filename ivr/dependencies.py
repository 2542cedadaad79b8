"""What voice needs besides the conversation: where callers wait, and where agents meet them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.kernel import Database
from flows.language import Wording


@dataclass(frozen=True, slots=True)
class Parts:
    """`public_url` is where the carrier finds us."""

    database: Database
    wording: Wording
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    public_url: str

    @property
    def music_url(self) -> str:
        return f"{self.public_url}/ivr/hold.wav"
