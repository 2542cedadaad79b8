"""A call: executes TwiML verb by verb, as Twilio does.

Every input clears `events` and executes verbs until the call waits for the next input. Then
`events` has what the caller has heard, and `waiting` what the call waits for."""

from __future__ import annotations

from collections.abc import Callable

from phone import caller_actions
from phone.call_leg import CallLeg
from phone.events import Event, Waiting
from phone.verbs import EXECUTE
from phone.webhook_client import Redelivery


class Call(CallLeg):
    def start(self, status: str) -> None:
        self._act(lambda: self.fetch(self._start_url, {"CallStatus": status}))

    # What the caller can do

    def press(self, keys: str) -> None:
        self._act(lambda: caller_actions.press(self, keys))

    def speak(self, words: str) -> None:
        self._act(lambda: caller_actions.speak(self, words))

    def silence(self) -> None:
        """The caller does nothing until the timeout."""
        self._act(lambda: caller_actions.silence(self))

    def record(self, seconds: int, transcript: str = "", key: str = "", sound: bytes = b"") -> None:
        """`sound`: what was said, of a telephone that has it."""
        self._act(lambda: caller_actions.record(self, seconds, transcript, key, sound))

    def wait(self) -> None:
        """The waiting document of the queue has played once."""
        self._act(lambda: caller_actions.wait(self))

    def agent_answers(self) -> None:
        """An agent takes the queued call."""
        self._act(lambda: caller_actions.agent_answers(self))

    def other_hangs_up(self) -> None:
        """The other party of a dialled call hangs up, and the script continues."""
        self._act(lambda: caller_actions.other_hangs_up(self))

    def hang_up(self, recorded_s: int = 0, sound: bytes = b"") -> None:
        self._act(lambda: caller_actions.hang_up(self, recorded_s, sound))

    def redeliver(self) -> Redelivery:
        return self.webhooks.redeliver()

    # What others do to the call

    def redirect(self, url: str) -> None:
        self.interrupt(lambda: caller_actions.redirect(self, url))

    def end_by_hotline(self) -> None:
        """The hotline ends the call."""
        self.interrupt(lambda: caller_actions.end_by_hotline(self))

    # Running

    def _act(self, action: Callable[[], None]) -> None:
        with self._lock:
            self.listen()
            self.perform(action)

    def run_script(self) -> None:
        while self.open and self.step is None:
            verb = self.script.next()
            if verb is not None:
                EXECUTE[verb.name](self, verb)
            elif self.queue is not None:
                self.waiting = Waiting("queue", who=self.queue.name)
                return
            else:
                self.hear(Event("end"))
                self.end()
        if self.step is not None:
            self.waiting = self.step.waiting()
