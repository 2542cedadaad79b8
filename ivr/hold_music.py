"""Generates the hold music. It is composed here, so that no one else has rights in it.

`python -m ivr.hold_music` writes ivr/static/hold.wav again, always the same bytes. It lasts 24 s,
at 80 beats a minute: eight bars of four beats, electric piano over chords, in a loop. All that is
to be heard lies between 300 and 3,400 Hz, the range that a telephone transmits.
"""

from __future__ import annotations

import functools
import math
import sys
import wave
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PATH = Path(__file__).parent / "static" / "hold.wav"

SAMPLES_PER_SECOND = 8000  # the rate of a telephone call; a higher one would be reduced to it
BEAT_SECONDS = 0.75
BEATS_A_BAR = 4
RELEASE_SECONDS = 0.4
# The peak, as a part of full scale. This makes the music about as loud as the prompts (RMS -22 dB):
# callers hang up when it is much louder.
PEAK = 0.45

# Chords as MIDI notes, low to high; the voices move by a step or stay.
CHORDS = (
    (48, 64, 67, 71, 74),  # C major 9
    (45, 64, 67, 72, 76),  # A minor 7
    (53, 65, 69, 72, 76),  # F major 7
    (55, 65, 69, 71, 74),  # G 9
    (52, 62, 67, 71, 74),  # E minor 7
    (45, 64, 67, 72, 74),  # A minor 11
    (50, 65, 69, 72, 76),  # D minor 9
    (55, 65, 67, 71, 74),  # G 7
)
# The order in which a bar's notes are touched, in half beats; -1 rests.
ARPEGGIO = (1, 2, 3, 4, 3, 2, 3, -1)
# (beat, MIDI note): few enough notes to talk over.
MELODY = (
    (0.0, 79), (2.0, 76), (4.0, 72), (7.0, 74), (8.0, 76), (10.0, 81), (12.0, 79), (14.5, 74),
    (16.0, 71), (18.0, 74), (20.0, 76), (23.0, 74), (24.0, 77), (26.0, 76), (28.0, 74), (30.0, 71),
)  # fmt: skip


class Sound(NamedTuple):
    """`partials`: (multiple of the pitch, share of the loudness, fall-off in 1/s)."""

    midi: int
    seconds: float
    loudness: float
    attack_seconds: float
    partials: tuple[tuple[float, float, float], ...]


PIANO = ((1.0, 1.0, 2.2), (2.0, 0.28, 3.5), (3.0, 0.08, 6.0))
PAD = ((1.0, 1.0, 0.25), (2.0, 0.12, 0.5))
# A telephone does not carry the pitch of a low note; the ear infers it from the multiples.
BASS = ((1.0, 0.5, 0.9), (2.0, 1.0, 1.1), (3.0, 0.4, 1.8), (4.0, 0.15, 3.0))


def notes() -> Iterator[tuple[float, Sound]]:
    """The piece: when each sound starts, in seconds, and the sound."""
    bar_seconds = BEAT_SECONDS * BEATS_A_BAR
    for bar, chord in enumerate(CHORDS):
        start = bar * bar_seconds
        yield start, Sound(chord[0], bar_seconds, 0.30, 0.02, BASS)
        for midi in chord[1:]:
            yield start - 0.2, Sound(midi, bar_seconds + 0.4, 0.07, 0.6, PAD)
        for half_beat, voice in enumerate(ARPEGGIO):
            if voice >= 0:
                at = start + half_beat * BEAT_SECONDS / 2
                yield at, Sound(chord[voice], 1.8, 0.20, 0.008, PIANO)
    for beat, midi in MELODY:
        yield beat * BEAT_SECONDS, Sound(midi, 2.6, 0.34, 0.012, PIANO)


def render() -> array[int]:
    """The loop as 16-bit samples. A sound that outlasts the end rings on over the beginning."""
    total = round(len(CHORDS) * BEATS_A_BAR * BEAT_SECONDS * SAMPLES_PER_SECOND)
    mix = [0.0] * total
    # Only 31 of the 112 sounds are different. Computing each once takes 1 s instead of 3.
    samples_of = functools.cache(_samples)
    for start_seconds, sound in notes():
        first = round(start_seconds * SAMPLES_PER_SECOND)
        for at, sample in enumerate(samples_of(sound), first):
            mix[at % total] += sample
    scale = PEAK * 32767 / max(map(abs, mix))
    return array("h", (round(sample * scale) for sample in mix))


def _samples(sound: Sound) -> list[float]:
    pitch_hertz = 440.0 * 2 ** ((sound.midi - 69) / 12)
    samples = [0.0] * round(sound.seconds * SAMPLES_PER_SECOND)
    for multiple, share, fall in sound.partials:
        step = 2 * math.pi * pitch_hertz * multiple / SAMPLES_PER_SECOND
        decay = fall / SAMPLES_PER_SECOND
        for n in range(len(samples)):
            samples[n] += share * math.exp(-decay * n) * math.sin(step * n)
    for n in range(len(samples)):
        # Rise and release are eased to nothing: a step in the sound is a click on the line.
        seconds = n / SAMPLES_PER_SECOND
        release = _eased((sound.seconds - seconds) / RELEASE_SECONDS)
        samples[n] *= sound.loudness * release * _eased(seconds / sound.attack_seconds)
    return samples


def _eased(part: float) -> float:
    return 0.5 - 0.5 * math.cos(math.pi * part) if part < 1.0 else 1.0


def write(path: Path) -> None:
    """Write the loop as a WAV file: 8 kHz, mono, 16 bits, which Twilio plays and caches."""
    samples = render()
    if sys.byteorder == "big":
        samples.byteswap()
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(samples.itemsize)
        out.setframerate(SAMPLES_PER_SECOND)
        out.writeframes(samples.tobytes())


if __name__ == "__main__":
    write(PATH)
