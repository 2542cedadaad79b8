"""Calls a WSGI application from an event loop, in bounded pools of threads.

A thread never waits for a client: it gets the whole request, and puts the response into memory, or
into a temporary file if it is long, from which the event loop sends it.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeVar
from urllib.parse import unquote_to_bytes

from prometheus_client import Gauge

IN_MEMORY_BYTES = 1024 * 1024
BUSY = Gauge(
    "hotline_threads_busy", "Threads that answer a request.", ["pool"], multiprocess_mode="livesum"
)
WAITING = Gauge(
    "hotline_requests_waiting",
    "Requests that wait for a thread.",
    ["pool"],
    multiprocess_mode="livesum",
)
T = TypeVar("T")
Environ = dict[str, Any]
Headers = list[tuple[str, str]]


class Busy(Exception):
    """All threads of the pool are occupied, and as many requests wait as may."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A response. `body`: a file to be read from its beginning, or an asynchronous iterable."""

    status: int
    headers: Headers
    body: IO[bytes] | AsyncIterable[bytes]

    def close(self) -> None:
        close = getattr(self.body, "close", None)
        if close is not None:
            close()


class Pool:
    """A number of threads, and a number of requests that may wait for one of them. run() belongs to
    one event loop."""

    def __init__(self, name: str, *, threads: int, waiting_max: int) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._name, self._threads = name, threads
        self._room = self._room_max = threads + waiting_max

    async def run(self, work: Callable[[], T]) -> T:
        """The result of `work`, which a thread of the pool runs. Raises Busy."""
        if not self._room:
            raise Busy
        self._room -= 1
        running = asyncio.get_running_loop().run_in_executor(self._executor, work)
        running.add_done_callback(self._leave)
        try:
            return await asyncio.shield(running)  # a cancelled request does not stop its thread
        except asyncio.CancelledError:
            running.add_done_callback(_close_result)
            raise

    def sample(self) -> None:
        """Set the gauges to the present state."""
        taken = self._room_max - self._room
        BUSY.labels(self._name).set(min(taken, self._threads))
        WAITING.labels(self._name).set(max(0, taken - self._threads))

    def _leave(self, done: asyncio.Future[Any]) -> None:
        self._room += 1
        if not done.cancelled():
            done.exception()  # the request that wanted to know it may be gone


def _close_result(done: asyncio.Future[Any]) -> None:
    """Close the reply that nobody waits for any more: a page's stream would be fed for ever."""
    if done.cancelled() or done.exception() is not None:
        return
    close = getattr(done.result(), "close", None)
    if close is not None:
        close()


def environ_of(scope: Any, body: bytes) -> Environ:
    """The WSGI environment of an ASGI request. A header with an underscore in its name is left out:
    as a variable it could not be told from the one with a hyphen, which a proxy sets."""
    raw_path = scope["raw_path"]
    query = scope["query_string"].decode("latin-1")
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope["root_path"],
        "PATH_INFO": unquote_to_bytes(raw_path).decode("latin-1"),
        "QUERY_STRING": query,
        "REQUEST_URI": raw_path.decode("latin-1") + (f"?{query}" if query else ""),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": scope["server"][0],
        "SERVER_PORT": str(scope["server"][1]),
        "REMOTE_ADDR": scope["client"][0],
        "REMOTE_PORT": str(scope["client"][1]),
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if b"_" not in name and name != b"content-length":
            _add_header(environ, name.decode("latin-1"), value.decode("latin-1"))
    return environ


def call(app: Callable[..., Iterable[bytes]], environ: Environ) -> Reply:
    """The response of `app`. If its body is an asynchronous iterable (`__aiter__`), it is left to
    the event loop, so that it occupies no thread."""
    started: list[Any] = []
    body = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115  Reply.close()

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> Callable[..., Any]:
        started[:] = [int(status.split(" ", 1)[0]), headers]
        return body.write

    chunks = app(environ, start_response)
    if isinstance(chunks, AsyncIterable):
        return Reply(started[0], started[1], chunks)
    try:
        for chunk in chunks:
            body.write(chunk)
    finally:
        close = getattr(chunks, "close", None)
        if close is not None:
            close()
    body.seek(0)
    return Reply(started[0], started[1], body)


def _add_header(environ: Environ, name: str, value: str) -> None:
    key = name.upper().replace("-", "_")
    key = key if key == "CONTENT_TYPE" else f"HTTP_{key}"
    separator = "; " if key == "HTTP_COOKIE" else ","
    environ[key] = f"{environ[key]}{separator}{value}" if key in environ else value
