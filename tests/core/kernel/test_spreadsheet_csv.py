"""Cells of a CSV that a spreadsheet opens."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel import spreadsheet_csv
from core.kernel.spreadsheet_csv import original_cell, safe_cell

RUN_OR_CHANGED = [
    "=1+1", "+86", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", "＋1", "－1", "＠x",
    "'=1", "''+1", "202611000000000001", "013911110011", "007",
]  # fmt: skip
AS_IT_IS = ["", "0", "58.60", "13911110011", "138****0001", "王芳", "O'Neill", "'quoted'", "a=b"]


@pytest.mark.parametrize("cell", RUN_OR_CHANGED)
def test_cell_that_a_spreadsheet_would_run_or_change_gets_an_apostrophe(cell: str) -> None:
    assert safe_cell(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", AS_IT_IS)
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert safe_cell(cell) == original_cell(cell) == cell


def test_nothing_is_an_empty_cell() -> None:
    assert safe_cell(None) == ""


@given(st.text() | st.text(alphabet="'=+-@0123456789 ") | st.sampled_from(RUN_OR_CHANGED))
def test_original_cell_undoes_safe_cell(cell: str) -> None:
    assert original_cell(safe_cell(cell)) == cell
    assert original_cell(safe_cell(safe_cell(cell))) == safe_cell(cell)


@given(st.lists(st.lists(st.text(), min_size=1), min_size=1))
def test_lines_are_csv(rows: list[list[str]]) -> None:
    read = csv.reader(StringIO(spreadsheet_csv.as_lines(rows), newline=""), strict=True)
    assert [[original_cell(cell) for cell in row] for row in read] == rows
