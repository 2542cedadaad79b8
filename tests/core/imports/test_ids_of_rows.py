"""Ids that a spreadsheet has changed count nothing; ids that differ are two."""

from collections.abc import Callable
from typing import Any

import pytest
from import_rows import HEADER, MEMBERS

from core.imports import Progress


def test_id_and_number_that_a_spreadsheet_made_a_float_count_nothing(
    load: Callable[..., Any],
) -> None:
    """The same bill in a proper file counts once."""
    load("members", MEMBERS)
    row = "202611000000000001,13900000001,,mobile,5,,,,,2026-05-31,,"
    mangled = [
        row.replace("202611000000000001", each)
        for each in ("2.02611E+17", "2.02611e17", '"2,02611E+17"', "2E+17", "202611000000000001.0")
    ]
    mangled += [row.replace("13900000001", each) for each in ("1.39E+10", "13900000001.0")]
    progress, reasons = load("accruals", "\n".join([HEADER, *mangled, row]))
    assert progress == Progress(8, 1, 7)
    assert [line for line, _ in reasons] == [2, 3, 4, 5, 6, 7, 8]
    assert all("format the column as text in the spreadsheet" in reason for _, reason in reasons)


def test_long_id_whose_last_digits_became_zeros_counts_nothing(load: Callable[..., Any]) -> None:
    """As a spreadsheet saves it where the column shows whole numbers."""
    load("members", MEMBERS)
    row = "202611000000000123,13900000001,,mobile,5,,,,,2026-05-31,,"
    ids = ("202611000000000000", "202611000000000000000", "100000000000000000")
    rounded = [row.replace("202611000000000123", each) for each in ids]
    progress, reasons = load("accruals", "\n".join([HEADER, *rounded, row]))
    assert progress == Progress(4, 1, 3)
    assert reasons[0][1] == (
        "accrual_id 202611000000000000 has only zeros after 15 digits, as if rounded:"
        " format the column as text in the spreadsheet"
    )
    assert [line for line, _ in reasons] == [2, 3, 4]


@pytest.mark.parametrize(
    "given",
    ["202611000000000100", "20261100000000000", "202611000000000", "000000000000001000"],
)
def test_long_id_may_end_in_zeros_of_its_own(load: Callable[..., Any], given: str) -> None:
    """Nor has a spreadsheet rounded what begins with zeros: it drops those."""
    load("members", MEMBERS)
    row = f"{given},13900000001,,mobile,5,,,,,2026-05-31,,"
    assert load("accruals", f"{HEADER}\n{row}")[0] == Progress(1, 1, 0)


@pytest.mark.parametrize(
    ("first", "later"), [("0123", "123"), ("123", "0123"), ("0123", "00123"), ("00", "0")]
)
def test_id_that_differs_by_leading_zeros_only_counts_once(
    load: Callable[..., Any], first: str, later: str
) -> None:
    """A spreadsheet drops them. Also in a second file, and however often it is imported."""
    load("members", MEMBERS)
    rows = [f"{each},13900000001,,mobile,5,,,,,2026-05-31,," for each in (first, later)]
    reason = f"accrual_id {later} was imported before with other leading zeros"
    progress, reasons = load("accruals", "\n".join([HEADER, *rows]))
    assert (progress, reasons) == (Progress(2, 1, 1), [(3, reason)])
    progress, reasons = load("accruals", f"{HEADER}\n{rows[1]}", name="second.csv")
    assert (progress, reasons) == (Progress(1, 0, 1), [(2, reason)])
    progress, reasons = load("accruals", f"{HEADER}\n{rows[0]}", name="third.csv")
    assert (progress, reasons) == (Progress(1, 0, 0), [])


def test_ids_that_differ_by_more_than_leading_zeros_are_two(load: Callable[..., Any]) -> None:
    load("members", MEMBERS)
    ids = ("0123", "1230", "A0123", "A123", "0124")
    rows = [f"{each},13900000001,,mobile,5,,,,,2026-05-31,," for each in ids]
    assert load("accruals", "\n".join([HEADER, *rows]))[0] == Progress(5, 5, 0)


def test_id_in_hexadecimal_digits_is_no_float(load: Callable[..., Any]) -> None:
    load("members", MEMBERS)
    row = "12345e67,+8613900000001,,mobile,5,,,,,2026-05-31,,"
    assert load("accruals", f"{HEADER}\n{row}")[0] == Progress(1, 1, 0)
