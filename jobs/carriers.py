"""Which carrier takes the texts, and which the calls: what the settings name."""

from __future__ import annotations

from dataclasses import dataclass

from core.kernel import Settings
from core.messaging import CallCarrier, Refused, TextCarrier
from jobs.kannel_api import KannelCarrier
from jobs.twilio_api import TwilioCarrier

VOICE_OFF = "voice_off"


@dataclass(frozen=True, slots=True)
class Carriers:
    """`takes_calls`: None where no carrier of calls is set up, and voice is off."""

    texts: TextCarrier
    takes_calls: CallCarrier | None

    @classmethod
    def from_settings(cls, settings: Settings) -> Carriers:
        """Kannel takes the texts where it is set up, Twilio whatever else there is."""
        twilio = TwilioCarrier(settings) if settings.uses_twilio else None
        texts = KannelCarrier(settings) if settings.uses_kannel else twilio
        assert texts is not None  # no settings are without either
        return cls(texts, twilio)

    @property
    def calls(self) -> CallCarrier:
        """Raises Refused('voice_off')."""
        if self.takes_calls is None:
            raise Refused(VOICE_OFF)
        return self.takes_calls
