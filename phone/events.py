"""`Event`, something that a caller hears, and `Waiting`, the input that a call waits for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EventKind = Literal["say", "play", "pause", "beep", "queue", "dial", "ignored", "error", "end"]
WaitKind = Literal["gather", "record", "queue", "talk", "conference", "ended"]

# What Twilio says when a webhook fails.
APPLICATION_ERROR = "We are sorry, an application error has occurred. Goodbye."


@dataclass(frozen=True)
class Event:
    kind: EventKind
    text: str = ""  # by kind: the words, who is connected, the ignored keys, what failed
    language: str = ""
    voice: str = ""
    url: str = ""
    seconds: float = 0
    rate: float = 1  # of speech; 1 is the voice's usual rate


@dataclass(frozen=True)
class Waiting:
    """The call waits until the caller does something, or the time runs out."""

    kind: WaitKind
    timeout_s: float = 0
    digits: bool = False
    speech: bool = False
    language: str = ""
    num_digits: int | None = None
    finish_on_key: str = ""
    barge_in: bool = True
    typed: int = 0  # the number of keys entered, not the keys, which may be a PIN
    max_length_s: int = 0
    who: str = ""
    prompts: int = 0  # how many of the latest events stand in the <Gather>, whose keys cut them


ENDED = Waiting("ended")
