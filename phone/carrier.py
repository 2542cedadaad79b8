"""The simulated carrier of one hotline: starts calls, texts and USSD sessions of members, and
connects the calls that the hotline places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import uuid4

from core.kernel import Settings
from phone.call import Call
from phone.conferences import ConferenceRegistry
from phone.recordings import RecordingStore
from phone.ringing_call import RingingCall
from phone.text_message import TextMessage
from phone.ussd_session import UssdSession
from phone.webhook_client import NothingDelivered, Post, Redelivery, WebhookClient, over_http

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
        recordings: RecordingStore | None = None,
    ) -> None:
        self._post = post or over_http()
        self._base_url = base_url
        self.public_url = public_url
        self._auth_token = auth_token
        self._ussd_token = ussd_token
        self.hotline_number = hotline_number
        self.account_sid = account_sid
        self._latest_client: WebhookClient | None = None
        self.ids = ids
        self.conferences = ConferenceRegistry(ids)
        self.recordings = recordings or RecordingStore()
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
            recordings=RecordingStore(settings.media_dir / "recordings"),
        )

    def dial(self, number: str, *, twice: bool = False) -> Call:
        identity = {
            **self._parties(number),
            "CallSid": self.ids("CA"),
            "Caller": number,
            "Called": self.hotline_number,
            "Direction": "inbound",
        }
        ours = self.public_url.rstrip("/")
        call = Call(
            self._new_client(twice),
            number,
            identity,
            self.ids,
            self.conferences,
            self.recordings,
            start_url=f"{ours}/ivr/call",
            status_url=f"{ours}/ivr/status",
        )
        call.start("ringing")
        return call

    def connect(self, ringing: RingingCall) -> Call:
        """Connect a call that the hotline has placed, when it is answered."""
        call = Call(
            self._new_client(twice=False),
            ringing.number,
            self.outbound_identity(ringing),
            self.ids,
            self.conferences,
            self.recordings,
            start_url=ringing.url,
            status_url=ringing.status_url,
        )
        call.start("in-progress")
        return call

    def report_unanswered(self, ringing: RingingCall) -> None:
        if ringing.status_url:
            status = {"CallStatus": ringing.status, "CallDuration": "0"}
            self.notify(ringing.status_url, self.outbound_identity(ringing) | status)

    def notify(self, url: str, form: Mapping[str, str]) -> None:
        self._client().notify(url, form)

    def message(self, number: str, body: str, *, twice: bool = False) -> TextMessage:
        form = self._parties(number) | {"Body": body}
        opt_out_type = self._opt_out_type(number, body)
        if opt_out_type:
            form["OptOutType"] = opt_out_type
        text = TextMessage(self._new_client(twice), form, self.ids)
        if opt_out_type:
            text.replies.append(OWN_ANSWERS[opt_out_type])
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
        session = UssdSession(self._new_client(twice), identity, self._ussd_token)
        session.dial(dialled)
        return session

    def redeliver_last(self) -> Redelivery:
        """Deliver the latest webhook of any phone once more."""
        if self._latest_client is None:
            raise NothingDelivered
        return self._latest_client.redeliver()

    def accepts_credentials(self, account_sid: str | None, auth_token: str | None) -> bool:
        return (account_sid, auth_token) == (self.account_sid, self._auth_token)

    def outbound_identity(self, ringing: RingingCall) -> dict[str, str]:
        return self.outbound_form(ringing.number) | {
            "CallSid": ringing.sid,
            "Caller": self.hotline_number,
            "Called": ringing.number,
            "Direction": "outbound-api",
        }

    def outbound_form(self, number: str) -> dict[str, str]:
        return self._parties(number) | {"From": self.hotline_number, "To": number}

    def _opt_out_type(self, number: str, body: str) -> str:
        """STOP or START where the text is one of the carrier's own words. The carrier acts on these
        and answers them itself, before it passes them on; "" for any other text."""
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

    def _new_client(self, twice: bool) -> WebhookClient:
        """The webhooks of a new phone."""
        webhooks = self._client()
        webhooks.twice = twice
        self._latest_client = webhooks
        return webhooks

    def _client(self) -> WebhookClient:
        return WebhookClient(self._post, self._base_url, self.public_url, self._auth_token)
