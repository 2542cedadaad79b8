"""A provider that speaks this hotline's own protocol: docs/top-ups.md, docs/exchange.md,
docs/couriers.md.

    PUT {url}/{reference}  {...}  ->  {"status", "id"}
    GET {url}/{reference}         ->  {"status", "id"}, or 404

PUT has the same effect however often it is sent. Both are signed by Standard Webhooks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Generic

from core.messaging import Outcome, ProviderUnreachable, Receipt, RequestT
from providers import http
from web import standard_webhooks


def receipt_of(given: Any) -> Receipt:
    """Raises ProviderUnreachable."""
    try:
        return Receipt(Outcome(given["status"]), http.name_of(given.get("id")))
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise ProviderUnreachable("an unknown status") from error


class SignedHttpProvider(Generic[RequestT]):
    """`body_of`: what PUT says of a request. `receipt_of`: what an answer says, as JSON; it raises
    ProviderUnreachable for what is none."""

    def __init__(
        self,
        url: str,
        secret: str,
        now: Callable[[], datetime],
        body_of: Callable[[RequestT], Mapping[str, Any]],
        receipt_of: Callable[[Any], Receipt] = receipt_of,
    ) -> None:
        self._url = url.rstrip("/")
        self._secret = secret
        self._now = now
        self._body_of = body_of
        self._receipt_of = receipt_of

    def add(self, request: RequestT, /) -> Receipt:
        asked = json.dumps(self._body_of(request)).encode()
        answer = self._ask("PUT", request.reference, asked)
        if answer.is_ok:
            return self._receipt_of(answer.json())
        if answer.status in http.REFUSALS:
            return Receipt(Outcome.REFUSED)
        raise answer.unclear()

    def status(self, request: RequestT, /) -> Receipt | None:
        answer = self._ask("GET", request.reference, b"")
        if answer.is_ok:
            return self._receipt_of(answer.json())
        if answer.status == 404:
            return None
        raise answer.unclear()

    def _ask(self, method: str, reference: str, body: bytes) -> http.Answer:
        signed = standard_webhooks.headers(self._secret, reference, body, self._now())
        url = f"{self._url}/{reference}"
        return http.ask(method, url, body=body or None, headers=signed)
