"""Recordings made on the phone, as WAV files. The page has no microphone: its recordings are one
soft beep for each second, which makes their length audible."""

from __future__ import annotations

import io
import math
import wave
from array import array
from pathlib import Path
from tempfile import TemporaryDirectory

SAMPLES_PER_SECOND = 8000
BEAT_SECONDS, PITCH_HZ, LOUDNESS = 0.12, 440, 6_000


class RecordingStore:
    """Keeps recordings in `directory`, so that they are still there when the demo is started again.
    Without one, they are gone with the store."""

    def __init__(self, directory: Path | None = None) -> None:
        if directory is None:
            self._temporary = TemporaryDirectory()
            directory = Path(self._temporary.name)
        self._directory = directory

    def add(self, sid: str, seconds: int, sound: bytes = b"") -> None:
        """`sound`: 16-bit samples, SAMPLES_PER_SECOND of them a second; beeps where there is
        none."""
        self._directory.mkdir(parents=True, exist_ok=True)
        self._file(sid).write_bytes(_wav(sound or _beats(seconds)))

    def delete(self, sid: str) -> bool:
        """Whether there was such a recording."""
        if not self._file(sid).is_file():
            return False
        self._file(sid).unlink(missing_ok=True)
        return True

    def wav(self, sid: str) -> bytes | None:
        file = self._file(sid)
        return file.read_bytes() if file.is_file() else None

    def _file(self, sid: str) -> Path:
        return self._directory / f"{sid}.wav"


def _beats(seconds: int) -> bytes:
    beat = [
        int(LOUDNESS * math.sin(2 * math.pi * PITCH_HZ * n / SAMPLES_PER_SECOND))
        for n in range(int(BEAT_SECONDS * SAMPLES_PER_SECOND))
    ]
    second = array("h", beat + [0] * (SAMPLES_PER_SECOND - len(beat)))
    return (second * seconds).tobytes()


def _wav(samples: bytes) -> bytes:
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLES_PER_SECOND)
        file.writeframes(samples)
    return written.getvalue()
