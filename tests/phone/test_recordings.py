"""Recordings made on the phone: they are still to be heard after a restart of the demo."""

import io
import wave
from pathlib import Path

from core.kernel import Settings
from phone.carrier import Carrier
from phone.recordings import RecordingStore

URL = "http://127.0.0.1:8000"


def seconds_of(sound: bytes | None) -> float:
    assert sound is not None
    with wave.open(io.BytesIO(sound)) as file:
        return file.getnframes() / file.getframerate()


def demo_carrier(media_dir: Path) -> Carrier:
    return Carrier.from_settings(Settings.for_demo(media_dir=media_dir), URL)


def test_recording_outlives_the_demo(tmp_path: Path) -> None:
    recording = "RE" + "1" * 32
    demo_carrier(tmp_path).recordings.add(recording, 3)
    assert seconds_of(demo_carrier(tmp_path).recordings.wav(recording)) == 3


def test_deleted_recording_does_not_come_back(tmp_path: Path) -> None:
    recording = "RE" + "2" * 32
    store = demo_carrier(tmp_path).recordings
    store.add(recording, 1)
    assert store.delete(recording) and not store.delete(recording)
    assert demo_carrier(tmp_path).recordings.wav(recording) is None


def test_store_without_a_directory_keeps_recordings_as_long_as_it_lives() -> None:
    store = RecordingStore()
    store.add("RE1", 2)
    assert seconds_of(store.wav("RE1")) == 2 and store.wav("RE2") is None
    assert RecordingStore().wav("RE1") is None
