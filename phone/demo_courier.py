"""Plays the courier who takes gifts to their address: picks them up within seconds, and delivers
them a minute later.

It speaks the protocol of providers.couriers and keeps what it was asked in memory.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, abort, request

PICKED_UP_AFTER, DELIVERED_AFTER = timedelta(seconds=2), timedelta(minutes=1)


class DemoCourier:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked: dict[str, tuple[datetime, Any]] = {}

    def take(self, reference: str, asked: Any, now: datetime) -> dict[str, Any]:
        """Aborts with 409 if the reference comes with another request."""
        with self._lock:
            _, first = self._asked.setdefault(reference, (now, asked))
        if first != asked:
            abort(409)
        return self.status(reference, now)

    def status(self, reference: str, now: datetime) -> dict[str, Any]:
        if reference not in self._asked:
            abort(404)
        since, _ = self._asked[reference]
        moves = (("picked_up", PICKED_UP_AFTER), ("delivered", DELIVERED_AFTER))
        events = [
            {"id": kind, "type": kind, "at": (since + after).isoformat()}
            for kind, after in moves
            if now >= since + after
        ]
        return {"status": "accepted", "id": f"DEMO{reference}", "events": events}


def make_demo_courier() -> Blueprint:
    courier = DemoCourier()
    page = Blueprint("demo_courier", __name__)

    @page.put("/parcels/<reference>")
    def take(reference: str) -> dict[str, Any]:
        return courier.take(reference, request.get_json(), datetime.now(UTC))

    @page.get("/parcels/<reference>")
    def status(reference: str) -> dict[str, Any]:
        return courier.status(reference, datetime.now(UTC))

    return page
