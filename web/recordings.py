"""Fetches recordings from the carrier with the credentials of the account, so that the carrier can
require them and the URL of a recording alone gives no access to it."""

from __future__ import annotations

import requests

from core.contact_centre import recordings
from core.kernel import NotFound, Settings, at_most

API = "https://api.twilio.com"
CONNECT_SECONDS, READ_SECONDS = 2.0, 4.0


class CarrierUnavailable(Exception):
    """The carrier did not answer, or answered with an error."""


class Recordings:
    def __init__(self, settings: Settings) -> None:
        account, token = settings.twilio_account_sid, settings.twilio_auth_token
        self._credentials = (account, token.get_secret_value())
        base = (settings.twilio_api_url or API).rstrip("/")
        self._address = f"{base}/2010-04-01/Accounts/{account}/Recordings"

    def fetch(self, url: str | None) -> bytes:
        """The recording as a WAV file. Raises NotFound and CarrierUnavailable.

        The address is composed from the id in `url`: a URL that came with a webhook is never
        requested as it is, since it could lead to any host.
        """
        recording_id = recordings.carrier_id_of(url or "")
        if recording_id is None:
            raise NotFound("no recording")
        try:
            answer = requests.get(
                f"{self._address}/{recording_id}.wav",
                auth=self._credentials,
                timeout=(CONNECT_SECONDS, at_most(READ_SECONDS)),
            )
        except requests.RequestException as error:
            raise CarrierUnavailable(type(error).__name__) from error
        if answer.status_code == 404:
            raise NotFound(recording_id)
        if not answer.ok:
            raise CarrierUnavailable(str(answer.status_code))
        return answer.content
