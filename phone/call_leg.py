"""The state of a call: what the caller has heard, what it waits for, and the webhooks it calls.

The verbs, the conferences and the queue act on a CallLeg. The script is executed by its subclass
phone.call.Call, which they do not import: that would be a circle.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Protocol
from urllib.parse import urljoin

from phone.call_steps import ConferenceStep, Queue, Script, Step
from phone.events import APPLICATION_ERROR, ENDED, Event, Waiting
from phone.recordings import RecordingStore
from phone.twiml import BadTwiml, read
from phone.webhook_client import WebhookClient

DOCUMENTS_MAX = 20  # documents between two inputs of the caller: more are a redirect loop


class Conferences(Protocol):
    """The conferences that a call may enter: phone.conferences.ConferenceRegistry."""

    def enter(self, call: CallLeg, step: ConferenceStep) -> None: ...

    def leave(self, call: CallLeg, step: ConferenceStep) -> None: ...


class CallLeg(ABC):
    """`start_url`: the address of the first document. `status_url`: the webhook that is told of the
    end of the call; '' if none is."""

    def __init__(
        self,
        webhooks: WebhookClient,
        number: str,
        identity: Mapping[str, str],
        ids: Callable[[str], str],
        conferences: Conferences,
        recordings: RecordingStore,
        *,
        start_url: str,
        status_url: str,
    ) -> None:
        self.webhooks = webhooks
        self.number = number
        self.conferences = conferences
        self.recordings = recordings
        self.sid = identity["CallSid"]
        self.ids = ids
        self.events: list[Event] = []
        self.waiting: Waiting = ENDED
        self.script = Script("", ())
        self.queue: Queue | None = None
        self.step: Step | None = None
        self._identity = dict(identity)
        self._start_url = start_url
        self._status_url = status_url
        self._documents = 0
        self._ended = False
        self._lock = threading.RLock()
        self._unheard: list[Event] = []

    @property
    def open(self) -> bool:
        return not self._ended

    @abstractmethod
    def run_script(self) -> None:
        """Execute verbs until the call waits for the caller, or has ended."""

    def interrupt(self, action: Callable[[], None]) -> None:
        """Run an action of somebody else on the call. Its events are added to those of the caller's
        next input, or of the next listen()."""
        with self._lock:
            heard, self.events = self.events, []
            self.perform(action)
            self._unheard += self.events
            self.events = heard

    def listen(self) -> None:
        """Put the events since the last input into `events`."""
        with self._lock:
            self.events, self._unheard = self._unheard, []

    # What the verbs use

    def fetch(self, url: str, extra: Mapping[str, str]) -> None:
        """Call a webhook, and make its document the script."""
        self._documents += 1
        if self._documents > DOCUMENTS_MAX:
            raise BadTwiml(f"{DOCUMENTS_MAX} documents without a question: a redirect loop")
        absolute = urljoin(self.script.url, url)
        answer = self.webhooks.deliver(absolute, self.form(extra))
        self.step = None
        self.script = Script(absolute, read(answer))

    def fetch_unheard(self, url: str, extra: Mapping[str, str]) -> None:
        """Call a webhook after the caller has hung up, and ignore its answer."""
        self.webhooks.deliver(url, self.form({**extra, "CallStatus": "completed"}))

    def form(self, extra: Mapping[str, str]) -> dict[str, str]:
        return {**self._identity, "CallStatus": "in-progress", **extra}

    def absolute(self, url: str) -> str:
        return urljoin(self.script.url, url)

    def hear(self, event: Event) -> None:
        self.events.append(event)

    def end(self) -> None:
        """End the call and post its status. Does nothing if the call has ended already."""
        if self._ended:
            return
        self._ended = True
        if isinstance(self.step, ConferenceStep):
            self.conferences.leave(self, self.step)
        self.step, self.queue, self.waiting = None, None, ENDED
        self.script = Script(self.script.url, ())
        status = {"CallStatus": "completed", "CallDuration": "1"}
        if self._status_url:
            self.webhooks.notify(self._status_url, self.form(status))

    def perform(self, action: Callable[[], None]) -> None:
        """Run `action`, then the script until the call waits again. A document that cannot be
        executed ends the call, as the real carrier does."""
        if self._ended:
            return
        self._documents = 0
        self.webhooks.redelivery = None  # an input that reaches no webhook has none
        try:
            action()
            self.run_script()
        except BadTwiml as problem:
            self.hear(Event("error", str(problem)))
            self.hear(Event("say", APPLICATION_ERROR, "en-US"))
            self.end()
