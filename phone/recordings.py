"""Recordings made on the phone. It has no microphone, so a recording is one soft beep for each
second, which makes its length audible."""

from __future__ import annotations

import io
import math
import wave
from array import array

SAMPLES_PER_SECOND = 8000
BEAT_SECONDS, PITCH_HZ, LOUDNESS = 0.12, 440, 6_000


class RecordingStore:
    def __init__(self) -> None:
        self._seconds: dict[str, int] = {}

    def add(self, sid: str, seconds: int) -> None:
        self._seconds[sid] = seconds

    def delete(self, sid: str) -> bool:
        return self._seconds.pop(sid, None) is not None

    def wav(self, sid: str) -> bytes | None:
        seconds = self._seconds.get(sid)
        return None if seconds is None else _beats(seconds)


def _beats(seconds: int) -> bytes:
    beat = [
        int(LOUDNESS * math.sin(2 * math.pi * PITCH_HZ * n / SAMPLES_PER_SECOND))
        for n in range(int(BEAT_SECONDS * SAMPLES_PER_SECOND))
    ]
    second = array("h", beat + [0] * (SAMPLES_PER_SECOND - len(beat)))
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLES_PER_SECOND)
        file.writeframes((second * seconds).tobytes())
    return written.getvalue()
