"""Sends changes of the queue to all open pages, as server-sent events.

One thread of each process polls the database with a small query that tells whether something has
changed, so no other service is needed. A change is read and rendered once, however many pages are
open. A page that cannot get a stream polls the queue instead.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any

import structlog

from core.contact_centre import queue
from core.kernel import Database
from core.staff import Agent, agents

POLL_SECONDS = 0.25
HEARTBEAT_SECONDS = 15  # a proxy closes a connection that is silent for longer
STREAMS_MAX = 48  # each occupies a thread of the server, which also answers members
QUEUE_ROWS = 50
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The queue at one moment, with the HTML that was rendered from it so far."""

    number: int
    waits: Any
    in_hand: Any
    count: int
    agents: dict[str, Agent]
    _rendered: dict[Hashable, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def agent_name(self, agent: str) -> str:
        found = self.agents.get(agent)
        return found.name if found else agent

    def rendered(self, kind: Hashable, render: Callable[[], str]) -> str:
        """The result of `render`, which is called once for each `kind`. `kind` must include all
        that the result depends on besides the snapshot."""
        with self._lock:
            if kind not in self._rendered:
                self._rendered[kind] = render()
            return self._rendered[kind]


class Feed:
    """The streams of one process, and the thread that polls for them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._changed = threading.Condition()
        self._newest: Snapshot | None = None
        self._state: tuple[Any, ...] | None = None
        self._streams = 0
        self._is_polling = False

    def has_room(self) -> bool:
        """Whether this process may serve one more stream."""
        return self._streams < STREAMS_MAX

    def read_now(self) -> Snapshot:
        """A snapshot for one page, read from the database."""
        return self._read(0)

    def follow(self) -> Iterator[Snapshot | None]:
        """Yields the present snapshot and then each new one; None after HEARTBEAT_SECONDS without
        a change."""
        with self._changed:
            self._streams += 1
            self._start_polling()
        try:
            seen = 0
            while True:
                snapshot = self._wait_for_newer(seen)
                if snapshot is not None:
                    seen = snapshot.number
                yield snapshot
        finally:
            with self._changed:
                self._streams -= 1

    def _wait_for_newer(self, seen: int) -> Snapshot | None:
        with self._changed:
            self._changed.wait_for(lambda: self._number > seen, HEARTBEAT_SECONDS)
            return self._newest if self._number > seen else None

    @property
    def _number(self) -> int:
        return self._newest.number if self._newest else 0

    def _start_polling(self) -> None:
        """The thread runs as long as there are streams."""
        if not self._is_polling:
            self._is_polling = True
            threading.Thread(target=self._poll, name="desk-feed", daemon=True).start()

    def _poll(self) -> None:
        while True:
            try:
                state = self._database.read(queue.change_marker)
                if state != self._state:
                    snapshot = self._read(self._number + 1)
                    with self._changed:
                        self._state, self._newest = state, snapshot
                        self._changed.notify_all()
            except Exception:
                log.exception("queue poll failed")  # the database may answer the next poll
            with self._changed:
                if not self._streams:
                    self._is_polling, self._state = False, None
                    return
            time.sleep(POLL_SECONDS)

    def _read(self, number: int) -> Snapshot:
        def read(conn: Any) -> Snapshot:
            count, _ = queue.length(conn)
            waits = queue.waiting(conn, limit=QUEUE_ROWS)
            everyone = {agent.agent: agent for agent in agents.everyone(conn)}
            return Snapshot(number, waits, queue.in_hand(conn), count, everyone)

        return self._database.read(read)


def event(name: str, data: str) -> str:
    """A server-sent event with `data` as a JSON string."""
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


HEARTBEAT = ": heartbeat\n\n"  # a comment: browsers ignore it
