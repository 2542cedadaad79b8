"""What a caller hears, and what the line waits for: the whole vocabulary of a call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Heard = Literal["say", "play", "pause", "beep", "queue", "dial", "ignored", "error", "end"]
Wait = Literal["gather", "record", "queue", "talk", "conference", "ended"]

# What Twilio's own voice says when a webhook fails.
APPLICATION_ERROR = "We are sorry, an application error has occurred. Goodbye."


@dataclass(frozen=True)
class Event:
    kind: Heard
    text: str = ""  # words said; whom we are connected to; which keys went unheard; what broke
    language: str = ""
    voice: str = ""
    url: str = ""
    seconds: float = 0


@dataclass(frozen=True)
class Waiting:
    """The line stands still until the caller, or the clock, does something."""

    kind: Wait
    timeout_s: float = 0
    digits: bool = False
    speech: bool = False
    language: str = ""
    num_digits: int | None = None
    finish_on_key: str = ""
    barge_in: bool = True
    typed: int = 0  # how many keys of this entry have been taken: the keys may be a PIN
    max_length_s: int = 0
    who: str = ""


ENDED = Waiting("ended")
