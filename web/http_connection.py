"""One HTTP connection of the server, with a limit on everything that a client may hold open.

A client holds no thread here, only memory, so what has to be bounded is time and number:

- the headers of a request must arrive within HEADERS_SECONDS and fit into HEADER_BYTES_MAX;
- a connection without a request is closed after IDLE_SECONDS;
- a response that the client does not read is given up after UNREAD_SECONDS;
- a process holds CONNECTIONS_MAX connections, or as many as it may open files. One more closes the
  connection that has waited for its client the longest, so idle and half-open connections, however
  many, keep nobody out.

The time to send a body is limited by web.asgi, which also answers those who take longer.

Connections are accepted in the order in which they came, so a probe is heard only when all before
it are accepted: backlog_accepted() is for work that can wait until then.
"""

from __future__ import annotations

import asyncio
import resource
import time
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

HEADERS_SECONDS = 10.0
IDLE_SECONDS = 75.0  # longer than the 60 s for which proxies keep a connection to their backend
UNREAD_SECONDS = 20.0
HEADER_BYTES_MAX = 32 * 1024  # the desk's cookies are the longest headers, 4 kB each
PIPELINED_MAX = 16
CONNECTIONS_MAX = 8192
BACKLOG_SECONDS_MAX = 0.5
FILES_BESIDE_CONNECTIONS = 256  # of the database and Redis, templates, temporary files


class LimitedConnection(HttpToolsProtocol):
    """uvicorn's protocol with the limits above. All instances belong to one event loop."""

    connections_max: ClassVar[int] = min(
        CONNECTIONS_MAX, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - FILES_BESIDE_CONNECTIONS
    )
    _awaiting_client: ClassVar[dict[LimitedConnection, None]] = {}
    """Connections without a complete request, by the time since which they are so."""
    accepted: ClassVar[int] = 0
    """How many there have been in this process."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._abort: asyncio.TimerHandle | None = None
        self._abort_unread: asyncio.TimerHandle | None = None
        self._header_bytes = 0
        self._has_begun = False  # a request of which the headers are not complete
        self._answered: RequestResponseCycle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        LimitedConnection.accepted += 1
        if len(self.connections) > self.connections_max:
            next(iter(self._awaiting_client), self).give_up()
        self._awaiting_client[self] = None
        self._abort_after(HEADERS_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._awaiting_client.pop(self, None)
        self._cancel_abort()
        self.resume_writing()
        self._answer_nothing()
        super().connection_lost(exc)

    def give_up(self) -> None:
        self._awaiting_client.pop(self, None)
        self._answer_nothing()
        self.transport.abort()

    def data_received(self, data: bytes) -> None:
        had_begun = self._has_begun
        super().data_received(data)
        if had_begun and self._has_begun and not self.transport.is_closing():
            self._header_bytes += len(data)
            if self._header_bytes > HEADER_BYTES_MAX:
                self.send_400_response("The headers are too large.")

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._has_begun = True
        self._abort_after(HEADERS_SECONDS)

    def on_headers_complete(self) -> None:
        """Raises ValueError for a request to be refused; the parser's caller answers with 400."""
        sizes = (len(name) + len(value) for name, value in self.headers)
        if len(self.url) + sum(sizes) > HEADER_BYTES_MAX:
            raise ValueError("headers too large")
        if len(self.pipeline) >= PIPELINED_MAX:
            raise ValueError("too many requests before an answer")
        self._has_begun, self._header_bytes = False, 0
        self._cancel_abort()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._awaiting_client.pop(self, None)
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._unset_keepalive_if_required()  # the timer below replaces uvicorn's
        if self.transport.is_closing():
            self._abort_after(UNREAD_SECONDS)
        elif self.cycle.response_complete:
            self._awaiting_client[self] = None
            self._abort_after(HEADERS_SECONDS if self._has_begun else IDLE_SECONDS)

    def send_400_response(self, msg: str) -> None:
        self._answer_nothing()
        super().send_400_response(msg)
        self._abort_after(UNREAD_SECONDS)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._abort_unread = self.loop.call_later(UNREAD_SECONDS, self.give_up)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._abort_unread is not None:
            self._abort_unread.cancel()
            self._abort_unread = None

    def shutdown(self) -> None:
        self.config.loaded_app.end_streams()
        super().shutdown()

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._answered = cycle
        super()._start_asgi_task(cycle, app)

    def _answer_nothing(self) -> None:
        """Responses to the requests so far would go to a connection that is closed."""
        self.pipeline.clear()
        if self._answered is not None:
            self._answered.disconnected = True
            self._answered.message_event.set()

    def _abort_after(self, seconds: float) -> None:
        self._cancel_abort()
        self._abort = self.loop.call_later(seconds, self.give_up)

    def _cancel_abort(self) -> None:
        if self._abort is not None:
            self._abort.cancel()
            self._abort = None


async def backlog_accepted() -> None:
    """Returns when the event loop has accepted no connection for one round, which is mostly at
    once; after BACKLOG_SECONDS_MAX in any case."""
    latest = time.monotonic() + BACKLOG_SECONDS_MAX
    accepted = -1
    while accepted != LimitedConnection.accepted and time.monotonic() < latest:
        accepted = LimitedConnection.accepted
        await asyncio.sleep(0)
