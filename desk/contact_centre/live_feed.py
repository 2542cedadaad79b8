"""Live pages: what has changed reaches every open desk, by server-sent events.

The database says whether something has changed: one small query every so often for all the desks
of a process together, and nothing else has to be up for it. What is shown is read and rendered
once a change, not once a desk. A desk that finds no free stream asks again by itself.
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
HEARTBEAT_SECONDS = 15  # a proxy closes what is silent for longer
STREAMS_MAX = 48  # each keeps a thread of the server: the rest of them is for members
QUEUE_ROWS = 50
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The line as all desks see it, and what it was rendered as so far, by kind and language."""

    number: int
    waits: Any
    in_hand: Any
    count: int
    desks: dict[str, Agent]
    _rendered: dict[Hashable, str] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def rendered(self, kind: Hashable, render: Callable[[], str]) -> str:
        with self._lock:
            if kind not in self._rendered:
                self._rendered[kind] = render()
            return self._rendered[kind]


class Feed:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._changed = threading.Condition()
        self._newest: Snapshot | None = None
        self._state: tuple[Any, ...] | None = None
        self._streams = 0
        self._watching = False

    def has_room(self) -> bool:
        return self._streams < STREAMS_MAX

    def now(self) -> Snapshot:
        """As it is at this moment: for a page that is asked for."""
        return self._read(0)

    def follow(self) -> Iterator[Snapshot | None]:
        """Each new snapshot, the present one first; None where nothing has happened for long."""
        with self._changed:
            self._streams += 1
            self._watch()
        try:
            seen = 0
            while True:
                snapshot = self._wait_for_more_than(seen)
                if snapshot is not None:
                    seen = snapshot.number
                yield snapshot
        finally:
            with self._changed:
                self._streams -= 1

    def _wait_for_more_than(self, seen: int) -> Snapshot | None:
        with self._changed:
            self._changed.wait_for(lambda: self._number > seen, HEARTBEAT_SECONDS)
            return self._newest if self._number > seen else None

    @property
    def _number(self) -> int:
        return self._newest.number if self._newest else 0

    def _watch(self) -> None:
        """With the first desk a thread begins to look, and it ends with the last."""
        if not self._watching:
            self._watching = True
            threading.Thread(target=self._look, name="desk-feed", daemon=True).start()

    def _look(self) -> None:
        while True:
            try:
                state = self._database.read(queue.state)
                if state != self._state:
                    snapshot = self._read(self._number + 1)
                    with self._changed:
                        self._state, self._newest = state, snapshot
                        self._changed.notify_all()
            except Exception:
                log.exception("feed broken")  # the next look may find the database again
            with self._changed:
                if not self._streams:
                    self._watching, self._state = False, None
                    return
            time.sleep(POLL_SECONDS)

    def _read(self, number: int) -> Snapshot:
        def read(conn: Any) -> Snapshot:
            count, _ = queue.length(conn)
            waits = queue.waiting(conn, limit=QUEUE_ROWS)
            desks = {agent.agent: agent for agent in agents.everyone(conn)}
            return Snapshot(number, waits, queue.in_hand(conn), count, desks)

        return self._database.read(read)


def event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


HEARTBEAT = ": still here\n\n"
