"""The shipped hold music is what the script writes, is loud enough and has no clicks."""

from __future__ import annotations

import array
import itertools
import math
import sys
import wave

import pytest

from ivr import hold_music


@pytest.fixture(scope="module")
def shipped() -> array.array[int]:
    with wave.open(str(hold_music.PATH), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (
            1,
            2,
            8000,
        )
        samples = array.array("h", file.readframes(file.getnframes()))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def rms(samples: array.array[int]) -> float:
    return math.sqrt(sum(sample * sample for sample in samples) / len(samples)) / 32768


def test_shipped_hold_music_matches_generator(shipped: array.array[int]) -> None:
    made = hold_music.render()
    assert len(made) == len(shipped)
    # Another processor's sine may round the last bit differently.
    assert max(abs(a - b) for a, b in zip(made, shipped, strict=True)) <= 1


def test_hold_music_is_short_small_and_not_clipped(shipped: array.array[int]) -> None:
    assert 20 <= len(shipped) / 8000 <= 30
    assert hold_music.PATH.stat().st_size < 400_000
    assert max(map(abs, shipped)) / 32768 == pytest.approx(hold_music.PEAK, abs=0.001)


def test_no_second_of_hold_music_is_silent_or_loud(shipped: array.array[int]) -> None:
    levels = [rms(shipped[start : start + 8000]) for start in range(0, len(shipped), 8000)]
    assert min(levels) > 0.03
    assert max(levels) < 0.25
    assert 0.06 < rms(shipped) < 0.2


def test_hold_music_loops_without_click(
    shipped: array.array[int],
) -> None:
    steps = [abs(b - a) for a, b in itertools.pairwise(shipped)]
    assert abs(shipped[0] - shipped[-1]) <= max(steps)


def test_hold_music_has_no_dc_offset(shipped: array.array[int]) -> None:
    assert abs(sum(shipped) / len(shipped)) < 20
