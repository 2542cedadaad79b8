"""The scales and lines of charts."""

import pytest

from desk.frame import charts


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], [0, 1]),
        ([0, 1], [0, 1]),
        ([3], [0, 1, 2, 3]),
        ([5], [0, 2, 4, 6]),
        ([17, 2], [0, 5, 10, 15, 20]),
        ([240], [0, 100, 200, 300]),
        ([1_234_567], [0, 500_000, 1_000_000, 1_500_000]),
    ],
)
def test_scale_has_round_ticks_and_holds_all_values(values: list[int], ticks: list[int]) -> None:
    assert charts.scale_for(values).ticks == ticks


def test_line_is_drawn_from_column_to_column() -> None:
    assert charts.line([0, 5, 10], charts.Scale(5, 2)) == "0.5,100.0 1.5,50.0 2.5,0.0"


def test_one_value_alone_is_as_wide_as_its_column() -> None:
    assert charts.line([5], charts.Scale(5, 2)) == "0,50.0 1,50.0"
