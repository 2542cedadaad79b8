"""Sound as 16-bit samples, one channel: what is played has RATE samples a second, as the voices
have, and what the caller says HEARD_RATE, as the line has. PJSIP converts between the two."""

from __future__ import annotations

import io
import math
import wave
from array import array

from phone.recordings import SAMPLES_PER_SECOND
from phone.sip.espeak import SAMPLE_BYTES, SAMPLE_RATE

RATE, HEARD_RATE = SAMPLE_RATE, SAMPLES_PER_SECOND
BYTES_A_SECOND, HEARD_BYTES_A_SECOND = RATE * SAMPLE_BYTES, HEARD_RATE * SAMPLE_BYTES
LOUDNESS = 6_000  # of a tone, of 32,767
ROWS, COLUMNS = (697, 770, 852, 941), (1209, 1336, 1477)
KEYPAD = ("123", "456", "789", "*0#")
TONES = {
    key: (row, column)
    for row, keys in zip(ROWS, KEYPAD, strict=True)
    for column, key in zip(COLUMNS, keys, strict=True)
}
"""The two frequencies of each key, in Hz (ITU-T Q.23)."""

KEY_SECONDS, GAP_SECONDS = 0.12, 0.1
BEEP_SECONDS, BEEP_HZ = 0.5, 1_000


class NotPlayable(ValueError):
    """It is no WAV file with 16-bit samples and one channel."""


def silence(seconds: float) -> bytes:
    return bytes(round(seconds * RATE) * SAMPLE_BYTES)


def tone(seconds: float, *hertz: int) -> bytes:
    angles = [2 * math.pi * each / RATE for each in hertz]
    places = range(round(seconds * RATE))
    return array(
        "h", (round(LOUDNESS * sum(math.sin(a * place) for a in angles)) for place in places)
    ).tobytes()


def beep() -> bytes:
    """The tone before a recording."""
    return tone(BEEP_SECONDS, BEEP_HZ)


def key_tones(keys: str) -> bytes:
    """The tones of keys, with silence before and after each; of other characters (w is half a
    second to a carrier) silence alone."""
    gap = silence(GAP_SECONDS)
    return gap + b"".join(tone(KEY_SECONDS, *TONES.get(key, ())) + gap for key in keys)


def samples_of_wav(file: bytes) -> bytes:
    """The sound of a WAV file, at RATE. Raises NotPlayable."""
    try:
        with wave.open(io.BytesIO(file)) as opened:
            form = opened.getnchannels(), opened.getsampwidth()
            rate, sound = opened.getframerate(), opened.readframes(opened.getnframes())
    except (wave.Error, EOFError) as problem:
        raise NotPlayable(str(problem)) from problem
    if form != (1, SAMPLE_BYTES) or not rate:
        raise NotPlayable(f"{form[0]} channels of {form[1]} bytes")
    return sound if rate == RATE else _resampled(array("h", sound), rate).tobytes()


def _resampled(samples: array[int], rate: int) -> array[int]:
    """By straight lines between the samples: PJSIP filters what the line cannot carry."""
    last, resampled = len(samples) - 1, array("h")
    for place in range(len(samples) * RATE // rate):
        whole, part = divmod(place * rate, RATE)
        here, then = samples[whole], samples[min(whole + 1, last)]
        resampled.append(here + (then - here) * part // RATE)
    return resampled


def loudness(samples: bytes) -> float:
    """The mean distance from silence, of 32,767."""
    heard = array("h", samples)
    return sum(map(abs, heard)) / len(heard) if heard else 0.0
