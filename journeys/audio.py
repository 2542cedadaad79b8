"""A call as a WAV file: speech, the tones of the keys, pauses."""

from __future__ import annotations

import math
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path

from journeys.parts import Beep, Part, Pause, Sentence
from journeys.playing import Call
from journeys.timing import BEEP_SECONDS, KEYS
from phone.sip.espeak import SAMPLE_BYTES, SAMPLE_RATE, espeak

ROWS, COLUMNS = (697, 770, 852, 941), (1209, 1336, 1477)
KEYPAD = ("123", "456", "789", "*0#")
TONES = {
    key: (row, column)
    for row, keys in zip(ROWS, KEYPAD, strict=True)
    for column, key in zip(COLUMNS, keys, strict=True)
}
"""The two frequencies of each key, in Hz (ITU-T Q.23)."""

KEY_SECONDS, GAP_SECONDS = 0.12, 0.1
BEEP_HZ = 1_000
LOUDNESS = 6_000  # of a tone, of 32,767
OTHER_SECONDS = 1.0  # of silence for music, and for what the caller says


def write(call: Call, file: Path) -> None:
    """Writes the call as it is when everything is heard to the end."""
    with wave.open(str(file), "wb") as recording:
        recording.setnchannels(1)
        recording.setsampwidth(SAMPLE_BYTES)
        recording.setframerate(SAMPLE_RATE)
        for turn in call.turns:
            recording.writeframes(b"".join(_entered(turn.entry)))
            for part in turn.heard:
                recording.writeframes(_heard(part))


def _entered(entry: str) -> Iterator[bytes]:
    if not KEYS.fullmatch(entry):
        yield _silence(OTHER_SECONDS)
        return
    yield _silence(GAP_SECONDS)
    for key in entry:
        yield _tone(TONES[key], KEY_SECONDS) + _silence(GAP_SECONDS)


def _heard(part: Part) -> bytes:
    match part:
        case Sentence(text, language, rate):
            return espeak().speak(text, language, rate)
        case Pause(seconds):
            return _silence(seconds)
        case Beep():
            return _tone((BEEP_HZ,), BEEP_SECONDS)
    return _silence(OTHER_SECONDS)


def _silence(seconds: float) -> bytes:
    return bytes(round(seconds * SAMPLE_RATE) * SAMPLE_BYTES)


def _tone(frequencies: tuple[int, ...], seconds: float) -> bytes:
    samples = array("h")
    for place in range(round(seconds * SAMPLE_RATE)):
        angle = 2 * math.pi * place / SAMPLE_RATE
        samples.append(round(LOUDNESS * sum(math.sin(angle * hertz) for hertz in frequencies)))
    return samples.tobytes()
