"""Listening to a recording: fetched from the carrier with the account's own credentials, so that
its address opens nothing to anybody."""

from __future__ import annotations

import requests

from core.contact_centre import recordings
from core.kernel import NotFound, Settings

API = "https://api.twilio.com"
TIMEOUT_SECONDS = 10


class CarrierSilent(Exception):
    """The carrier did not answer, or not with a recording."""


class Recordings:
    def __init__(self, settings: Settings) -> None:
        account, token = settings.twilio_account_sid, settings.twilio_auth_token
        self._credentials = (account, token.get_secret_value())
        base = (settings.twilio_api_url or API).rstrip("/")
        self._address = f"{base}/2010-04-01/Accounts/{account}/Recordings"

    def sound(self, url: str | None) -> bytes:
        """The WAV that was recorded. The address is made anew from the recording's id: what a
        webhook has said is not fetched as it stands. NotFound, CarrierSilent."""
        which = recordings.carriers_id(url or "")
        if which is None:
            raise NotFound("no recording")
        try:
            answer = requests.get(
                f"{self._address}/{which}.wav", auth=self._credentials, timeout=TIMEOUT_SECONDS
            )
        except requests.RequestException as error:
            raise CarrierSilent(type(error).__name__) from error
        if answer.status_code == 404:
            raise NotFound(which)
        if not answer.ok:
            raise CarrierSilent(str(answer.status_code))
        return answer.content
