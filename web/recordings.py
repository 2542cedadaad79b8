"""Fetches recordings from the carrier."""

from __future__ import annotations

from core.contact_centre import recordings
from core.kernel import NotFound, Settings
from web.carrier_files import API, CarrierFiles, FileRefused

BYTES_MAX = 128 * 1024 * 1024
"""More than two hours as the carrier records calls."""


class Recordings:
    def __init__(self, settings: Settings) -> None:
        self._files = CarrierFiles(settings)
        self._address = f"{API}/2010-04-01/Accounts/{settings.twilio_account_sid}/Recordings"

    def fetch(self, url: str | None) -> bytes:
        """The recording as a WAV file. Raises NotFound and CarrierUnavailable.

        The address is composed from the id in `url`, because the carrier names recordings without
        the ending of a format.
        """
        recording_id = recordings.carrier_id_of(url or "")
        if recording_id is None:
            raise NotFound("no recording")
        try:
            return self._files.fetch(f"{self._address}/{recording_id}.wav", bytes_max=BYTES_MAX)
        except FileRefused as error:
            raise NotFound(recording_id) from error
