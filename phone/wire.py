"""What goes over the wire: one POST to a webhook, signed as the carrier signs it.

Carriers deliver a webhook again whenever an answer is late or lost. A Wire remembers the last turn
it delivered, so that the same bytes can be sent once more and the two answers compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import requests
from twilio.request_validator import RequestValidator

# (url, form, headers) -> (status, content type, body); raises OSError where nothing answers.
Post = Callable[[str, Mapping[str, str], Mapping[str, str]], tuple[int, str, str]]

CONNECT_TIMEOUT_S, ANSWER_TIMEOUT_S = 10, 15  # Twilio's own


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    body: str
    trouble: str = ""  # why there is no answer at all

    @property
    def ok(self) -> bool:
        return not self.trouble and 200 <= self.status < 300


@dataclass(frozen=True)
class Redelivery:
    """A turn that was delivered twice: whether both were answered alike."""

    first: Answer
    second: Answer

    @property
    def same(self) -> bool:
        return self.first == self.second


@dataclass(frozen=True)
class Delivery:
    url: str
    form: Mapping[str, str]
    answer: Answer


class NothingDelivered(LookupError):
    """There is no turn yet that could be delivered again."""


class Wire:
    """One conversation's line to the hotline. `twice` delivers every turn two times over."""

    def __init__(self, post: Post, base_url: str, public_url: str, auth_token: str) -> None:
        self._post = post
        self._base_url = base_url.rstrip("/")
        self.public_url = public_url.rstrip("/")
        self._validator = RequestValidator(auth_token)
        self._last: Delivery | None = None
        self.twice = False
        self.redelivery: Redelivery | None = None  # of the latest turn

    def turn(self, url: str, form: Mapping[str, str]) -> Answer:
        """Deliver what the member did; url is the public one, which is what gets signed."""
        answer = self._send(url, form)
        self._last = Delivery(url, dict(form), answer)
        self.redelivery = None
        if self.twice:
            self.redeliver()
        return answer

    def notify(self, url: str, form: Mapping[str, str]) -> None:
        """Deliver a status, to which no caller hears an answer."""
        self._send(url, form)

    def redeliver(self) -> Redelivery:
        if self._last is None:
            raise NothingDelivered
        again = self._send(self._last.url, self._last.form)
        self.redelivery = Redelivery(self._last.answer, again)
        return self.redelivery

    def _send(self, url: str, form: Mapping[str, str]) -> Answer:
        path = url.removeprefix(self.public_url)
        if not path.startswith("/"):
            return Answer(0, "", "", f"{url} is not the hotline's: a phone calls nobody else")
        signature = self._validator.compute_signature(url, dict(form))
        try:
            reply = self._post(self._base_url + path, form, {"X-Twilio-Signature": signature})
        except OSError as problem:  # requests' exceptions are OSErrors, and so are timeouts
            return Answer(0, "", "", f"no answer ({type(problem).__name__})")
        return Answer(*reply)


def over_http(session: requests.Session | None = None) -> Post:
    """A Post that goes over the network, within the time a carrier allows."""
    client = session or requests.Session()

    def post(url: str, form: Mapping[str, str], headers: Mapping[str, str]) -> tuple[int, str, str]:
        answer = client.post(
            url,
            data=dict(form),
            headers=dict(headers),
            timeout=(CONNECT_TIMEOUT_S, ANSWER_TIMEOUT_S),
            allow_redirects=False,
        )
        answer.encoding = "utf-8"  # text/plain without a charset would be read as Latin-1
        return answer.status_code, answer.headers.get("Content-Type", ""), answer.text

    return post
