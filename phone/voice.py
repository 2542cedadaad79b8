"""A call: a state machine that carries out TwiML verb by verb, as Twilio does.

Every input clears `events`, carries on until the line waits again, and leaves in `events` what the
caller heard meanwhile, and in `waiting` what the line waits for.
"""

from __future__ import annotations

from collections.abc import Callable

from phone import inputs
from phone.events import Event, Waiting
from phone.line import Line
from phone.verbs import CARRY_OUT
from phone.wire import Redelivery


class Call(Line):
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

    # Running

    def _go(self, action: Callable[[], None]) -> None:
        with self._lock:
            self.listen()
            self.take(action)

    def carry_out(self) -> None:
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
