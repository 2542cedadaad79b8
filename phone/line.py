"""A telephone line: what a call has heard, what it waits for, and the webhooks it asks.

The verbs, the conferences and the queue act on a line. What carries out its script is the call
itself (phone.voice), which is a line; none of them needs to know that.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Protocol
from urllib.parse import urljoin

from phone.events import APPLICATION_ERROR, ENDED, Event, Waiting
from phone.recordings import Tapes
from phone.steps import Queue, Script, Seat, Step
from phone.twiml import BadTwiml, read
from phone.wire import Wire

DOCUMENTS_MAX = 20  # fetched without the caller being asked anything: more is a redirect loop


class Conferences(Protocol):
    """The conferences that a line may enter: phone.conferences.Rooms."""

    def enter(self, line: Line, seat: Seat) -> None: ...

    def leave(self, line: Line, seat: Seat) -> None: ...


class Line(ABC):
    """`begins_at` and `status_at`: the hotline's addresses for what is heard first, and for the
    end."""

    def __init__(
        self,
        wire: Wire,
        number: str,
        identity: Mapping[str, str],
        ids: Callable[[str], str],
        rooms: Conferences,
        tapes: Tapes,
        *,
        begins_at: str,
        status_at: str,
    ) -> None:
        self.wire = wire
        self.number = number
        self.rooms = rooms
        self.tapes = tapes
        self.sid = identity["CallSid"]
        self.ids = ids
        self.events: list[Event] = []
        self.waiting: Waiting = ENDED
        self.script = Script("", ())
        self.queue: Queue | None = None
        self.step: Step | None = None
        self._identity = dict(identity)
        self._begins_at = begins_at
        self._status_at = status_at
        self._documents = 0
        self._over = False
        self._lock = threading.RLock()
        self._missed: list[Event] = []

    @property
    def open(self) -> bool:
        return not self._over

    @abstractmethod
    def carry_out(self) -> None:
        """Run the script until the line waits for the caller, or is over."""

    def happens(self, action: Callable[[], None]) -> None:
        """What is heard of it waits until the caller does something, or listens."""
        with self._lock:
            heard, self.events = self.events, []
            self.take(action)
            self._missed += self.events
            self.events = heard

    def listen(self) -> None:
        with self._lock:
            self.events, self._missed = self._missed, []

    # What the verbs need of the call

    def fetch(self, url: str, extra: Mapping[str, str]) -> None:
        """Ask a webhook, and make its document the script."""
        self._documents += 1
        if self._documents > DOCUMENTS_MAX:
            raise BadTwiml(f"{DOCUMENTS_MAX} documents without a question: a redirect loop")
        absolute = urljoin(self.script.url, url)
        answer = self.wire.turn(absolute, self.form(extra))
        self.step = None
        self.script = Script(absolute, read(answer))

    def tell(self, url: str, extra: Mapping[str, str]) -> None:
        """Ask a webhook on behalf of a caller who has gone: nobody hears the answer."""
        self.wire.turn(url, self.form({**extra, "CallStatus": "completed"}))

    def form(self, extra: Mapping[str, str]) -> dict[str, str]:
        return {**self._identity, "CallStatus": "in-progress", **extra}

    def absolute(self, url: str) -> str:
        return urljoin(self.script.url, url)

    def hear(self, event: Event) -> None:
        self.events.append(event)

    def end(self) -> None:
        """The line is cut, by whomever: tell the status webhook, once."""
        if self._over:
            return
        self._over = True
        if isinstance(self.step, Seat):
            self.rooms.leave(self, self.step)
        self.step, self.queue, self.waiting = None, None, ENDED
        self.script = Script(self.script.url, ())
        status = {"CallStatus": "completed", "CallDuration": "1"}
        if self._status_at:
            self.wire.notify(self._status_at, self.form(status))

    def take(self, action: Callable[[], None]) -> None:
        if self._over:
            return
        self._documents = 0
        self.wire.redelivery = None  # an input that reaches no webhook has none
        try:
            action()
            self.carry_out()
        except BadTwiml as problem:
            self.hear(Event("error", str(problem)))
            self.hear(Event("say", APPLICATION_ERROR, "en-US"))
            self.end()
