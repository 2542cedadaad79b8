"""A call: a state machine that carries out TwiML verb by verb, as Twilio does.

Every input clears `events`, carries on until the line waits again, and leaves in `events` what the
caller heard meanwhile, and in `waiting` what the line waits for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from urllib.parse import urljoin

from phone import inputs
from phone.events import APPLICATION_ERROR, ENDED, Event, Waiting
from phone.hold import Queue
from phone.rooms import Rooms
from phone.steps import Script, Seat, Step
from phone.tapes import Tapes
from phone.twiml import BadTwiml, read
from phone.verbs import CARRY_OUT
from phone.wire import Redelivery, Wire

DOCUMENTS_MAX = 20  # fetched without the caller being asked anything: more is a redirect loop


class Call:
    """`begins_at` and `status_at`: the hotline's addresses for what is heard first, and for the
    end."""

    def __init__(
        self,
        wire: Wire,
        number: str,
        identity: Mapping[str, str],
        ids: Callable[[str], str],
        rooms: Rooms,
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

    def start(self, status: str) -> None:
        self._go(lambda: self.fetch(self._begins_at, {"CallStatus": status}))

    # What the caller can do

    def press(self, keys: str) -> None:
        self._go(lambda: inputs.press(self, keys))

    def speak(self, words: str) -> None:
        self._go(lambda: inputs.speak(self, words))

    def silence(self) -> None:
        """The time that the line waits passes, and the caller does nothing."""
        self._go(lambda: inputs.silence(self))

    def record(self, seconds: int, transcript: str = "", key: str = "") -> None:
        self._go(lambda: inputs.recorded(self, seconds, transcript, key))

    def wait(self) -> None:
        """One round of queue music has played."""
        self._go(lambda: inputs.wait(self))

    def agent_answers(self) -> None:
        """The queued caller is put through."""
        self._go(lambda: inputs.agent_answers(self))

    def other_hangs_up(self) -> None:
        """Whoever the caller was talking to rings off; the script goes on."""
        self._go(lambda: inputs.other_hangs_up(self))

    def hang_up(self, recorded_s: int = 0) -> None:
        self._go(lambda: inputs.hang_up(self, recorded_s))

    def redeliver(self) -> Redelivery:
        return self.wire.redeliver()

    # What others do to the call

    def redirect(self, url: str) -> None:
        self.happens(lambda: inputs.redirected(self, url))

    def cut(self) -> None:
        """The hotline ends it."""
        self.happens(lambda: inputs.cut(self))

    def happens(self, action: Callable[[], None]) -> None:
        """What is heard of it waits until the caller does something, or listens."""
        with self._lock:
            heard, self.events = self.events, []
            self._take(action)
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

    # Running

    def _go(self, action: Callable[[], None]) -> None:
        with self._lock:
            self.listen()
            self._take(action)

    def _take(self, action: Callable[[], None]) -> None:
        if self._over:
            return
        self._documents = 0
        self.wire.redelivery = None  # an input that reaches no webhook has none
        try:
            action()
            self._run()
        except BadTwiml as problem:
            self.hear(Event("error", str(problem)))
            self.hear(Event("say", APPLICATION_ERROR, "en-US"))
            self.end()

    def _run(self) -> None:
        while self.open and self.step is None:
            verb = self.script.next()
            if verb is not None:
                CARRY_OUT[verb.name](self, verb)
            elif self.queue is not None:
                self.waiting = Waiting("queue", who=self.queue.name)
                return
            else:
                self.hear(Event("end"))
                self.end()
        if self.step is not None:
            self.waiting = self.step.waiting()
