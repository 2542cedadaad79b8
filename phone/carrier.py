"""The carrier: hands out calls, texts and USSD sessions to one hotline."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from phone.text import Text
from phone.ussd import UssdSession
from phone.voice import Call
from phone.wire import NothingDelivered, Post, Redelivery, Wire, over_http

API_VERSION = "2010-04-01"
NETWORK_CODE = "46000"  # China Mobile's MCC and MNC
DEMO_ACCOUNT = "AC" + "0" * 32


def random_id(prefix: str) -> str:
    return prefix + uuid4().hex


class Carrier:
    def __init__(
        self,
        base_url: str,
        public_url: str,
        auth_token: str,
        ussd_token: str,
        hotline_number: str,
        account_sid: str = DEMO_ACCOUNT,
        *,
        post: Post | None = None,
        ids: Callable[[str], str] = random_id,
    ) -> None:
        self._post = post or over_http()
        self._base_url = base_url
        self._public_url = public_url
        self._auth_token = auth_token
        self._ussd_token = ussd_token
        self._hotline_number = hotline_number
        self._account_sid = account_sid
        self._ids = ids
        self._latest: Wire | None = None

    def dial(self, number: str, *, twice: bool = False) -> Call:
        identity = {
            **self._parties(number),
            "CallSid": self._ids("CA"),
            "Caller": number,
            "Called": self._hotline_number,
            "Direction": "inbound",
        }
        call = Call(self._wire(twice), number, identity, self._ids)
        call.start()
        return call

    def message(self, number: str, body: str, *, twice: bool = False) -> Text:
        text = Text(self._wire(twice), self._parties(number) | {"Body": body}, self._ids)
        text.send()
        return text

    def text(self, number: str, body: str) -> list[str]:
        return self.message(number, body).replies

    def ussd(self, number: str, dialled: str = "*105#", *, twice: bool = False) -> UssdSession:
        identity = {
            "sessionId": self._ids("ATUid_"),
            "phoneNumber": number,
            "networkCode": NETWORK_CODE,
        }
        session = UssdSession(self._wire(twice), identity, self._ussd_token)
        session.dial(dialled)
        return session

    def redeliver_last(self) -> Redelivery:
        """Deliver the latest turn of any conversation once more."""
        if self._latest is None:
            raise NothingDelivered
        return self._latest.redeliver()

    def _parties(self, number: str) -> dict[str, str]:
        return {
            "AccountSid": self._account_sid,
            "ApiVersion": API_VERSION,
            "From": number,
            "To": self._hotline_number,
            "FromCountry": "CN",
            "ToCountry": "CN",
        }

    def _wire(self, twice: bool) -> Wire:
        wire = Wire(self._post, self._base_url, self._public_url, self._auth_token)
        wire.twice = twice
        self._latest = wire
        return wire
