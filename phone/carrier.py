"""The carrier: hands out calls, texts and USSD sessions to one hotline, and delivers its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import uuid4

from core.kernel import Settings
from phone.conferences import Rooms
from phone.recordings import Tapes
from phone.ringing import Ringing
from phone.text import Text
from phone.ussd import UssdSession
from phone.voice import Call
from phone.wire import NothingDelivered, Post, Redelivery, Wire, over_http

API_VERSION = "2010-04-01"
NETWORK_CODE = "46000"  # China Mobile's MCC and MNC
DEMO_ACCOUNT = "AC" + "0" * 32
OPT_OUT_WORDS = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "REVOKE", "OPTOUT"})
OPT_IN_WORDS = frozenset({"START", "UNSTOP"})
OWN_ANSWERS = {
    "STOP": "No more texts will come from this number. Send START to get them again.",
    "START": "Texts from this number will reach you again. Send STOP to end them.",
}


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
        self.hotline_number = hotline_number
        self.account_sid = account_sid
        self._latest: Wire | None = None
        self.ids = ids
        self.rooms = Rooms(ids)
        self.tapes = Tapes()
        self.opted_out: set[str] = set()

    @classmethod
    def from_settings(cls, settings: Settings, base_url: str) -> Carrier:
        """The carrier of the hotline that has these settings and listens at `base_url`."""
        return cls(
            base_url,
            settings.public_url,
            settings.twilio_auth_token.get_secret_value(),
            settings.ussd_token.get_secret_value(),
            settings.hotline_number,
            settings.twilio_account_sid,
        )

    def dial(self, number: str, *, twice: bool = False) -> Call:
        identity = {
            **self._parties(number),
            "CallSid": self.ids("CA"),
            "Caller": number,
            "Called": self.hotline_number,
            "Direction": "inbound",
        }
        ours = self._public_url.rstrip("/")
        call = Call(
            self._wire(twice),
            number,
            identity,
            self.ids,
            self.rooms,
            self.tapes,
            begins_at=f"{ours}/ivr/call",
            status_at=f"{ours}/ivr/status",
        )
        call.start("ringing")
        return call

    def connect(self, ringing: Ringing) -> Call:
        """Whom the hotline calls has picked up."""
        call = Call(
            self._wire(twice=False),
            ringing.number,
            self.identity_of(ringing),
            self.ids,
            self.rooms,
            self.tapes,
            begins_at=ringing.url,
            status_at=ringing.status_at,
        )
        call.start("in-progress")
        return call

    def never_connected(self, ringing: Ringing) -> None:
        if ringing.status_at:
            status = {"CallStatus": ringing.status, "CallDuration": "0"}
            self.notify(ringing.status_at, self.identity_of(ringing) | status)

    def notify(self, url: str, form: Mapping[str, str]) -> None:
        Wire(self._post, self._base_url, self._public_url, self._auth_token).notify(url, form)

    def message(self, number: str, body: str, *, twice: bool = False) -> Text:
        opts = self._opting(number, body)
        opting = {"OptOutType": opts} if opts else {}
        text = Text(self._wire(twice), self._parties(number) | {"Body": body} | opting, self.ids)
        text.replies += [OWN_ANSWERS[opts]] if opts else []
        text.send()
        return text

    def text(self, number: str, body: str) -> list[str]:
        return self.message(number, body).replies

    def ussd(self, number: str, dialled: str = "*105#", *, twice: bool = False) -> UssdSession:
        identity = {
            "sessionId": self.ids("ATUid_"),
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

    def is_right(self, account_sid: str | None, auth_token: str | None) -> bool:
        return (account_sid, auth_token) == (self.account_sid, self._auth_token)

    def identity_of(self, ringing: Ringing) -> dict[str, str]:
        return self.from_us(ringing.number) | {
            "CallSid": ringing.sid,
            "Caller": self.hotline_number,
            "Called": ringing.number,
            "Direction": "outbound-api",
        }

    def from_us(self, number: str) -> dict[str, str]:
        return self._parties(number) | {"From": self.hotline_number, "To": number}

    def _opting(self, number: str, body: str) -> str:
        """The carrier's own words are minded, and answered, by it before we hear of them."""
        word = body.strip().upper()
        if word in OPT_OUT_WORDS:
            self.opted_out.add(number)
            return "STOP"
        if word in OPT_IN_WORDS:
            self.opted_out.discard(number)
            return "START"
        return ""

    def _parties(self, number: str) -> dict[str, str]:
        return {
            "AccountSid": self.account_sid,
            "ApiVersion": API_VERSION,
            "From": number,
            "To": self.hotline_number,
            "FromCountry": "CN",
            "ToCountry": "CN",
        }

    def _wire(self, twice: bool) -> Wire:
        wire = Wire(self._post, self._base_url, self._public_url, self._auth_token)
        wire.twice = twice
        self._latest = wire
        return wire
