"""Mu-law, the sound of a telephone line (ITU-T G.711)."""

from __future__ import annotations

import io
import itertools
import math
import wave
from array import array

BIAS, HIGHEST = 0x84, 32_635
RATE = 8_000
LOUDNESS = 8_000  # of tones, of 32,767
QUIET = 20
SILENCE = b"\xff"
MUSIC_SECONDS, MUSIC_HERTZ = 2, 500


def decoded(sound: bytes) -> array[int]:
    return array("h", map(_DECODED.__getitem__, sound))


def tone(hertz: int, samples: int) -> bytes:
    angle = 2 * math.pi * hertz / RATE
    return bytes(_encoded(round(LOUDNESS * math.sin(angle * place))) for place in range(samples))


def music() -> bytes:
    """A WAV file."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(decoded(tone(MUSIC_HERTZ, MUSIC_SECONDS * RATE)).tobytes())
    return written.getvalue()


def loudness(sound: bytes) -> float:
    return sum(map(abs, decoded(sound))) / len(sound)


def spans(sound: bytes) -> list[tuple[bool, float]]:
    """(whether there is sound, seconds), in tenths of a second."""
    tenths = [sound[at : at + RATE // 10] for at in range(0, len(sound), RATE // 10)]
    loud = [loudness(tenth) > QUIET for tenth in tenths]
    return [(is_loud, len(list(same)) / 10) for is_loud, same in itertools.groupby(loud)]


def pitch(sound: bytes) -> float:
    """Of its first second that is loud."""
    begin = next(at for at in range(0, len(sound), 80) if loudness(sound[at : at + 80]) > QUIET)
    second = decoded(sound[begin : begin + RATE])
    return sum(1 for one, two in itertools.pairwise(second) if one < 0 <= two)


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
