"""A provider of credit and data with the API of TM Forum, TMF654 Prepay Balance Management 4.0:
`topupBalance`.

The API gives a request its id, and has no key that makes a repeated one harmless. So the order's
number is sent as the description, by which a request is found whose answer was lost.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, urlencode

from core.messaging import Outcome, ProviderUnreachable, Receipt
from core.redemption import TopUp
from providers import http

_OUTCOMES = {
    "completed": Outcome.ADDED,
    "failed": Outcome.REFUSED,
    "cancelled": Outcome.REFUSED,
    "created": Outcome.PENDING,
    "inProgress": Outcome.PENDING,
}
_AMOUNTS = {"credit": ("CNY", "monetary"), "data": ("GB", "data")}
"""Units and usage type of each kind."""


class Tmf654Provider:
    def __init__(self, url: str, token: str) -> None:
        self._url = f"{url.rstrip('/')}/topupBalance"
        self._headers = {"Authorization": f"Bearer {token}"}

    def add(self, request: TopUp) -> Receipt:
        units, usage = _AMOUNTS[request.kind]
        asked = {
            "description": request.reference,
            "amount": {"amount": request.quantity, "units": units},
            "usageType": usage,
            "reason": "loyalty redemption",
            "channel": {"id": "loyalty-hotline", "name": "loyalty hotline"},
            "logicalResource": {"id": request.receiver, "value": request.receiver},
            "@type": "TopupBalance",
        }
        answer = self._ask("POST", "", json.dumps(asked).encode())
        if answer.is_ok:
            return _receipt(answer.json())
        if answer.status in http.REFUSALS:
            return Receipt(Outcome.REFUSED)
        raise answer.unclear()

    def status(self, request: TopUp) -> Receipt | None:
        if request.provider_id is not None:
            answer = self._ask("GET", f"/{quote(request.provider_id, safe='')}")
            if answer.is_ok:
                return _receipt(answer.json())
            raise answer.unclear()
        answer = self._ask("GET", f"?{urlencode({'description': request.reference})}")
        if not answer.is_ok:
            raise answer.unclear()
        found = answer.json()
        # A server that ignores the filter returns other people's top-ups as well.
        ours = [each for each in _list(found) if each.get("description") == request.reference]
        return _receipt(ours[0]) if ours else None

    def _ask(self, method: str, path: str, body: bytes | None = None) -> http.Answer:
        return http.ask(method, self._url + path, body=body, headers=self._headers)


def _list(found: Any) -> list[dict[str, Any]]:
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise ProviderUnreachable("no list")
    return found


def _receipt(top_up: Any) -> Receipt:
    try:
        return Receipt(_OUTCOMES[top_up["status"]], http.name_of(top_up["id"]))
    except (TypeError, KeyError) as error:
        raise ProviderUnreachable("an unknown status") from error
