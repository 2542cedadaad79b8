"""Imports of many rows: killed and resumed, twice at once, of a file that is changed."""

from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from import_rows import HEADER, MEMBERS
from rejected_rows import rejected
from sqlalchemy import Connection, select

from core.books import audit
from core.imports import BadFile, Import, ImportUnderWay, Progress, runner
from core.kernel import Database
from core.ledger import ledger
from core.schema import member, posting


def test_file_that_is_changed_meanwhile_is_not_imported_to_its_end(
    database: Database, tmp_path: Path, at: datetime
) -> None:
    path = tmp_path / "members.csv"
    path.write_text(MEMBERS, encoding="utf-8")
    job = Import(database, "members", path)
    path.write_text(MEMBERS + MEMBERS.splitlines()[-1], encoding="utf-8")
    with pytest.raises(BadFile, match="changed while it was being imported"):
        job.run(lambda: at)
    assert database.read(lambda conn: conn.execute(select(member)).all()) == []


@pytest.fixture
def many(database: Database, tmp_path: Path, at: datetime, monkeypatch: Any) -> Path:
    """25 bills in chunks of 4; every fifth bill has an unknown member."""
    monkeypatch.setattr(runner, "CHUNK", 4)
    members, bills = tmp_path / "members.csv", tmp_path / "bills.csv"
    members.write_text(MEMBERS, encoding="utf-8")
    Import(database, "members", members).run(lambda: at)
    lines = [
        f"m{n},{'+861390000000' + ('9' if n % 5 == 0 else '1')},,mobile,{n},,,,,2026-05-31,,"
        for n in range(1, 26)
    ]
    bills.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    return bills


class Killed(Exception):
    pass


@pytest.mark.parametrize("chunk", range(7))
@pytest.mark.parametrize("place", ["before the chunk", "before its commit"])
def test_killed_import_resumes_at_last_committed_chunk(
    database: Database, many: Path, at: datetime, monkeypatch: Any, chunk: int, place: str
) -> None:
    """The process dies at each step in turn; nothing is lost, nothing counts twice."""
    write, asked = runner.RejectedFile.write, count()

    def clock() -> datetime:
        if next(asked) == chunk + 1 and place == "before the chunk":
            raise Killed
        return at

    def write_and_die(self: runner.RejectedFile, found: Any) -> None:
        write(self, found)
        if done.rows_done == 4 * chunk:
            raise Killed

    done = Progress(0, 0, 0)

    def progress(now: Progress) -> None:
        nonlocal done
        done = now

    with monkeypatch.context() as patch:
        if place == "before its commit":
            patch.setattr(runner.RejectedFile, "write", write_and_die)
        with pytest.raises(Killed):
            Import(database, "accruals", many).run(clock, progress)
    report = Import(database, "accruals", many).run(lambda: at)
    assert report.progress == Progress(25, 20, 5)
    assert report.resumed_at == 4 * chunk
    assert [line for line, _ in rejected(report.rejected_file)] == [6, 11, 16, 21, 26]
    with database.engine.begin() as conn:
        assert ledger.balance(conn, 501, "growth").balance == sum(n for n in range(1, 26) if n % 5)
        assert list(audit.violations(conn)) == []


def test_concurrent_import_of_the_same_file_is_refused(
    database: Database, many: Path, at: datetime
) -> None:
    other: list[bool] = []

    def meanwhile(_: Progress) -> None:
        if not other:
            other.append(True)
            with pytest.raises(Killed):
                Import(database, "accruals", many).run(clock)

    calls: list[int] = []

    def clock() -> datetime:
        calls.append(1)
        if len(calls) == 4:
            raise Killed
        return at

    with pytest.raises(ImportUnderWay):
        Import(database, "accruals", many).run(lambda: at, meanwhile)


def test_clock_is_read_for_each_chunk(database: Database, many: Path, at: datetime) -> None:
    """An import that runs past midnight does not post into a day that was closed meanwhile."""
    days = iter(range(100))
    Import(database, "accruals", many).run(lambda: at + timedelta(days=next(days)))

    def recorded(conn: Connection) -> set[date]:
        return {moment.date() for (moment,) in conn.execute(select(posting.c.recorded_at))}

    # Seven chunks, the last of which is one rejected row.
    assert len(database.read(recorded)) == 6
