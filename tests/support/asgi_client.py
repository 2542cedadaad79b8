"""Requests to an ASGI application without a server."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")
HANGS_AFTER_SECONDS = 120.0  # what takes seconds even on a slow machine would go on for ever
Application = Callable[[Any, Any, Any], Awaitable[None]]


def scope(method: str, target: str, headers: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
    """What a server tells of the request `method target HTTP/1.1`."""
    path, _, query = target.partition("?")
    named = [("host", "hotline.example"), *headers]
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "root_path": "",
        "path": path,
        "raw_path": path.encode("latin-1"),
        "query_string": query.encode("latin-1"),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in named],
        "server": ("127.0.0.1", 8000),
        "client": ("198.51.100.7", 40_000),
    }


@dataclass
class Client:
    """One connection. `parts` of the body arrive at once; then nothing does until disconnect()."""

    parts: tuple[bytes, ...] = (b"",)
    ends: bool = True  # whether the last part is the end of the body
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _received: int = 0
    _disconnected: asyncio.Event = field(default_factory=asyncio.Event)

    def disconnect(self) -> None:
        self._disconnected.set()

    async def receive(self) -> dict[str, Any]:
        if self._received < len(self.parts):
            part = self.parts[self._received]
            self._received += 1
            more = not self.ends or self._received < len(self.parts)
            return {"type": "http.request", "body": part, "more_body": more}
        await self._disconnected.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        self.body += message.get("body", b"")
        self.arrived.set()

    async def until(self, words: bytes) -> None:
        """Waits until the body has `words` in it."""
        while words not in self.body:
            self.arrived.clear()
            await self.arrived.wait()


async def ask(
    app: Application,
    method: str,
    target: str,
    *,
    headers: Iterable[tuple[str, str]] = (),
    parts: tuple[bytes, ...] = (b"",),
    ends: bool = True,
) -> Client:
    """The answer to one request."""
    client = Client(parts, ends)
    await app(scope(method, target, headers), client.receive, client.send)
    return client


def run(work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`, on an event loop in a thread of its own: Playwright keeps one running
    in the main thread. Raises TimeoutError if the work hangs."""

    async def bounded() -> T:
        async with asyncio.timeout(HANGS_AFTER_SECONDS):
            return await work

    with ThreadPoolExecutor(1, thread_name_prefix="loop") as thread:
        return thread.submit(asyncio.run, bounded()).result()
