"""Posts to the hotline's webhooks, signed as the carrier signs them.

Carriers deliver a webhook again if the answer is late or lost. A client remembers the last webhook
that it delivered, so that the same form can be sent once more and the two answers compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from twilio.request_validator import RequestValidator

# (url, form, headers) -> (status, content type, body); raises OSError if nothing answers.
Post = Callable[[str, Mapping[str, str], Mapping[str, str]], tuple[int, str, str]]

CONNECT_TIMEOUT_S, ANSWER_TIMEOUT_S = 10, 15  # Twilio's own


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    body: str
    failure: str = ""  # why there is no answer

    @property
    def ok(self) -> bool:
        return not self.failure and 200 <= self.status < 300


@dataclass(frozen=True)
class Redelivery:
    """The two answers to a webhook that was delivered twice."""

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
    """No webhook was delivered yet that could be delivered again."""


class WebhookClient:
    """Calls the webhooks for one phone. `twice`: deliver every webhook two times.

    `base_url` is where the posts go, and `public_url` is what is signed: behind a proxy they
    differ."""

    def __init__(self, post: Post, base_url: str, public_url: str, auth_token: str) -> None:
        self._post = post
        self._base_url = base_url.rstrip("/")
        self.public_url = public_url.rstrip("/")
        self._validator = RequestValidator(auth_token)
        self._last: Delivery | None = None
        self.twice = False
        self.redelivery: Redelivery | None = None  # of the latest turn

    @property
    def public_origin(self) -> str:
        """`public_url` without its path."""
        return self.public_url.removesuffix(urlsplit(self.public_url).path)

    def deliver(self, url: str, form: Mapping[str, str]) -> Answer:
        """Deliver a webhook for an action of the member. `url`: the public one."""
        answer = self._send(url, form)
        self._last = Delivery(url, dict(form), answer)
        self.redelivery = None
        if self.twice:
            self.redeliver()
        return answer

    def notify(self, url: str, form: Mapping[str, str]) -> None:
        """Deliver a status, and ignore the answer. It is not remembered for redelivery."""
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
            return Answer(0, "", "", f"{url} is not a URL of the hotline")
        signature = self._validator.compute_signature(url, dict(form))
        try:
            reply = self._post(self._base_url + path, form, {"X-Twilio-Signature": signature})
        except OSError as problem:  # which requests' exceptions and timeouts are
            return Answer(0, "", "", f"no answer ({type(problem).__name__})")
        return Answer(*reply)


def over_http(session: requests.Session | None = None) -> Post:
    """A Post over HTTP, with the carrier's timeouts."""
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
