"""A call as a WAV file: speech, the tones of the keys, pauses."""

from __future__ import annotations

import wave
from pathlib import Path

from journeys.parts import Beep, Part, Pause, Sentence
from journeys.playing import Call
from journeys.timing import KEYS
from phone.sip.espeak import SAMPLE_BYTES, SAMPLE_RATE, espeak
from phone.sip.samples import beep, key_tones, silence

OTHER_SECONDS = 1.0  # of silence for music, and for what the caller says


def write(call: Call, file: Path) -> None:
    """Writes the call as it is when everything is heard to the end."""
    with wave.open(str(file), "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(SAMPLE_BYTES)
        recording.setframerate(SAMPLE_RATE)
        for turn in call.turns:
            recording.writeframes(_entered(turn.entry))
            for part in turn.heard:
                recording.writeframes(_heard(part))


def _entered(entry: str) -> bytes:
    return key_tones(entry) if KEYS.fullmatch(entry) else silence(OTHER_SECONDS)


def _heard(part: Part) -> bytes:
    match part:
        case Sentence(text, language, rate):
            return espeak().speak(text, language, rate)
        case Pause(seconds):
            return silence(seconds)
        case Beep():
            return beep()
    return silence(OTHER_SECONDS)
