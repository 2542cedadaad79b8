"""The body of a response that sends a page its parts as server-sent events."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from functools import lru_cache

HEARTBEAT_SECONDS = 15.0  # a proxy closes a connection that is silent for longer
HEARTBEAT = b": heartbeat\n\n"  # a comment: browsers ignore it
EVENTS_CACHED = 256
Parts = Mapping[str, str]
"""The HTML of each part of a page, by the id of its element."""


class EventStream:
    """Sends each part when it has changed.

    An event loop iterates it asynchronously, with the heartbeats, until end() is called; put() and
    end() belong to another thread. Iterated without an event loop it gives the present parts and
    ends, after which a browser asks again.
    """

    def __init__(self, on_close: Callable[[EventStream], None]) -> None:
        self._on_close = on_close
        self._changed = threading.Event()
        self._wake: Callable[[], object] = lambda: None
        self._parts: Parts = {}
        self._ended = False

    def put(self, parts: Parts) -> None:
        """Sends the parts that differ from those that were sent. What is put before the last one
        was sent is replaced, so a slow client costs no memory."""
        self._parts = parts
        self._tell()

    def end(self) -> None:
        self._ended = True
        self._tell()

    def close(self) -> None:
        self._on_close(self)

    def __iter__(self) -> Iterator[bytes]:
        self._changed.wait(HEARTBEAT_SECONDS)  # no longer: nobody can end a stream that waits
        yield from (event(name, html) for name, html in self._parts.items())

    async def __aiter__(self) -> AsyncIterator[bytes]:
        changed = asyncio.Event()
        loop = asyncio.get_running_loop()
        self._wake = lambda: loop.call_soon_threadsafe(changed.set)
        if self._changed.is_set():
            changed.set()
        sent: Parts = {}
        while not self._ended:
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    await changed.wait()
            except TimeoutError:
                yield HEARTBEAT
                continue
            changed.clear()
            parts = self._parts
            yield b"".join(
                event(name, html) for name, html in parts.items() if sent.get(name) != html
            )
            sent = parts

    def _tell(self) -> None:
        self._changed.set()
        self._wake()


@lru_cache(EVENTS_CACHED)
def event(name: str, data: str) -> bytes:
    """A server-sent event with `data` as a JSON string. Most pages are sent the same ones."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n".encode()
