"""The sound and the keys of a call, between the threads of PJSIP and the one of the call.

The sound is also the clock: a caller has as long for an answer as the silence that is played."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from phone.sip.samples import BYTES_A_SECOND, HEARD_BYTES_A_SECOND, loudness

AHEAD_BYTES = BYTES_A_SECOND  # how much of what follows is got ready while it plays
VOICE_LOUDNESS = 200  # what is quieter is taken for the noise of the line


@dataclass(frozen=True)
class Recording:
    """What the caller said after the tone, and the key that ended it; "" if silence did."""

    sound: bytes
    key: str
    has_voice: bool

    @property
    def seconds(self) -> int:
        return max(1, round(len(self.sound) / HEARD_BYTES_A_SECOND))


class HungUp(Exception):
    """The caller has hung up, or the server ends. `recording`: what was being recorded."""

    def __init__(self, recording: Recording | None = None) -> None:
        super().__init__()
        self.recording = recording


class Line:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._to_play = bytearray()
        self._keys: deque[str] = deque()
        self._is_open = True
        self._is_recording = False
        self._heard = bytearray()
        self._has_voice = False
        self._quiet_bytes = 0

    # PJSIP's side

    def next_sound(self, size: int) -> bytes:
        """The sound that is played now, `size` bytes."""
        with self._changed:
            sound = bytes(self._to_play[:size])
            del self._to_play[:size]
            if len(self._to_play) < AHEAD_BYTES:
                self._changed.notify_all()
        return sound.ljust(size, b"\0")

    def hear(self, sound: bytes) -> None:
        with self._changed:
            if not self._is_recording:
                return
            self._heard += sound
            if loudness(sound) < VOICE_LOUDNESS:
                self._quiet_bytes += len(sound)
            else:
                self._has_voice, self._quiet_bytes = True, 0
            self._changed.notify_all()

    def press(self, key: str) -> None:
        with self._changed:
            self._keys.append(key)
            self._changed.notify_all()

    def hang_up(self) -> None:
        with self._changed:
            self._is_open = False
            self._changed.notify_all()

    # The call's side

    def say(self, sounds: Iterable[bytes]) -> None:
        """Play to the end. Keys are dropped, as the carrier drops them. Raises HungUp."""
        self._play(sounds, keys="")
        with self._changed:
            self._keys.clear()

    def ask(self, sounds: Iterable[bytes], keys: str) -> str:
        """Play until one of `keys` is pressed, which is returned; "" at the end. Raises HungUp."""
        return self._play(sounds, keys)

    def record(self, seconds_max: float, quiet_seconds: float, keys: str) -> Recording:
        """Record until one of `keys`, or so much silence, or the longest time. Raises HungUp."""
        quiet_bytes = quiet_seconds * HEARD_BYTES_A_SECOND
        bytes_max = seconds_max * HEARD_BYTES_A_SECOND
        key = ""
        with self._changed:
            self._heard.clear()
            self._has_voice, self._quiet_bytes, self._is_recording = False, 0, True
            try:
                while self._quiet_bytes < quiet_bytes and len(self._heard) < bytes_max:
                    if key := self._taken(keys):
                        break
                    self._changed.wait()
            except HungUp:
                raise HungUp(self._recorded("")) from None
            finally:
                self._is_recording = False
            return self._recorded(key)

    def _recorded(self, key: str) -> Recording:
        return Recording(bytes(self._heard), key, self._has_voice)

    def _play(self, sounds: Iterable[bytes], keys: str) -> str:
        for sound in sounds:
            if key := self._until_less_than(AHEAD_BYTES, keys):
                return key
            with self._changed:
                self._to_play += sound
        return self._until_less_than(1, keys)

    def _until_less_than(self, size: int, keys: str) -> str:
        """Wait until less than `size` is left to play, or a key ends that."""
        with self._changed:
            while True:
                if key := self._taken(keys):
                    self._to_play.clear()
                    return key
                if len(self._to_play) < size:
                    return ""
                self._changed.wait()

    def _taken(self, keys: str) -> str:
        """The first key that is one of `keys`; others are dropped. Raises HungUp."""
        if not self._is_open:
            raise HungUp
        while self._keys:
            if (key := self._keys.popleft()) in keys:
                return key
        return ""
