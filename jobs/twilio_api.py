"""Twilio's REST API: the requests that the worker makes, and their errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from requests.exceptions import RequestException
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from core.kernel import Settings
from core.messaging import Event, Refused, SentText, Unreachable
from sms.delivery_statuses import error_of, status_of
from sms.status_address import status_address
from web.time_limit import limited, time_limit

API = "https://api.twilio.com"
TIMEOUT_SECONDS, TOTAL_SECONDS = 10, 20.0
RETRIED_STATUSES = (401, 408, 429)  # a changed token, a timeout, too many requests at once
NO_SUCH_RESOURCE = "20404"
LISTED_MAX = 50  # how many newer texts one number may have had since
CLOCKS_DIFFER = timedelta(minutes=1)


class LimitedHttpClient(TwilioHttpClient):  # type: ignore[misc]
    """The library's own client with a limit to the whole of a request, and maybe at another
    address, where the demo's phone plays the carrier."""

    def __init__(self, address: str) -> None:
        super().__init__(timeout=TIMEOUT_SECONDS)
        limited(self.session)
        self._address = address.rstrip("/")

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        with time_limit(TOTAL_SECONDS):
            return super().request(method, url.replace(API, self._address, 1), *args, **kwargs)


class TwilioCarrier:
    """Takes texts and calls: a TextCarrier and a CallCarrier."""

    def __init__(self, settings: Settings) -> None:
        self._client = Client(
            settings.twilio_account_sid,
            settings.twilio_auth_token.get_secret_value(),
            http_client=LimitedHttpClient(settings.twilio_api_url or API),
        )
        self._from = settings.hotline_number
        self._public_url = settings.public_url.rstrip("/")

    def send_text(self, number: str, words: str, event: Event, *, sender: str) -> SentText:
        status = self._public_url + status_address(event)
        with _carrier_errors():
            message = self._client.messages.create(
                to=number, from_=sender, body=words, status_callback=status
            )
        return str(message.sid), status_of(str(message.status))

    def texts_sent(
        self, number: str, words: str, since: datetime, *, sender: str
    ) -> list[SentText]:
        """The texts from `sender` with exactly these words, the oldest first.

        The list is not filtered by the day of sending: a text that still waits at the carrier has
        none.
        """
        with _carrier_errors():
            messages = self._client.messages.list(to=number, from_=sender, limit=LISTED_MAX)
        return [
            (str(message.sid), status_of(str(message.status)))
            for message in reversed(messages)
            if message.body == words and _is_since(message.date_created, since - CLOCKS_DIFFER)
        ]

    def call(self, number: str, path: str, status: str, ring_seconds: int) -> None:
        with _carrier_errors():
            self._client.calls.create(
                to=number,
                from_=self._from,
                url=self._public_url + path,
                status_callback=self._public_url + status,
                status_callback_event=["completed"],
                timeout=ring_seconds,
            )

    def has_called(self, number: str, since: datetime) -> bool:
        with _carrier_errors():
            calls = self._client.calls.list(to=number, from_=self._from, limit=LISTED_MAX)
        return any(_is_since(call.date_created, since) for call in calls)

    def redirect(self, call_id: str, path: str) -> None:
        with _carrier_errors():
            self._client.calls(call_id).update(url=self._public_url + path, method="POST")

    def hang_up(self, call_id: str) -> None:
        with _carrier_errors():
            self._client.calls(call_id).update(status="completed")

    def delete_recording(self, recording_id: str) -> None:
        """A recording that does not exist counts as deleted."""
        try:
            with _carrier_errors():
                self._client.recordings(recording_id).delete()
        except Refused as no:
            if str(no) != NO_SUCH_RESOURCE:
                raise

    def hold(self, conference: str, call_id: str, held: bool, hold_path: str) -> None:
        """Raises Refused('no_conference'): none of that name is under way."""
        with _carrier_errors():
            found = self._client.conferences.list(
                friendly_name=conference, status="in-progress", limit=1
            )
            if not found:
                raise Refused("no_conference")
            participant = self._client.conferences(found[0].sid).participants(call_id)
            participant.update(hold=held, hold_url=self._public_url + hold_path)


def _is_since(created: datetime | None, since: datetime) -> bool:
    """The carrier's times are whole seconds."""
    return created is not None and created >= since.replace(microsecond=0)


@contextmanager
def _carrier_errors() -> Iterator[None]:
    try:
        yield
    except TwilioRestException as error:
        if 400 <= error.status < 500 and error.status not in RETRIED_STATUSES:
            code = str(error.code or error.status)
            raise Refused(error_of(code)) from error
        raise Unreachable(str(error.code or error.status)) from error
    except TwilioException as error:  # of a list: all it has is the answer
        raise Unreachable(str(getattr(error.args[-1], "status_code", "no answer"))) from error
    except (RequestException, OSError) as error:
        raise Unreachable(type(error).__name__) from error
