"""A phone for each channel, controlled by the entries of a transcript.

`enter` performs an entry of a transcript, and returns the lines that the member hears. `entry_for`
turns a line that somebody types in a terminal into such an entry.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from phone.call import Call
from phone.carrier import Carrier
from phone.events import Event
from phone.ussd_session import UssdSession

HANG_UP, SILENCE, WAIT = "(hangs up)", "(silence)", "(waits)"
AGENT_ANSWERS, OTHER_HANGS_UP = "(agent answers)", "(agent hangs up)"
RECORDS = re.compile(r"\(records (\d+) s\) ?(.*)")
SAYS = "(says) "
RECORD_S = 5
NEWLINE = "⏎"


class SimulatedPhone(Protocol):
    must_end: bool  # a call and a session end; a thread of texts does not

    @property
    def open(self) -> bool: ...
    def start(self) -> list[str]: ...
    def enter(self, entry: str) -> list[str]: ...
    def entry_for(self, typed: str) -> str: ...
    def prompt(self) -> str: ...


class VoicePhone:
    must_end = True

    def __init__(self, carrier: Carrier, number: str) -> None:
        self._carrier = carrier
        self._number = number
        self._call: Call | None = None

    @property
    def call(self) -> Call:
        if self._call is None:
            raise LookupError("the call has not begun")
        return self._call

    @property
    def open(self) -> bool:
        return self.call.open

    def start(self) -> list[str]:
        self._call = self._carrier.dial(self._number)
        return self._heard()

    def enter(self, entry: str) -> list[str]:
        recording = RECORDS.fullmatch(entry)
        acts = {
            HANG_UP: self.call.hang_up,
            SILENCE: self.call.silence,
            WAIT: self.call.wait,
            AGENT_ANSWERS: self.call.agent_answers,
            OTHER_HANGS_UP: self.call.other_hangs_up,
        }
        if entry in acts:
            acts[entry]()
        elif recording:
            self.call.record(int(recording[1]), recording[2])
        elif entry.startswith(SAYS):
            self.call.speak(entry.removeprefix(SAYS))
        else:
            self.call.press(entry)
        return self._heard()

    def entry_for(self, typed: str) -> str:
        waiting = self.call.waiting
        if waiting.kind == "talk":
            return OTHER_HANGS_UP
        if waiting.kind == "queue":
            return AGENT_ANSWERS if typed == "a" else WAIT
        if not typed:
            return SILENCE
        if waiting.kind == "record":
            return f"(records {typed} s)" if typed.isdigit() else f"(records {RECORD_S} s) {typed}"
        return typed if re.fullmatch(r"[0-9*#]+", typed) else SAYS + typed

    def prompt(self) -> str:
        waiting = self.call.waiting
        if waiting.kind == "gather":
            count = waiting.num_digits
            wanted = "digits" if count is None else f"{count} digit{'s' * (count > 1)}"
            end = f", {waiting.finish_on_key} ends" if waiting.finish_on_key else ""
            words = " or words" if waiting.speech else ""
            return f"{wanted}{words}{end}; Enter alone: {waiting.timeout_s:g} s of silence"
        return {
            "record": "seconds to record, or what is said; Enter alone: nothing",
            "queue": "Enter: wait; a: an agent answers",
            "talk": f"talking to {waiting.who}; Enter: they hang up",
        }.get(waiting.kind, "")

    def _heard(self) -> list[str]:
        ours = self.call.webhooks.public_url  # left out, so that a transcript replays on any host
        return [line.replace(ours, "") for event in self.call.events if (line := _line(event))]


def _line(event: Event) -> str:
    """The line of a transcript; "" for a pause and the end of the call, which have none."""
    return {
        "say": event.text,
        "play": f"(plays {event.url or event.text})",
        "beep": "(beep)",
        "queue": f"(queue {event.text})",
        "dial": f"(connected to {event.text})",
        "ignored": f"(not heard: {event.text})",
        "error": f"(application error {event.text})",
    }.get(event.kind, "")


class SmsPhone:
    must_end = False
    open = True

    def __init__(self, carrier: Carrier, number: str) -> None:
        self._carrier = carrier
        self._number = number

    def start(self) -> list[str]:
        return []

    def enter(self, entry: str) -> list[str]:
        text = self._carrier.message(self._number, entry.replace(NEWLINE, "\n"))
        lines = [_one_line(reply) for reply in text.replies]
        return [*lines, f"(no reply: {text.failure})"] if text.failure else lines

    def entry_for(self, typed: str) -> str:
        return typed

    def prompt(self) -> str:
        return "a text"


class UssdPhone:
    must_end = True

    def __init__(self, carrier: Carrier, number: str) -> None:
        self._carrier = carrier
        self._number = number
        self._session: UssdSession | None = None
        self._has_hung_up = False

    @property
    def open(self) -> bool:
        return not self._has_hung_up and (self._session is None or self._session.open)

    def start(self) -> list[str]:
        return []

    def enter(self, entry: str) -> list[str]:
        if entry == HANG_UP:
            self._has_hung_up = True
            if self._session:
                self._session.cancel()
            return []
        if self._session is None:
            self._session = self._carrier.ussd(self._number, entry)
        else:
            self._session.send(entry)
        shown = f"{self._session.kind} {self._session.screen}"
        return [_one_line(shown if self._session.kind else f"({self._session.failure})")]

    def entry_for(self, typed: str) -> str:
        return typed or ("" if self._session else "*105#")

    def prompt(self) -> str:
        return "a key and Send" if self._session else "the code to dial; Enter alone: *105#"


def _one_line(text: str) -> str:
    return text.replace("\n", NEWLINE)


CHANNELS: dict[str, Callable[[Carrier, str], SimulatedPhone]] = {
    "voice": VoicePhone,
    "sms": SmsPhone,
    "ussd": UssdPhone,
}


def new_phone(channel: str, carrier: Carrier, number: str) -> SimulatedPhone:
    return CHANNELS[channel](carrier, number)
