"""What the transcript masks: numbers as long as a PIN or a code of this programme."""

import pytest

from flows.engine.reply import MASK, pattern_of_digits


@pytest.mark.parametrize(
    ("lengths", "text", "masked"),
    [
        ((6, 6), "135790", MASK),
        ((6, 6), "my code is 123 456.", f"my code is {MASK}."),
        ((6, 6), "12-34-56", MASK),
        ((6, 6), "20260001", "20260001"),
        ((6, 6), "12345", "12345"),
        ((4, 8), "1357", MASK),
        ((4, 8), "1234 5678", f"{MASK} {MASK}"),
        ((4, 8), "12345678", MASK),
        ((4, 8), "123 456 78", MASK),
        ((4, 8), "135790", "135790"),
    ],
)
def test_numbers_of_those_lengths_are_masked(
    lengths: tuple[int, int], text: str, masked: str
) -> None:
    assert pattern_of_digits(*lengths).sub(MASK, text) == masked
