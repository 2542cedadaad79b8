"""Requests to a provider, with limits; every answer that is neither yes nor no is
ProviderUnreachable."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import urllib3

from core.messaging import ProviderUnreachable
from web.time_limit import new_session, time_limit

CONNECT_SECONDS, READ_SECONDS, TOTAL_SECONDS = 3.0, 10.0, 20.0
JSON = {"Accept": "application/json", "Content-Type": "application/json"}
ANSWER_BYTES_MAX = 64 * 1024
NAME_CHARS_MAX = 200
REFUSALS = frozenset({400, 404, 410, 422})
"""Statuses that answer the request itself. Others may change: a wrong key, a limit, an outage."""


def ask(method: str, url: str, *, body: bytes | None, headers: Mapping[str, str]) -> Answer:
    """Raises ProviderUnreachable."""
    try:
        with (
            new_session() as session,
            time_limit(TOTAL_SECONDS),
            session.request(
                method,
                url,
                data=body,
                headers=JSON | dict(headers),
                timeout=(CONNECT_SECONDS, READ_SECONDS),
                allow_redirects=False,
                stream=True,
            ) as answer,
        ):
            content = answer.raw.read(ANSWER_BYTES_MAX + 1, decode_content=True)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise ProviderUnreachable(type(error).__name__) from error
    if len(content) > ANSWER_BYTES_MAX:
        raise ProviderUnreachable("too long an answer")
    return Answer(answer.status_code, content)


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
