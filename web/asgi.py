"""The front of a server process: an ASGI application that lets a WSGI application answer.

A request takes a thread only when it is complete. The carriers' webhooks have threads of their own,
and so have the probes of an operator, so that they are answered however busy the desk is. A
response whose body is an asynchronous iterable (the desk's live feed) takes no thread while it is
sent.

web.http_connection limits connections and headers.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterable, Callable, Iterable
from functools import partial
from io import BytesIO
from typing import IO, Any

import structlog
from prometheus_client import Gauge

from web.busy import BusyAnswer
from web.errors import BODY_BYTES_MAX
from web.http_connection import backlog_accepted
from web.mount import without_root
from web.observed_requests import OBSERVED, ObservedRequest, RequestObserver
from web.outages import RETRY_AFTER_SECONDS
from web.security_headers import completed
from web.time_limits import ARRIVED_SECONDS
from web.wsgi_pool import Busy, Environ, Pool, Reply, call, environ_of

BODY_SECONDS = 5.0
# A body that is too large is read up to here and dropped, so that its sender is able to read the
# answer: one that is still sending when the connection is closed gets an error instead.
DROPPED_BYTES_MAX = 1024 * 1024
CHUNK_BYTES = 64 * 1024
# How long a thread that computes keeps the interpreter when another wants it. The event loop wants
# it several times for each request: a probe beside eight busy threads takes 11 ms, and 87 ms with
# Python's own 5 ms.
SWITCH_SECONDS = 0.0005
# The event loop waits for its turn among the threads that compute, several times for each
# connection: a probe beside 1,200 desks that are opened at once waits half as long as with eight.
DESK_THREADS = 4
API_THREADS = 4  # its own: neither do systems take the desk's, nor agents theirs
Content = tuple[str, bytes]
"""The content type and the body of an answer."""
STREAMS = Gauge(
    "hotline_streams", "Pages of the desk with a live feed.", multiprocess_mode="livesum"
)
log = structlog.get_logger()


class UnsupportedScope(Exception):
    """Not HTTP: the hotline has no WebSockets."""


class Refused(Exception):
    """The request is answered by the front itself, and its connection closed."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


class Disconnected(Exception):
    """The client has closed the connection."""


class Front:
    """An ASGI application that hands complete requests to the WSGI application `app`, which is
    mounted at the path `root`."""

    def __init__(
        self,
        app: Callable[..., Iterable[bytes]],
        *,
        root: str = "",
        https: bool = False,
        webhooks: Iterable[str] = (),
        when_busy: Callable[[str, str], BusyAnswer | None] = lambda path, query: None,
        api: Iterable[str] = (),
        api_refusal: Callable[[int], Content | None] = lambda status: None,
        observer: RequestObserver | None = None,
    ) -> None:
        """https: whether the public address is https, for the headers of what the front answers
        itself. webhooks: with which the paths of the carriers' webhooks begin, below `root`.
        when_busy: the answer to a path below `root`, with its query, for which no thread is free;
        by default, and where it is None, that is 503. api: with which the paths of the APIs for
        other systems begin, and api_refusal: what it answers with a status; None: as elsewhere.
        observer: counts the requests, and names them."""
        sys.setswitchinterval(SWITCH_SECONDS)
        self._app, self._root, self._https = app, root, https
        self._webhook_paths = tuple(webhooks)
        self._when_busy = when_busy
        self._api_paths, self._api_refusal = tuple(api), api_refusal
        self._observer = observer or RequestObserver()
        self._alive = Pool("alive", threads=1, waiting_max=100)
        self._ready = Pool("ready", threads=2, waiting_max=20)
        self._webhooks = Pool("webhooks", threads=32, waiting_max=500)
        self._api = Pool("api", threads=API_THREADS, waiting_max=250)
        self._desk = Pool("desk", threads=DESK_THREADS, waiting_max=250)
        self._pools = (self._alive, self._ready, self._webhooks, self._api, self._desk)
        self._streams: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            raise UnsupportedScope(scope["type"])
        observed = self._observer.begin(scope, without_root(scope["path"], self._root), send)
        try:
            await self._answer(scope, receive, observed)
        finally:
            observed.end()

    def sample(self) -> None:
        """Set the gauges of the threads and the streams."""
        for pool in self._pools:
            pool.sample()
        STREAMS.set(len(self._streams))

    def end_streams(self) -> None:
        """Ends all responses that are asynchronous iterables: by themselves they never do."""
        for stream in self._streams:
            stream.cancel()

    async def _answer(self, scope: Any, receive: Any, observed: ObservedRequest) -> None:
        try:
            reply = await self._reply_to(scope, receive, observed)
        except Refused as refused:
            content = self._content_of(scope, refused)
            await _send_refusal(refused, content, self._https, observed.send)
        except Disconnected:
            return
        else:
            await self._send(reply, receive, observed.send)

    async def _reply_to(self, scope: Any, receive: Any, observed: ObservedRequest) -> Reply:
        """Raises Refused and Disconnected."""
        _check_host(scope)
        body = await _read_body(scope, receive)
        observed.arrived()
        environ = environ_of(scope, body)
        environ |= {ARRIVED_SECONDS: time.monotonic(), OBSERVED: observed}
        pool = self._pool_of(scope["path"])
        if pool in (self._desk, self._api):
            await backlog_accepted()  # its threads take the interpreter from the event loop
        try:
            return await pool.run(partial(self._call, environ, observed.id))
        except Busy:
            return self._busy_reply(scope)
        except Exception as error:
            log.exception("request failed", error=type(error).__name__, request_id=observed.id)
            raise Refused(500, "Something went wrong here.") from None

    def _call(self, environ: Environ, request_id: str) -> Reply:
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            return call(self._app, environ)

    def _busy_reply(self, scope: Any) -> Reply:
        """Raises Refused."""
        path = without_root(scope["raw_path"].decode("latin-1"), self._root)
        answer = self._when_busy(path, scope["query_string"].decode("latin-1"))
        if answer is None:
            raise Refused(503, "Too many requests are waiting. Try again in a moment.") from None
        body = answer.body.encode()
        headers = [("Content-Type", answer.content_type), ("Content-Length", str(len(body)))]
        return Reply(200, completed(headers, https=self._https), BytesIO(body))

    def _content_of(self, scope: Any, refused: Refused) -> Content:
        path = without_root(scope["path"], self._root)
        content = self._api_refusal(refused.status) if path.startswith(self._api_paths) else None
        return content or ("text/plain; charset=utf-8", f"{refused}\n".encode())

    def _pool_of(self, path: str) -> Pool:
        path = without_root(path, self._root)
        if path.startswith(self._api_paths):
            return self._api
        if path.startswith(self._webhook_paths):
            return self._webhooks
        return {"/healthz": self._alive, "/readyz": self._ready}.get(path, self._desk)

    async def _send(self, reply: Reply, receive: Any, send: Any) -> None:
        headers = _encoded(reply.headers)
        try:
            await send({"type": "http.response.start", "status": reply.status, "headers": headers})
            if isinstance(reply.body, AsyncIterable):
                await self._send_stream(reply.body, receive, send)
            else:
                await _send_file(reply.body, send)
        finally:
            reply.close()

    async def _send_stream(self, chunks: AsyncIterable[bytes], receive: Any, send: Any) -> None:
        """Sends until the iterable ends, the client goes away or end_streams() is called."""
        stream = asyncio.create_task(_send_chunks(chunks, send))
        gone = asyncio.create_task(_wait_for_disconnect(receive))
        self._streams.add(stream)
        try:
            await asyncio.wait((stream, gone), return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._streams.discard(stream)
            stream.cancel()
            gone.cancel()
        if stream.done() and not stream.cancelled() and (error := stream.exception()):
            log.error("stream failed", error=type(error).__name__, exc_info=error)
        await send({"type": "http.response.body"})


async def _read_body(scope: Any, receive: Any) -> bytes:
    """The whole body. Raises Refused if it is too large or takes too long, and Disconnected."""
    _check_declared_length(scope)
    body, size, more = bytearray(), 0, True
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise Disconnected
                more, size = message["more_body"], size + len(message["body"])
                if size <= BODY_BYTES_MAX:
                    body += message["body"]
                elif size > DROPPED_BYTES_MAX:
                    break
    except TimeoutError:
        raise Refused(408, "The body of the request did not arrive in time.") from None
    if size > BODY_BYTES_MAX:
        raise Refused(413, "The body is too large.")
    return bytes(body)


def _check_declared_length(scope: Any) -> None:
    """Refuses a body before it is sent: one that nobody would read to its end, or one whose sender
    asks first (`Expect: 100-continue`)."""
    headers = dict(scope["headers"])
    length = int(headers.get(b"content-length", 0))
    if length > (BODY_BYTES_MAX if b"expect" in headers else DROPPED_BYTES_MAX):
        raise Refused(413, "The body is too large.")


def _check_host(scope: Any) -> None:
    """Refuses a request without exactly one Host: proxies disagree on which of two counts."""
    count = sum(1 for name, _ in scope["headers"] if name == b"host")
    if count > 1 or (count < 1 and scope["http_version"] != "1.0"):
        raise Refused(400, "One Host header is expected.")


def _encoded(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]


async def _send_refusal(refused: Refused, content: Content, https: bool, send: Any) -> None:
    content_type, body = content
    headers = completed(
        [
            ("Content-Type", content_type),
            ("Content-Length", str(len(body))),
            ("Connection", "close"),
            *([("Retry-After", str(RETRY_AFTER_SECONDS))] if refused.status == 503 else []),
        ],
        https=https,
    )
    await send(
        {
            "type": "http.response.start",
            "status": refused.status,
            "headers": _encoded(headers),
        }
    )
    await send({"type": "http.response.body", "body": body})


async def _send_file(file: IO[bytes], send: Any) -> None:
    chunk = file.read(CHUNK_BYTES)
    while following := file.read(CHUNK_BYTES):
        await send({"type": "http.response.body", "body": chunk, "more_body": True})
        chunk = following
    await send({"type": "http.response.body", "body": chunk})


async def _send_chunks(chunks: AsyncIterable[bytes], send: Any) -> None:
    async for chunk in chunks:
        await send({"type": "http.response.body", "body": chunk, "more_body": True})


async def _wait_for_disconnect(receive: Any) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
