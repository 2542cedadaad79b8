"""A provider of credit and data that speaks this hotline's own protocol: docs/top-ups.md.

    PUT {url}/{reference}  {"kind", "quantity", "receiver"}  ->  {"status", "id"}
    GET {url}/{reference}                                    ->  {"status", "id"}, or 404

PUT has the same effect however often it is sent. Both are signed by Standard Webhooks.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

from core.redemption import Outcome, ProviderUnreachable, Receipt, TopUp
from providers import http, standard_webhooks


class SignedHttpProvider:
    def __init__(self, url: str, secret: str, now: Callable[[], datetime]) -> None:
        self._url = url.rstrip("/")
        self._secret = secret
        self._now = now

    def add(self, request: TopUp) -> Receipt:
        asked = {
            "kind": request.kind,
            "quantity": request.quantity,
            "receiver": request.receiver,
        }
        answer = self._ask("PUT", request, json.dumps(asked).encode())
        if answer.is_ok:
            return _receipt(answer)
        if answer.status in http.REFUSALS:
            return Receipt(Outcome.REFUSED)
        raise answer.unclear()

    def status(self, request: TopUp) -> Receipt | None:
        answer = self._ask("GET", request, b"")
        if answer.is_ok:
            return _receipt(answer)
        if answer.status == 404:
            return None
        raise answer.unclear()

    def _ask(self, method: str, request: TopUp, body: bytes) -> http.Answer:
        signed = standard_webhooks.headers(self._secret, request.reference, body, self._now())
        url = f"{self._url}/{request.reference}"
        return http.ask(method, url, body=body or None, headers=signed)


def _receipt(answer: http.Answer) -> Receipt:
    given = answer.json()
    try:
        return Receipt(Outcome(given["status"]), given.get("id"))
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise ProviderUnreachable("an unknown status") from error
