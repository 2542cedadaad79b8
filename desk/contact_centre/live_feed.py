"""Sends changes of the queue to all open pages, as server-sent events.

One thread of each process serves all open pages: it polls the database with a small query that
tells whether something has changed, reads a change once, renders what differs from page to page,
checks that the agents are still signed in, and records that they have the desk open. A page itself
occupies no thread: the event loop sends its events (desk.contact_centre.event_stream). A page that
cannot get a stream polls the queue instead.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog

from core.contact_centre import chat_messages, queue_list
from core.kernel import Database
from core.staff import Agent, agents, idle_timeout
from desk.contact_centre.event_stream import EventStream, Parts

POLL_SECONDS = 0.25
SESSION_CHECKED_EVERY = timedelta(seconds=10)
OPEN_DESKS_RECORDED_EVERY = timedelta(seconds=20)
STREAMS_MAX = 2_000  # of one process: each costs some 50 kB and a share of the polling thread
STREAMS_OF_AGENT_MAX = 20  # of one process; an agent has a few tabs open
QUEUE_ROWS = 50
log = structlog.get_logger()


class NoRoom(Exception):
    """This process has as many streams as it may."""


class TooManyOfAgent(Exception):
    """The agent has as many streams as one agent may."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The queue at one moment, with the HTML that was rendered from it so far.

    planned: callbacks at a chosen time that has not come yet.
    written: what who waits for an answer by text has written to the agent."""

    number: int
    waits: Any
    planned: Any
    written: dict[tuple[int, str], list[tuple[str, str]]]
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


@dataclass(slots=True)
class OpenPage:
    """A page with a stream. The functions run in the polling thread.

    render: the parts of the page.
    is_signed_in: whether the web session of the page is still valid.
    """

    agent: str
    render: Callable[[Snapshot], Parts]
    is_signed_in: Callable[[], bool]
    stream: EventStream
    checked_at: datetime
    seen: int = 0


class Feed:
    """The open pages of one process, and the thread that polls for them."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database = database
        self._now = now
        self._lock = threading.Lock()
        self._pages: dict[EventStream, OpenPage] = {}
        self._of_agent: Counter[str] = Counter()
        self._newest: Snapshot | None = None
        self._state: tuple[Any, ...] | None = None
        self._is_polling = False
        self._open_desks_recorded_at: datetime | None = None

    def read_now(self) -> Snapshot:
        """A snapshot for one page, read from the database."""
        return self._read(0)

    def open(
        self, agent: str, render: Callable[[Snapshot], Parts], is_signed_in: Callable[[], bool]
    ) -> EventStream:
        """A stream of the parts that `render` gives for each new snapshot. Ends when `is_signed_in`
        is false, which is checked every SESSION_CHECKED_EVERY. Raises NoRoom and
        TooManyOfAgent."""
        stream = EventStream(on_close=self._close)
        with self._lock:
            if len(self._pages) >= STREAMS_MAX:
                raise NoRoom
            if self._of_agent[agent] >= STREAMS_OF_AGENT_MAX:
                raise TooManyOfAgent
            self._pages[stream] = OpenPage(agent, render, is_signed_in, stream, self._now())
            self._of_agent[agent] += 1
            if not self._is_polling:
                self._is_polling = True
                threading.Thread(target=self._poll, name="desk-feed", daemon=True).start()
        return stream

    def _close(self, stream: EventStream) -> None:
        with self._lock:
            page = self._pages.pop(stream, None)
            if page is not None:
                self._of_agent[page.agent] -= 1

    def _poll(self) -> None:
        """Runs as long as there are pages."""
        while pages := self._pages_or_stop():
            try:
                snapshot = self._current()
            except Exception:
                log.exception("queue poll failed")  # the database may answer the next poll
            else:
                for page in pages:
                    self._refresh(page, snapshot)
                self._record_open_desks(pages)
            time.sleep(POLL_SECONDS)

    def _pages_or_stop(self) -> list[OpenPage]:
        with self._lock:
            if not self._pages:
                self._is_polling, self._state = False, None
            return list(self._pages.values())

    def _current(self) -> Snapshot:
        state = self._database.read(lambda conn: queue_list.change_marker(conn, self._now()))
        if self._newest is None or state != self._state:
            number = self._newest.number if self._newest else 0
            self._newest, self._state = self._read(number + 1), state
        return self._newest

    def _refresh(self, page: OpenPage, snapshot: Snapshot) -> None:
        """Brings one page up to date. If that fails, only this page loses its stream, and its
        script asks for another."""
        try:
            if self._now() - page.checked_at >= SESSION_CHECKED_EVERY:
                page.checked_at = self._now()
                if not page.is_signed_in():
                    page.stream.end()
                    return
            if page.seen < snapshot.number:
                page.seen = snapshot.number
                page.stream.put(page.render(snapshot))
        except Exception:
            log.exception("page not refreshed")
            page.stream.end()

    def _record_open_desks(self, pages: Iterable[OpenPage]) -> None:
        """Records whose pages are open, with one UPDATE for all of them."""
        at, before = self._now(), self._open_desks_recorded_at
        if before is not None and at - before < OPEN_DESKS_RECORDED_EVERY:
            return
        self._open_desks_recorded_at = at
        names = {page.agent for page in pages}
        try:
            self._database.run(lambda conn: idle_timeout.record_open_desks(conn, names, at))
        except Exception:
            log.exception("open desks not recorded")

    def _read(self, number: int) -> Snapshot:
        at = self._now()

        def read(conn: Any) -> Snapshot:
            count = queue_list.members_waiting(conn, at)
            waits = queue_list.waiting(conn, at, limit=QUEUE_ROWS)
            planned = queue_list.planned(conn, at, limit=QUEUE_ROWS)
            everyone = {agent.agent: agent for agent in agents.everyone(conn)}
            texts = [(each.member_id, each.handover_id) for each in waits if each.way == "text"]
            written = chat_messages.of_members(conn, texts)
            in_hand = queue_list.in_hand(conn)
            return Snapshot(number, waits, planned, written, in_hand, count, everyone)

        return self._database.read(read)
