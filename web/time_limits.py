"""The time limit of every request: 8 s after it came, a carrier or a browser has an answer,
whatever the database, Redis or the carrier's API does.

    5.5 s  REQUEST_SECONDS: no call on a dependency begins later, and none is waited for longer
    1 s    at most for a COMMIT or a Redis command that had begun by then
    1.5 s  for a promise, and for the apology or the error page

The limit begins when the request is complete (ARRIVED_SECONDS): waiting for a thread counts.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from flask import Flask

from core.kernel import time_limit

REQUEST_SECONDS = 5.5
CHECK_SECONDS = 2.0  # of each dependency, by /readyz
ARRIVED_SECONDS = "hotline.arrived_seconds"
"""A key of the WSGI environment: when the request was complete, by time.monotonic(). Where it is
missing, the limit begins when the application is called."""


def install(app: Flask) -> None:
    """The limit covers the making of a response, not the sending of one that is streamed."""
    respond = app.wsgi_app

    def respond_in_time(environ: Any, start_response: Any) -> Iterable[bytes]:
        now = time.monotonic()
        waited_seconds = now - environ.get(ARRIVED_SECONDS, now)
        with time_limit(REQUEST_SECONDS - waited_seconds):
            return respond(environ, start_response)

    app.wsgi_app = respond_in_time  # type: ignore[method-assign]
