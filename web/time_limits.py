"""The time limit of every request: 8 s after it came, a carrier or a browser has an answer,
whatever the database, Redis or the carrier's API does.

    5.5 s  REQUEST_SECONDS: no call on a dependency begins later, and none is waited for longer
    1 s    at most for a COMMIT or a Redis command that had begun by then
    1.5 s  for a promise, for the apology or the error page, and for waiting for a thread
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask

from core.kernel import time_limit

REQUEST_SECONDS = 5.5
CHECK_SECONDS = 2.0  # of each dependency, by /readyz


def install(app: Flask) -> None:
    """The limit covers the making of a response, not the sending of one that is streamed."""
    respond = app.wsgi_app

    def respond_in_time(environ: Any, start_response: Any) -> Iterable[bytes]:
        with time_limit(REQUEST_SECONDS):
            return respond(environ, start_response)

    app.wsgi_app = respond_in_time  # type: ignore[method-assign]
