"""What an operator sees of each request: its rate, errors and duration in the metrics, an id in the
logs and in the answer, and a line in the access log where that is on.

A request is known by the rule of its route (/desk/complaints/<number>), never by its path, which
may hold a number, and never by its query, which may hold a secret.
"""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import structlog
from flask import Flask, request
from prometheus_client import Counter, Histogram

OBSERVED = "hotline.request"
"""A key of the WSGI environment: the ObservedRequest."""
NO_ROUTE = (
    "none"  # of a request that no route takes, or that is answered before a route is looked for
)
OTHER = "other"
# Each label of a metric is kept for good, so that a client must not be able to invent one.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
HEADER = b"x-request-id"
# One with a letter, and longer than any number of a member: it is written to the logs as it came.
WELL_FORMED = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9._-]{16,64}")
# 8 s is the latest that a carrier is answered: web.time_limits.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8)
REQUESTS = Counter(
    "hotline_requests",
    "Requests by the rule of their route.",
    ["channel", "route", "method", "status"],
)
SECONDS = Histogram(
    "hotline_request_seconds",
    "From a complete request to the beginning of its answer.",
    ["channel", "route"],
    buckets=BUCKETS,
)
log = structlog.get_logger()


class RequestObserver:
    """channels: by the beginnings of paths, what their requests are counted as. trusts_ids: whether
    a proxy names the requests. access_log: whether each has a line in the log. is_draining: whether
    the process is about to end, so that clients are told to use another connection."""

    def __init__(
        self,
        channels: Mapping[str, str] | None = None,
        *,
        trusts_ids: bool = False,
        access_log: bool = False,
        is_draining: Callable[[], bool] = lambda: False,
    ) -> None:
        self._channels = dict(channels or {})
        self._trusts_ids = trusts_ids
        self.access_log = access_log
        self.is_draining = is_draining

    def begin(self, scope: Any, path: str, send: Any) -> ObservedRequest:
        """`path`: below the path of PUBLIC_URL. `send`: of ASGI, for the answer."""
        method = scope["method"] if scope["method"] in METHODS else OTHER
        return ObservedRequest(self, method, self._channel_of(path), self._id(scope), send)

    def _channel_of(self, path: str) -> str:
        found = (name for start, name in self._channels.items() if path.startswith(start))
        return next(found, OTHER)

    def _id(self, scope: Any) -> str:
        if self._trusts_ids:
            given = [value.decode("latin-1") for name, value in scope["headers"] if name == HEADER]
            if len(given) == 1 and (found := WELL_FORMED.fullmatch(given[0])):
                return found.group()
        return uuid.uuid4().hex


class ObservedRequest:
    def __init__(
        self, observer: RequestObserver, method: str, channel: str, request_id: str, send: Any
    ) -> None:
        self._observer = observer
        self._method, self._channel = method, channel
        self._send = send
        self._began = time.monotonic()
        self._seconds = 0.0
        self._status = self._bytes = 0
        self.id = request_id
        self.route = NO_ROUTE

    def arrived(self) -> None:
        """The request is complete: how long its client took to send it does not count."""
        self._began = time.monotonic()

    async def send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self._status, self._seconds = message["status"], time.monotonic() - self._began
            message["headers"].append((HEADER, self.id.encode()))
            if self._observer.is_draining():
                message["headers"].append((b"connection", b"close"))
        else:
            self._bytes += len(message.get("body", b""))
        await self._send(message)

    def end(self) -> None:
        """Counts the request. One whose client left before an answer began has no status."""
        if not self._status:
            return
        REQUESTS.labels(self._channel, self.route, self._method, self._status).inc()
        SECONDS.labels(self._channel, self.route).observe(self._seconds)
        if self._observer.access_log:
            log.info(
                "request",
                method=self._method,
                route=self.route,
                status=self._status,
                ms=round(self._seconds * 1000, 1),
                bytes=self._bytes,
                request_id=self.id,
            )


def install(app: Flask) -> None:
    @app.before_request
    def note_route() -> None:
        observed = request.environ.get(OBSERVED)
        if observed is not None and request.url_rule is not None:
            observed.route = request.url_rule.rule
