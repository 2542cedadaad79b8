"""Rows and files that an import rejects, and why."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from import_rows import ACCRUALS, HEADER, MEMBERS, rows

from core.imports import BadFile, Progress, runner
from core.kernel import Database

BAD_MEMBERS = {
    "123,Lin,2020-01-01,GD,,,,,,,": "number 123 is not a valid telephone number",
    "1391111001,Lin,2020-01-01,GD,,,,,,,": "number 1391111001 is not a valid telephone number",
    "+861391111001,Lin,2020-01-01,GD,,,,,,,": "is not a valid telephone number",
    "139111100l1,Lin,2020-01-01,GD,,,,,,,": "is not a valid telephone number",
    "13911110011.0,Lin,2020-01-01,GD,,,,,,,": "telephone number: format the column as text",
    "1.39E10,Lin,2020-01-01,GD,,,,,,,": "telephone number: format the column as text",
    "13911110011/13911110012,Lin,2020-01-01,GD,,,,,,,": "is not a valid telephone number",
    "+8613900000009,Lin,20200101,GD,,,,,,,": "joined_on is 20200101, not a day such as",
    "+8613900000009,Lin,2020/02/30,GD,,,,,,,": "joined_on is 2020/02/30, not a day such as",
    "+8613900000009,Lin,2020-01-01,Guangdong,,,,,,,": "province is Guangdong, not two capital",
    "+8613900000009," + "Lin" * 21 + ",2020-01-01,GD,,,,,,,": "name is longer than 60",
    "+8613900000009,,2020-01-01,GD,,,,,,,": "name is missing",
    "+8613900000009,Lin,2020-02-30,GD,,,,,,,": "joined_on is 2020-02-30, not a day such as",
    "+8613900000009,Lin,2020-01-01,GD,platinum,2026-12-31,,,,,": "tier is platinum, not one of",
    "+8613900000009,Lin,2020-01-01,GD,gold,,,,,,": "tier_until goes with every tier but basic",
    "+8613900000009,Lin,2020-01-01,GD,,,left,,,,": "status is left, not one of",
    "+8613900000009,Lin,2020-01-01,GD,,,,,,maybe,": "marketing_ok is maybe, not yes or no",
    "+8613900000009,Lin,2020-01-01,GD,,,,,,,0": "member_id 0 is reserved",
    "+8613900000009,Lin,2020-01-01,GD,,,,,,,500": "member_id 500 is another member's",
    "+8613900000001,Lin,2021-01-01,GD,,,,,,,": "number +8613900000001 is another member's",
    "+8613900000001,Lin,2020-01-31,GD,,,,,,,": "was imported before, with other data",
    "+8613900000009,Lin,2020-01-01": "3 cells, but 11 columns",
    "+8613900000009,Lin,0001-01-01,GD,,,,,,,": "joined_on is 0001-01-01, not between",
    "+8613900000009,Li\0n,2020-01-01,GD,,,,,,,": "name has a character that cannot be",
    "+8613900000009,Li\ufffdn,2020-01-01,GD,,,,,,,": "name has lost characters (U+FFFD)",
    "+8613900000009,#N/A,2020-01-01,GD,,,,,,,": "name is #N/A: the spreadsheet",
    "+8613900000009,????,2020-01-01,GD,,,,,,,": "name is ????: the spreadsheet or a conversion",
    "+8613900000009,\u3164,2020-01-01,GD,,,,,,,": "characters that nobody sees, such as U+3164",
    "+8613900000009,\u0301,2020-01-01,GD,,,,,,,": "characters that nobody sees, such as U+0301",
    "+8613900000009,Lin,2099-01-31,GD,,,,,,,": "joined_on is 2099-01-31, which is after today",
}


BAD_ACCRUALS = {
    "b1,+8613900000099,,mobile,1,,,,,2026-05-31,,": "no member has the number +8613900000099",
    "b2,,99,mobile,1,,,,,2026-05-31,,": "there is no member 99",
    "b3,+8613900000001,,water,1,,,,,2026-05-31,,": "source is water, not one of",
    "b4,+8613900000001,,mobile,-1,,,,,2026-05-31,,": "yuan is below 0: -1",
    "b5,+8613900000001,,mobile,1e3,,,,,2026-05-31,,": "yuan is 1e3, not an amount such as",
    "b6,+8613900000001,,mobile,,,,,,2026-05-31,,": "yuan is missing",
    "b7,+8613900000001,,mobile,1,tip,,,,2026-05-31,,": "charge is tip, not one of",
    "b8,+8613900000001,,mobile,1,,,,,31.05.2026,,": "earned_on is 31.05.2026, not a day",
    "b9,+8613900000001,,mobile,1,,5,,,2026-05-31,,": "points means nothing with the source mobile",
    "b10,+8613900000001,,promotion,,,0,,,2026-05-31,,": "points is 0",
    "b11,+8613900000001,,promotion,,,1.5,,,2026-05-31,,": "points is 1.5, not a whole number",
    "b12,+8613900000001,,partner,,,5,,,2026-05-31,,": "partner is missing",
    "b12a,+8613900000001,,partner,,,5,,bakery,2026-05-31,,": "partner is bakery, not one of",
    "b12b,+8613900000001,,promotion,,,10000001,,,2026-05-31,,": "10000001, more than 10,000,000",
    "b12c,+8613900000001,,mobile,13911110011,,,,,2026-05-31,,": "yuan is 13911110011, more than",
    "b13,+8613900000001,,opening,,,,,,2026-05-31,,": "neither points nor growth",
    "b14,+8613900000003,,mobile,5,,,,,2026-05-31,,": "the member's status is suspended",
    "#REF!,+8613900000001,,mobile,5,,,,,2026-05-31,,": "accrual_id is #REF!: the spreadsheet",
    "b:15,+8613900000001,,mobile,5,,,,,2026-05-31,,": "has a colon",
    "a1,+8613900000001,,mobile,100.98,,,,,2026-05-31,,": "imported before, with other data",
    "a1,+8613900000002,,mobile,100.99,,,,,2026-05-31,,May bill": "was another member's",
    ",+8613900000001,,mobile,5,,,,,2026-05-31,,": "accrual_id is missing",
    "c1,+8613900000001,,mobile,5,,,,,9999-12-31,,": "earned_on is 9999-12-31, not between",
    "c2,+8613900000001,,mobile,5,,,,,2062-05-31,,": "earned_on is 2062-05-31, which is still to",
    "c3,+8613900000001,,mobile,5,,,,,2016-05-31,,": "its last day was 2018-12-31",
    "c4,+8613900000001,,promotion,,,5,,,2026-05-31,2026-05-31,": "its last day was 2026-05-31",
    "c5,+8613900000001,,opening,,,5,,,2020-05-31,2025-12-31,": "its last day was 2025-12-31",
    "c6,+8613900000001,500,mobile,5,,,,,2026-05-31,,": "number +8613900000001 is not member 500's",
    "c7,,0,mobile,5,,,,,2026-05-31,,": "member_id 0 is reserved",
    "c8,+8613900000001,,mobile,5,,,,,2026-05-31,,a\0b": "cannot be displayed: U+0000",
    "c8a,+8613900000001,,mobile,5,,,,,2026-05-31,,a\ufffeb": "cannot be displayed: U+FFFE",
    "c8b,+8613900000001,,mobile,5,,,,,2026-05-31,,a\x0bb": "cannot be displayed: U+000B",
    "c8c,+8613900000001,,mobile,5,,,,,2026-05-31,,a\tb": "memo has a tab, a line break or",
    "c8d,+8613900000001,,mobile,5,,,,,2026-05-31,,a\u2028b": "memo has a tab, a line break or",
    "c8e,\u202d+8613900000001,,mobile,5,,,,,2026-05-31,,": "or an invisible character",
    "c" * 65 + ",+8613900000001,,mobile,5,,,,,2026-05-31,,": "accrual_id is longer than 64",
    "c9,+8613900000001,,mobile,5,,,,,2026-05-31": "10 cells, but 12 columns",
    "c10;+8613900000001;;mobile;5": "1 cells, but 12 columns",
}


@pytest.mark.parametrize("kind", ["members", "accruals"])
def test_invalid_rows_are_rejected_with_line_and_reason(
    database: Database, load: Callable[..., Any], kind: Any
) -> None:
    load("members", MEMBERS)
    load("accruals", ACCRUALS)
    before = rows(database)
    bad = BAD_MEMBERS if kind == "members" else BAD_ACCRUALS
    header = MEMBERS.splitlines()[0] if kind == "members" else HEADER
    progress, reasons = load(kind, "\n".join([header, *bad]))
    assert progress == Progress(len(bad), 0, len(bad))
    assert [line for line, _ in reasons] == list(range(2, len(bad) + 2))
    for (_, reason), (row, expected) in zip(reasons, bad.items(), strict=True):
        assert expected in reason, row
    assert rows(database) == before


def test_corrected_rejects_file_can_be_imported(load: Callable[..., Any], tmp_path: Path) -> None:
    load("members", MEMBERS)
    load("accruals", f"{HEADER}\nx,+8613900000001,,mobile,5 yuan,,,,,2026-05-31,,=1+1", "bills.csv")
    text = (tmp_path / "bills.csv.rejected.csv").read_bytes().decode()
    assert text.startswith("\ufeff")
    assert "x,'+8613900000001,,mobile,5 yuan" in text
    assert text.endswith(",'=1+1\r\n")
    assert load("accruals", text, "again.csv")[1] == [
        (2, "yuan is 5 yuan, not an amount such as 58 or 58.60")
    ]
    assert (tmp_path / "again.csv.rejected.csv").read_bytes().decode() == text
    corrected = text.replace("5 yuan,", "5,")
    assert load("accruals", corrected, "mended.csv")[0] == Progress(1, 1, 0)
    row = "x,+8613900000001,,mobile,5,,,,,2026-05-31,,=1+1"
    assert load("accruals", f"{HEADER}\n{row}")[0] == Progress(1, 0, 0)


def test_duplicate_rows_within_one_file(load: Callable[..., Any]) -> None:
    """The same row twice, another one under its id, a blank line."""
    load("members", MEMBERS)
    row = 'x,+8613900000001,,mobile,5,,,,,2026-05-31,,"one, two"'
    other = row.replace(",5,", ",6,")
    progress, reasons = load("accruals", "\n".join([HEADER, row, row, "", other]))
    assert (progress, progress.applied_before) == (Progress(3, 1, 1), 1)
    assert reasons == [(5, "this accrual_id was imported before, with other data")]


def test_malformed_line_refuses_the_whole_file(
    database: Database, load: Callable[..., Any], monkeypatch: Any
) -> None:
    """A bill at line 4,302 with a stray quotation mark; those before it are not imported either."""
    load("members", MEMBERS)
    before = rows(database)
    bills = [f"m{n},+8613900000001,,mobile,5,,,,,2026-05-31,,May" for n in range(2, 4_400)]
    bills[4_300] = bills[4_300].replace("May", '"May')
    with pytest.raises(BadFile, match="line 4,302: a quotation mark without its second one"):
        load("accruals", "\n".join([HEADER, *bills]))
    assert rows(database) == before


@pytest.mark.parametrize("kind", ["members", "accruals"])
def test_stray_quote_joins_no_rows(
    database: Database, load: Callable[..., Any], kind: runner.Kind
) -> None:
    """A pair of stray quotation marks once made one row of everything between them."""
    load("members", MEMBERS)
    before = rows(database)
    if kind == "members":
        header = "number,name,joined_on,province"
        lines = [f'+86139000001{n:02},"Lin {n},2020-01-01,GD' for n in range(62)]
    else:
        header = "accrual_id,number,source,yuan,earned_on,memo"
        lines = [f'a{n},+8613900000001,mobile,5,2026-05-31,"May' for n in range(200)]
    lines[1:-1] = [line.replace('"', "") for line in lines[1:-1]]
    with pytest.raises(BadFile, match="line 2: a quotation mark without its second one"):
        load(kind, "\n".join([header, *lines]))
    assert rows(database) == before
