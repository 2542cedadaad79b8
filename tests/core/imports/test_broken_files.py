"""However broken a file is: its rows are counted against its lines, and none is joined to
another."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rejected_rows import rejected
from sqlalchemy import select

from core.imports import BadFile, Import, Progress
from core.kernel import Database
from core.schema import posting

MEMBERS = "number,name,joined_on,province\n+8613900000001,王芳,2020-01-31,GD\n"
HEADER = "accrual_id,number,source,points,earned_on,memo"
SOUND = [
    f"a{n},+8613900000001,promotion,{10 + n},2026-05-31,May {n}" for n in range(6)
]  # some come twice, and are counted as there before
BROKEN = [
    'q1,+8613900000001,promotion,5,2026-05-31,"May',
    'q2,+8613900000001,promotion,5,2026-05-31,6" phone',
    'q3,"+8613900000001,promotion,5,2026-05-31,May',
    "c1,+8613900000001,promotion,5",
    "c2;+8613900000001;promotion;5;2026-05-31;",
    "2.02611E+17,+8613900000001,promotion,5,2026-05-31,",
    "n1,13900000001.0,promotion,5,2026-05-31,",
    "n2,1390000000,promotion,5,2026-05-31,",
    "n3,+8613900000009,promotion,5,2026-05-31,",
    "p1,+8613900000001,promotion,5 points,2026-05-31,",
    "m1,+8613900000001,promotion,5,2026-05-31,=1+1",
    "k1,+8613900000001,promotion,5,2026-05-31,a\x00b",
    "l1,+8613900000001,promotion,5,2026-05-31,a\u2028b",
    "l2,+8613900000001,promotion,5,2026-05-31,a\ufffeb",
    "",
    "   ",
    ",,,,,",
    '""',
    "王芳",
    "a\rb",
]
PIECES = st.text(alphabet="a1,;\"'=+\t \ufeff\ufffe王", max_size=12)
LINES = st.lists(st.sampled_from(SOUND) | st.sampled_from(BROKEN) | PIECES, max_size=12)
ENDS = st.sampled_from(["\n", "\r\n"])


@pytest.fixture
def programme(database: Database, tmp_path: Path, at: datetime) -> Database:
    path = tmp_path / "members.csv"
    path.write_text(MEMBERS, encoding="utf-8")
    Import(database, "members", path).run(lambda: at)
    return database


def postings(database: Database) -> list[tuple[str, int]]:
    with database.engine.begin() as conn:
        found = conn.execute(select(posting.c.memo, posting.c.amount).order_by(posting.c.version))
        return [(memo, amount) for memo, amount in found]


def has_malformed_quotes(lines: list[str]) -> bool:
    """By a reader of its own: a cell with quotation marks begins and ends with one, and has only
    pairs between."""
    return any("\r" in line or _is_malformed(line) for line in lines)


def _is_malformed(line: str) -> bool:
    is_open, at_start = False, True
    place = 0
    while place < len(line):
        character, following = line[place], line[place + 1 : place + 2]
        if is_open and character == following == '"':
            place += 1
        elif is_open and character == '"':
            is_open = False
            if following not in ("", ","):
                return True
        elif not is_open and character == '"':
            if not at_start:
                return True
            is_open = True
        at_start = not is_open and character == ","
        place += 1
    return is_open


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=LINES, end=ENDS)
def test_rows_add_up_to_lines(
    programme: Database, tmp_path: Path, at: datetime, lines: list[str], end: str
) -> None:
    path = tmp_path / f"{uuid4()}.csv"
    path.write_bytes(end.join([HEADER, *lines]).encode())
    before = postings(programme)
    if has_malformed_quotes(lines):
        with pytest.raises(BadFile, match=r", line [0-9]+: "):
            Import(programme, "accruals", path)
        assert postings(programme) == before
        return
    job = Import(programme, "accruals", path)
    report = job.run(lambda: at)
    done = report.progress
    numbered = enumerate(path.read_bytes().split(b"\n")[1:], 2)
    rows = {number for number, line in numbered if line.strip(b" \r")}
    assert done.rows_done == job.source.row_count == len(rows)
    assert done.applied + done.applied_before + done.rejected == len(rows)
    said = [line for line, _ in rejected(report.rejected_file)]
    assert len(said) == done.rejected
    assert set(said) <= rows and said == sorted(set(said))
    new = postings(programme)[len(before) :]
    assert len(new) == done.applied
    assert all(memo in ("", "=1+1") or memo.startswith("May ") for memo, _ in new)
    assert all(amount in range(5, 16) for _, amount in new)


def test_every_sound_row_is_applied_beside_broken_ones(
    programme: Database, tmp_path: Path, at: datetime
) -> None:
    path = tmp_path / "bills.csv"
    broken = [line for line in BROKEN if '"' not in line and "\r" not in line]
    path.write_text("\n".join([HEADER, *broken, *SOUND]), encoding="utf-8")
    report = Import(programme, "accruals", path).run(lambda: at)
    blank, sound = 2, [*SOUND, "m1"]
    assert report.progress == Progress(
        len(broken) - blank + len(SOUND), len(sound), len(broken) - blank - 1
    )
