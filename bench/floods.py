"""Clients that misbehave, in a process of their own."""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Any

from commands.servers import allow_open_files

DRIP_SECONDS = 2.0  # between two bytes of a client that is slow on purpose
AT_ONCE = 100  # connections that are being opened
HALF_OPEN = b"POST /sms/message HTTP/1.1\r\nHost: hotline.example\r\nX-Slow: "
SLOW_BODY = (
    b"POST /sms/message HTTP/1.1\r\nHost: hotline.example\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\nBody="
)
PAGE = b"GET /desk/sign-in HTTP/1.1\r\nHost: hotline.example\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Flood:
    """`count` connections of one kind. `cookies`: of the agents whose feeds they ask for."""

    kind: str
    count: int
    cookies: tuple[str, ...] = ()


@contextmanager
def held(flood: Flood, port: int) -> Iterator[Counter[str]]:
    """Holds the flood as long as the context is open. Afterwards the counter tells what became of
    its connections."""
    context = multiprocessing.get_context("spawn")
    begun, over, results = context.Event(), context.Event(), context.Queue()
    process = context.Process(target=_run, args=(flood, port, begun, over, results))
    process.start()
    seen: Counter[str] = Counter()
    try:
        begun.wait()
        yield seen
    finally:
        over.set()
        seen.update(results.get())
        process.join()


def _run(flood: Flood, port: int, begun: Any, over: Any, results: Any) -> None:
    allow_open_files(flood.count + 100)
    results.put(asyncio.run(_hold(flood, port, begun, over)))


async def _hold(flood: Flood, port: int, begun: Any, over: Any) -> Counter[str]:
    """Begun means: each client has been connected, or refused, once."""
    seen: Counter[str] = Counter()
    opening = asyncio.Semaphore(AT_ONCE)
    waiting = itertools.count(1)

    def connected_once() -> None:
        if next(waiting) == flood.count:
            begun.set()

    async def client(number: int) -> None:
        first = True
        while True:
            try:
                async with _connection(port, opening) as (reader, writer):
                    seen["opened"] += 1
                    if first:
                        first = False
                        connected_once()
                    await KINDS[flood.kind](flood, number, reader, writer, seen)
                    seen["closed by the server"] += 1
            except OSError:
                seen["connection lost"] += 1
                await asyncio.sleep(0.1)

    clients = [asyncio.create_task(client(number)) for number in range(flood.count)]
    await asyncio.get_running_loop().run_in_executor(None, over.wait)
    for each in clients:
        each.cancel()
    await asyncio.gather(*clients, return_exceptions=True)
    return seen


@asynccontextmanager
async def _connection(
    port: int, opening: asyncio.Semaphore
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    async with opening:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


async def _idle(
    flood: Flood, number: int, reader: asyncio.StreamReader, writer: Any, seen: Counter[str]
) -> None:
    await reader.read()


async def _drip(
    flood: Flood, number: int, reader: asyncio.StreamReader, writer: Any, seen: Counter[str]
) -> None:
    """Sends the begin of a request, and then a byte now and again until the server answers."""
    writer.write(HALF_OPEN if flood.kind == "half-open" else SLOW_BODY)
    while not reader.at_eof():
        writer.write(b"x")
        await writer.drain()
        try:
            async with asyncio.timeout(DRIP_SECONDS):
                answer = await reader.read(1000)
        except TimeoutError:
            continue
        if answer:
            seen[f"answered {_status(answer)}"] += 1
            return


async def _feed(
    flood: Flood, number: int, reader: asyncio.StreamReader, writer: Any, seen: Counter[str]
) -> None:
    cookie = flood.cookies[number % len(flood.cookies)]
    writer.write(
        f"GET /desk/feed HTTP/1.1\r\nHost: hotline.example\r\nCookie: {cookie}\r\n\r\n".encode()
    )
    answer = await reader.read(1000)
    seen[f"answered {_status(answer)}"] += 1
    if _status(answer) != "200":
        await asyncio.sleep(3)  # as the script of the page does
        return
    while await reader.read(65536):
        pass


async def _pages(
    flood: Flood, number: int, reader: asyncio.StreamReader, writer: Any, seen: Counter[str]
) -> None:
    while True:
        writer.write(PAGE)
        head = await reader.readuntil(b"\r\n\r\n")
        seen[f"answered {_status(head)}"] += 1
        lengths = [line for line in head.split(b"\r\n") if line.startswith(b"content-length: ")]
        await reader.readexactly(int(lengths[0].split()[1]))
        if b"connection: close" in head:
            return


def _status(answer: bytes) -> str:
    return answer[9:12].decode() or "nothing"


KINDS = {"idle": _idle, "half-open": _drip, "slow body": _drip, "feed": _feed, "page": _pages}
