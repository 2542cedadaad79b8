"""Plays the provider of phone credit and data, and the partners with whom points are exchanged:
adds what it is asked to within seconds.

It speaks the protocol of providers.signed_http and keeps what it was asked in memory. Numbers that
end in `REFUSED_ENDING` get nothing, so that a refusal can be heard as well.
"""

from __future__ import annotations

import threading
import time
from typing import Any

from flask import Blueprint, abort, request

SECONDS_TO_ADD = 2.0
REFUSED_ENDING = "0009"


class DemoProvider:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked: dict[str, tuple[float, Any]] = {}

    def add(self, reference: str, asked: Any) -> dict[str, str]:
        """Aborts with 409 if the reference comes with another request."""
        with self._lock:
            _, first = self._asked.setdefault(reference, (time.monotonic(), asked))
        if first != asked:
            abort(409)
        return self.status(reference)

    def status(self, reference: str) -> dict[str, str]:
        if reference not in self._asked:
            abort(404)
        since, asked = self._asked[reference]
        is_refused = str(asked.get("receiver", "")).endswith(REFUSED_ENDING)
        is_done = time.monotonic() >= since + SECONDS_TO_ADD
        done = "refused" if is_refused else "added"
        return {"id": f"demo-{reference}", "status": done if is_done else "pending"}


def make_demo_provider() -> Blueprint:
    """References of top-ups are numbers of orders, those of exchanges are ids: they never meet."""
    provider = DemoProvider()
    page = Blueprint("demo_provider", __name__)

    @page.put("/top-ups/<reference>")
    @page.put("/exchanges/<_partner>/<reference>")
    def add(reference: str, _partner: str = "") -> dict[str, str]:
        return provider.add(reference, request.get_json())

    @page.get("/top-ups/<reference>")
    @page.get("/exchanges/<_partner>/<reference>")
    def status(reference: str, _partner: str = "") -> dict[str, str]:
        return provider.status(reference)

    return page
