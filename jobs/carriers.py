"""Which carrier takes the texts, and which the calls: what the settings name."""

from __future__ import annotations

from dataclasses import dataclass

from core.kernel import Settings
from core.messaging import CallCarrier, Refused, TextCarrier, TextClass
from jobs.kannel_api import KannelCarrier
from jobs.twilio_api import TwilioCarrier

VOICE_OFF, NO_MARKETING_NUMBER = "voice_off", "no_marketing_number"


@dataclass(frozen=True, slots=True)
class Carriers:
    """`takes_calls`: None where no carrier of calls is set up, and voice is off. `settings`: have
    the numbers that texts come from."""

    texts: TextCarrier
    takes_calls: CallCarrier | None
    settings: Settings

    @classmethod
    def from_settings(cls, settings: Settings) -> Carriers:
        """Kannel takes the texts where it is set up, Twilio whatever else there is."""
        twilio = TwilioCarrier(settings) if settings.uses_twilio else None
        texts = KannelCarrier(settings) if settings.uses_kannel else twilio
        assert texts is not None  # no settings are without either
        return cls(texts, twilio, settings)

    def sender_of(self, text_class: TextClass) -> str:
        """The number that texts of a class come from. Raises Refused('no_marketing_number')."""
        if text_class is not TextClass.MARKETING:
            return self.settings.hotline_number
        if not self.settings.marketing_number:
            raise Refused(NO_MARKETING_NUMBER)
        return self.settings.marketing_number

    @property
    def calls(self) -> CallCarrier:
        """Raises Refused('voice_off')."""
        if self.takes_calls is None:
            raise Refused(VOICE_OFF)
        return self.takes_calls
