"""Fetches files from the carrier, recordings and pictures, with the credentials of the account.

So the carrier can require them, and the URL of a file alone gives no access to it. A URL that came
with a webhook leads to the carrier's API only, and a redirect to its hosts; the credentials go to
the API alone. How much is read, and for how long, is bounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urljoin, urlsplit

import requests

from core.kernel import Settings, at_most
from web.time_limit import TooSlow, new_session, time_limit

API = "https://api.twilio.com"
DOMAINS = ("twilio.com", "twiliocdn.com")
"""Where the carrier redirects to: it stores files at a host of its own."""
CONNECT_SECONDS, READ_SECONDS, FETCH_SECONDS = 2.0, 4.0, 40.0
HOPS_MAX = 4
CHUNK_BYTES = 64 * 1024


class CarrierUnavailable(Exception):
    """The carrier did not answer, or answered with an error. It may answer later."""


class FileRefused(Exception):
    """The file cannot be had, and trying again does not help. `reason`: 'gone', 'too_big' or
    'not_the_carriers'."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class CarrierFiles:
    def __init__(self, settings: Settings) -> None:
        self._credentials = (
            settings.twilio_account_sid,
            settings.twilio_auth_token.get_secret_value(),
        )
        self._base = (settings.twilio_api_url or API).rstrip("/")

    def fetch(self, url: str, *, bytes_max: int) -> bytes:
        """The content of the file at `url`, an address of the carrier's API. Raises
        CarrierUnavailable and FileRefused."""
        address = self._address_of(url)
        with _limited() as session:
            for _ in range(HOPS_MAX):
                with self._request(session, "GET", address) as answer:
                    if not answer.is_redirect:
                        _check_status(answer)
                        return _body(answer, bytes_max)
                    address = urljoin(address, answer.headers["Location"])
        raise CarrierUnavailable("too many redirects")

    def delete(self, url: str) -> None:
        """Delete the file at `url`; one that does not exist counts as deleted. Raises
        CarrierUnavailable, and FileRefused('not_the_carriers')."""
        address = self._address_of(url)
        with _limited() as session, self._request(session, "DELETE", address) as answer:
            if answer.status_code not in (404, 410):
                _check_status(answer)

    def _address_of(self, url: str) -> str:
        """The address at which the API is asked for: another one than the carrier's own where the
        demo's phone plays the carrier."""
        for base in (self._base, API):
            if url.startswith(f"{base}/"):
                return self._base + url.removeprefix(base)
        raise FileRefused("not_the_carriers")

    def _request(self, session: requests.Session, method: str, address: str) -> requests.Response:
        is_api = _origin(address) == _origin(self._base)
        if not (is_api or _is_carriers(address)):
            raise FileRefused("not_the_carriers")
        return session.request(
            method,
            address,
            auth=self._credentials if is_api else None,
            # Compressed, a small answer could become a very large one.
            headers={"Accept-Encoding": "identity"},
            timeout=(CONNECT_SECONDS, at_most(READ_SECONDS)),
            allow_redirects=False,
            stream=True,
        )


@contextmanager
def _limited() -> Iterator[requests.Session]:
    """Bounds the time of all that is asked for meanwhile. Raises CarrierUnavailable."""
    try:
        with new_session() as session, time_limit(FETCH_SECONDS):
            yield session
    except TooSlow as error:
        raise CarrierUnavailable("slow") from error
    except (requests.RequestException, UnicodeError) as error:
        raise CarrierUnavailable(type(error).__name__) from error


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc


def _is_carriers(address: str) -> bool:
    scheme, host = _origin(address)
    return scheme == "https" and any(
        host == domain or host.endswith(f".{domain}") for domain in DOMAINS
    )


def _check_status(answer: requests.Response) -> None:
    if answer.status_code in (404, 410):
        raise FileRefused("gone")
    if not answer.ok:
        raise CarrierUnavailable(str(answer.status_code))


def _body(answer: requests.Response, bytes_max: int) -> bytes:
    content = bytearray()
    for chunk in answer.iter_content(CHUNK_BYTES):
        content += chunk
        if len(content) > bytes_max:
            raise FileRefused("too_big")
    return bytes(content)
