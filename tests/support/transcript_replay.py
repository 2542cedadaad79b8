"""Replays what `hotline phone --transcript` has printed, so that it is a test: the same entries get
the same lines."""

from __future__ import annotations

from phone.carrier import Carrier
from phone.simulated_phones import CHANNELS, SimulatedPhone, new_phone
from phone.transcripts import Transcript

STILL_OPEN = "(the line stays open)"


class BadTranscript(ValueError):
    """The text is not a transcript; the message names the line."""


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


def heard_in(transcript: Transcript) -> list[str]:
    return [text for side, text in transcript.lines if side == "<"]


def entries_of(transcript: Transcript) -> list[str]:
    return [text for side, text in transcript.lines if side == ">"]


def replay(carrier: Carrier, transcript: Transcript | str) -> list[str]:
    """Perform the entries of the transcript, and return the lines heard this time.

    If the phone is still open at the end, which it never is after a complete transcript, the last
    line is STILL_OPEN.
    """
    script = parse(transcript) if isinstance(transcript, str) else transcript
    phone: SimulatedPhone = new_phone(script.channel, carrier, script.number)
    heard = phone.start()
    for entry in entries_of(script):
        heard += phone.enter(entry)
    return [*heard, STILL_OPEN] if phone.must_end and phone.open else heard
