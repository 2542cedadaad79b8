"""Mu-law, the sound of a telephone line (ITU-T G.711)."""

from __future__ import annotations

import io
import math
import wave
from array import array

BIAS, HIGHEST = 0x84, 32_635
SILENCE = b"\xff"
MUSIC_SECONDS, MUSIC_HERTZ = 2, 500


def decoded(sound: bytes) -> array[int]:
    return array("h", map(_DECODED.__getitem__, sound))


def tone(hertz: int, samples: int) -> bytes:
    angle = 2 * math.pi * hertz / 8_000
    return bytes(_encoded(round(8_000 * math.sin(angle * place))) for place in range(samples))


def music() -> bytes:
    """A WAV file."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setparams((1, 2, 8_000, 0, "NONE", ""))
        file.writeframes(decoded(tone(MUSIC_HERTZ, MUSIC_SECONDS * 8_000)).tobytes())
    return written.getvalue()


def loudness(sound: bytes) -> float:
    return sum(map(abs, decoded(sound))) / len(sound)


def at_twice_the_rate(samples: array[int]) -> array[int]:
    """Each sample, and the mean of it and the next."""
    pairs = zip(samples, [*samples[1:], 0], strict=True)
    return array("h", (each for here, then in pairs for each in (here, (here + then) // 2)))


def _decoded(code: int) -> int:
    code = ~code & 0xFF
    size = (((code & 0x0F) << 3) + BIAS << ((code & 0x70) >> 4)) - BIAS
    return -size if code & 0x80 else size


def _encoded(sample: int) -> int:
    size = min(abs(sample), HIGHEST) + BIAS
    exponent = size.bit_length() - 8
    return ~(0x80 * (sample < 0) | exponent << 4 | size >> exponent + 3 & 0x0F) & 0xFF


_DECODED = tuple(map(_decoded, range(256)))
