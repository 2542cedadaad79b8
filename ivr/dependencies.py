"""What voice needs besides the conversation: where callers wait, and where agents meet them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from core.kernel import Database
from flows.language import Wording
from web.channel import ChannelServices


@dataclass(frozen=True, slots=True)
class Parts:
    """`public_url` is where the carrier finds us, without a slash at its end."""

    database: Database
    wording: Wording
    now: Callable[[], datetime]
    new_id: Callable[[], str]
    public_url: str

    @classmethod
    def of(cls, services: ChannelServices) -> Parts:
        return cls(
            services.database,
            services.wording,
            services.now,
            services.new_id,
            services.settings.public_url.rstrip("/"),
        )

    @property
    def music_url(self) -> str:
        return f"{self.public_url}/ivr/hold.wav"
