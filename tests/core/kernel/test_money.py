import pytest

from core.kernel import rounded_to_fen


@pytest.mark.parametrize(
    ("mfen", "fen"),
    [
        (0, 0),
        (1_000, 1),
        (1_499, 1),
        (1_501, 2),
        (500, 0),  # halves go to the even fen
        (1_500, 2),
        (2_500, 2),
        (-500, 0),
        (-1_499, -1),
        (-1_500, -2),
        (-1_501, -2),
        (850 * 12_345, 10_493),
        (10**18 + 500, 10**15),  # exact, however much it is
    ],
)
def test_amounts_are_rounded_to_fen_half_to_even(mfen: int, fen: int) -> None:
    assert rounded_to_fen(mfen) == fen


def test_halves_cancel_out() -> None:
    assert sum(rounded_to_fen(fen * 1_000 + 500) for fen in range(100)) == sum(range(1, 101)) - 50
