"""The threads that answer requests, when a request is given up."""

import asyncio
import threading
from dataclasses import dataclass

from asgi_client import run

from web.wsgi_pool import Pool

CLOSED_WITHIN_SECONDS = 30


@dataclass
class Page:
    closed: bool = False

    def close(self) -> None:
        self.closed = True


def test_reply_that_nobody_waits_for_is_closed() -> None:
    """A page that is closed while its stream is being opened must not be fed for ever."""
    pool, page = Pool("test", threads=1, waiting_max=0), Page()
    begun, goes_on = threading.Event(), threading.Event()

    def answer() -> Page:
        begun.set()
        goes_on.wait()
        return page

    async def gives_up() -> None:
        request = asyncio.create_task(pool.run(answer))
        await asyncio.to_thread(begun.wait)
        request.cancel()
        await asyncio.gather(request, return_exceptions=True)
        assert not page.closed
        goes_on.set()
        async with asyncio.timeout(CLOSED_WITHIN_SECONDS):
            while not page.closed:
                await asyncio.sleep(0.01)

    run(gives_up())
    assert page.closed
