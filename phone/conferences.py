"""Conferences, their participants, and what these hear when somebody joins or leaves.

A call is changed only under its own lock, and never while the lock of another call is held, to
avoid deadlocks. So the effects of one caller on the others run later, in another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from phone.background import run_later
from phone.call_leg import CallLeg
from phone.call_steps import ROUND_S, ConferenceStep
from phone.events import Event
from phone.prompts import play_to

Participant = tuple[CallLeg, ConferenceStep]


@dataclass
class Conference:
    name: str
    sid: str
    started: bool = False
    participants: dict[str, Participant] = field(default_factory=dict)  # by the call's sid

    @property
    def is_connected(self) -> bool:
        """Whether the participants hear each other; one who is alone hears the waiting document."""
        return self.started and len(self.participants) > 1


class ConferenceRegistry:
    """The conferences that are under way, by name."""

    def __init__(self, ids: Callable[[str], str]) -> None:
        self._ids = ids
        self._conferences: dict[str, Conference] = {}
        self._lock = threading.Lock()

    def find(self, name: str) -> Conference | None:
        with self._lock:
            return self._conferences.get(name)

    def enter(self, call: CallLeg, step: ConferenceStep) -> None:
        """Add `call` to the conference that `step` names, which is created if there is none."""
        with self._lock:
            new = Conference(step.name, self._ids("CF"))
            conference = self._conferences.setdefault(step.name, new)
            was_connected, others = conference.is_connected, list(conference.participants.values())
            conference.participants[call.sid] = call, step
            conference.started = conference.started or step.starts_conference
            is_connected = conference.is_connected
        if not is_connected:
            self._play_wait_document(call, step)
            return
        call.hear(Event("dial", step.name))
        for other in [] if was_connected else others:
            _run_later(other, _hear_connected)

    def leave(self, call: CallLeg, step: ConferenceStep) -> None:
        """Remove `call`. If the conference ends with it, the others continue with their scripts;
        one who is left alone hears the waiting document again."""
        with self._lock:
            conference = self._conferences.get(step.name)
            if conference is None or conference.participants.pop(call.sid, None) is None:
                return
            others = list(conference.participants.values())
            if step.ends_conference or not others:
                del self._conferences[step.name]
        for other in others:
            if step.ends_conference:
                _run_later(other, _leave_step)
            elif len(others) == 1:
                _run_later(other, self._play_wait_document)

    def hold(self, sid: str, call_sid: str, on_hold: bool, url: str) -> bool:
        """Put a participant on hold, who then hears the document at `url`, or take it off hold.
        False: no such participant."""
        with self._lock:
            found = next((one for one in self._conferences.values() if one.sid == sid), None)
            participant = found.participants.get(call_sid) if found else None
        if participant is None:
            return False
        participant[1].on_hold = on_hold
        hear = (lambda call, _step: play_to(call, url)) if on_hold else _hear_connected
        _run_later(participant, hear)
        return True

    def _play_wait_document(self, call: CallLeg, step: ConferenceStep) -> None:
        """Play the document to whoever is alone, and again after each round."""
        conference = self.find(step.name)
        if conference is not None and not conference.is_connected:
            play_to(call, step.wait_url)
            _run_later((call, step), self._play_wait_document, ROUND_S)


def leave_by_key(call: CallLeg, step: ConferenceStep) -> None:
    call.conferences.leave(call, step)
    _leave_step(call, step)


def _run_later(
    participant: Participant,
    action: Callable[[CallLeg, ConferenceStep], None],
    seconds: float = 0,
) -> None:
    call, step = participant

    def run_if_still_there() -> None:
        if call.step is step:
            action(call, step)

    run_later(seconds, lambda: call.interrupt(run_if_still_there))


def _hear_connected(call: CallLeg, step: ConferenceStep) -> None:
    if not step.on_hold:
        call.hear(Event("dial", step.name))


def _leave_step(call: CallLeg, step: ConferenceStep) -> None:
    call.step = None
    if step.action:
        call.fetch(step.action, step.result)
