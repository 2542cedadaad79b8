"""Requests to a provider, with limits; every answer that is neither yes nor no is
ProviderUnreachable."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import certifi
import urllib3

from core.messaging import ProviderUnreachable
from web.time_limit import TooSlow, time_limit

CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 3.0, 10.0, 20.0
ANSWER_BYTES_MAX = 64 * 1024
NAME_CHARS_MAX = 200
REFUSALS = frozenset({400, 404, 410, 422})
"""Statuses that answer the request itself. Others may change: a wrong key, a limit, an outage."""


def ask(method: str, url: str, *, body: bytes | None, headers: Mapping[str, str]) -> Answer:
    """Raises ProviderUnreachable."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = {"Accept": "application/json", "Content-Type": "application/json", **headers}
    try:
        with _pool(url) as pool, time_limit(pool, TOTAL_SECONDS):
            answer = pool.urlopen(method, target, body, sent, redirect=False, preload_content=False)
            content = answer.read(ANSWER_BYTES_MAX + 1, decode_content=True)
            answer.close()
    except (urllib3.exceptions.HTTPError, OSError, TooSlow) as error:
        raise ProviderUnreachable(type(error).__name__) from error
    if len(content) > ANSWER_BYTES_MAX:
        raise ProviderUnreachable("too long an answer")
    return Answer(answer.status, content)


def _pool(url: str) -> urllib3.HTTPConnectionPool:
    secure = {"cert_reqs": "CERT_REQUIRED", "ca_certs": certifi.where()}
    return urllib3.connection_from_url(
        url,
        timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
        retries=False,
        **(secure if url.startswith("https:") else {}),
    )


def name_of(given: Any) -> str | None:
    """The provider's own name of a request; None if there is none, or one that cannot be kept: what
    the provider says of the request counts all the same."""
    is_name = isinstance(given, str | int) and not isinstance(given, bool)
    name = str(given) if is_name else ""
    return name if name.isprintable() and 0 < len(name) <= NAME_CHARS_MAX else None


class Answer:
    def __init__(self, status: int, content: bytes) -> None:
        self.status = status
        self._content = content

    @property
    def is_ok(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Any:
        """Raises ProviderUnreachable for anything else than JSON."""
        try:
            return json.loads(self._content)
        except (ValueError, RecursionError) as error:
            raise ProviderUnreachable("no JSON") from error

    def unclear(self) -> ProviderUnreachable:
        return ProviderUnreachable(f"HTTP {self.status}")
