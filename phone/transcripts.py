"""Transcripts: what a member heard (<) and entered (>), as text. A printed one can be replayed.

voice +8613800000001
< 欢迎致电积分热线。
> 1
> (silence)
> (says) 我要投诉
> (records 5 s)
> (hangs up)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from phone.carrier import Carrier
from phone.simulated_phones import CHANNELS, SimulatedPhone, new_phone

STILL_OPEN = "(the line stays open)"


class BadTranscript(ValueError):
    """The text is not a transcript; the message names the line."""


@dataclass
class Transcript:
    channel: str
    number: str
    lines: list[tuple[Literal["<", ">"], str]] = field(default_factory=list)

    @property
    def heard(self) -> list[str]:
        return [text for side, text in self.lines if side == "<"]

    @property
    def entries(self) -> list[str]:
        return [text for side, text in self.lines if side == ">"]

    def hear(self, lines: list[str]) -> None:
        self.lines.extend(("<", line) for line in lines)

    def enter(self, entry: str) -> None:
        self.lines.append((">", entry))

    def __str__(self) -> str:
        body = [f"{side} {text}".rstrip() for side, text in self.lines]
        return "\n".join([f"{self.channel} {self.number}", *body])


def parse(text: str) -> Transcript:
    head, *body = [line.rstrip() for line in text.strip().splitlines()]
    channel, _, number = head.partition(" ")
    if channel not in CHANNELS or not number:
        raise BadTranscript(f"not a channel and a number: {head!r}")
    transcript = Transcript(channel, number.strip())
    for line in filter(None, body):
        if line.startswith("<"):
            transcript.hear([line[1:].lstrip(" ")])
        elif line.startswith(">"):
            transcript.enter(line[1:].lstrip(" "))
        else:
            raise BadTranscript(f"neither heard nor entered: {line!r}")
    return transcript


def replay(carrier: Carrier, transcript: Transcript | str) -> list[str]:
    """Perform the entries of the transcript, and return the lines heard this time.

    If the phone is still open at the end, which it never is after a complete transcript, the last
    line is STILL_OPEN.
    """
    script = parse(transcript) if isinstance(transcript, str) else transcript
    phone: SimulatedPhone = new_phone(script.channel, carrier, script.number)
    heard = phone.start()
    for entry in script.entries:
        heard += phone.enter(entry)
    return [*heard, STILL_OPEN] if phone.must_end and phone.open else heard
