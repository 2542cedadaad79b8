"""Bill files that are put into a directory."""

from collections import Counter
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from job_data import Killed, check_ledger, earn, join, killed_at
from sqlalchemy import Connection, func, select

from core.kernel import Database
from core.ledger import ledger
from core.schema import job_run
from jobs.bills import import_files
from jobs.leases import LEASE
from jobs.member_sweep import Run

BILL = """accrual_id,member_id,source,points,earned_on,expires_on
a1,1,promotion,100,2026-05-20,2026-12-31
a2,2,promotion,200,2026-05-20,2026-12-31
a3,3,promotion,300,2026-05-20,2026-12-31
"""


@pytest.fixture
def two(database: Database, at: datetime) -> Database:
    def fill(conn: Connection) -> None:
        for member_id in (1, 2):
            join(conn, member_id)
            earn(conn, member_id, 5, "a", at, None)

    database.run(fill)
    return database


def run(database: Database, directory: Path, at: datetime, worker: str = "one") -> Counter[str]:
    one = Run(database, at.date(), lambda: at, lambda: None, worker)
    import_files(one, directory=directory)
    return one.counts


def balances(database: Database) -> list[int]:
    return [database.read(lambda conn, n=n: ledger.balance(conn, n).balance) for n in (1, 2)]  # type: ignore[misc]


def test_bill_file_is_imported_once_and_moved_to_done_or_refused(
    two: Database, tmp_path: Path, at: datetime
) -> None:
    (tmp_path / "may.csv").write_text(BILL)
    (tmp_path / "odd.csv").write_text("no,such,columns\n1,2,3\n")
    assert run(two, tmp_path, at) == {"files": 1, "applied": 2, "rejected": 1, "refused": 1}
    assert balances(two) == [105, 205]
    assert not list(tmp_path.glob("*.csv"))
    bill, rejected = sorted((tmp_path / "done").iterdir())
    assert bill.name.startswith("may.") and bill.read_text() == BILL
    assert rejected.name == bill.name.removesuffix(".csv") + ".rejected.csv"
    assert "a3" in rejected.read_text() and "a1" not in rejected.read_text()
    refused, reason = sorted((tmp_path / "refused").iterdir())
    assert (refused.name, reason.name) == ("odd.csv", "odd.csv.reason.txt")
    assert "odd.csv, line 1: there is no column accrual_id" in reason.read_text()

    assert run(two, tmp_path, at) == {}
    (tmp_path / "again.csv").write_text(BILL.replace("a3", "a4"))
    assert run(two, tmp_path, at) == {"files": 1, "applied": 0, "rejected": 1}
    assert balances(two) == [105, 205]
    check_ledger(two)


def test_bill_file_with_a_malformed_line_is_refused_whole(
    two: Database, tmp_path: Path, at: datetime
) -> None:
    (tmp_path / "may.csv").write_text(BILL.replace("a3,", '"a3,'))
    assert run(two, tmp_path, at) == {"refused": 1}
    assert balances(two) == [5, 5]
    assert "line 4: a quotation mark" in (tmp_path / "refused/may.csv.reason.txt").read_text()


def test_refused_files_of_one_name_are_all_kept(
    two: Database, tmp_path: Path, at: datetime
) -> None:
    for month in ("april", "may", "june"):
        (tmp_path / "bill.csv").write_text(f"{month}\n")
        assert run(two, tmp_path, at) == {"refused": 1}
    kept = {path.name: path.read_text() for path in (tmp_path / "refused").iterdir()}
    for name, month in {"bill": "april", "bill.2": "may", "bill.3": "june"}.items():
        assert kept[f"{name}.csv"] == f"{month}\n"
        assert "there is no column accrual_id" in kept[f"{name}.csv.reason.txt"]
    assert len(kept) == 6


def test_files_in_capitals_are_imported(two: Database, tmp_path: Path, at: datetime) -> None:
    (tmp_path / "MAY.CSV").write_text(BILL)
    (tmp_path / "Odd.Csv").write_text("no,such,columns\n1,2,3\n")
    (tmp_path / "folder.csv").mkdir()
    assert run(two, tmp_path, at) == {"files": 1, "applied": 2, "rejected": 1, "refused": 1}
    assert balances(two) == [105, 205]
    assert {path.name for path in tmp_path.iterdir()} == {"done", "refused", "folder.csv"}
    assert (tmp_path / "refused" / "Odd.Csv").exists()


def test_corrected_rejected_rows_are_imported_on_resubmission(
    two: Database, tmp_path: Path, at: datetime
) -> None:
    (tmp_path / "may.csv").write_text(BILL.replace("100", "100 points"))
    assert run(two, tmp_path, at)["rejected"] == 2
    [rejected] = (tmp_path / "done").glob("*.rejected.csv")
    mended = rejected.read_text().replace("100 points", "100")
    (tmp_path / rejected.name).write_text(mended)
    assert run(two, tmp_path, at) == {"files": 1, "applied": 1, "rejected": 1}
    assert balances(two) == [105, 205]
    assert not list(tmp_path.glob("*.csv"))


def test_failing_bill_file_does_not_block_later_files(
    two: Database, tmp_path: Path, at: datetime
) -> None:
    (tmp_path / "done").touch()  # no directory to move it to
    (tmp_path / "a.csv").write_text(BILL.splitlines()[0])
    (tmp_path / "b.csv").write_text(BILL)
    assert run(two, tmp_path, at)["failed"] == 2
    assert balances(two) == [105, 205]


def test_import_killed_at_any_statement_resumes_after_lease_expires(
    two: Database, tmp_path: Path, at: datetime
) -> None:
    """Whoever comes next goes on when the dead one's lease has run out, and leaves it alone till
    then."""
    (tmp_path / "may.csv").write_text(BILL)
    waited = 0
    for statement in count(1):
        now = at + statement * LEASE
        try:
            with killed_at(two, statement):
                run(two, tmp_path, now)
        except Killed:
            check_ledger(two)
            if leased_until(two) > now:
                assert run(two, tmp_path, now, "too early") == {}
                waited += 1
        else:
            break
    assert waited > 5
    assert balances(two) == [105, 205]
    assert not list(tmp_path.glob("*.csv"))
    with two.engine.begin() as conn:
        assert conn.execute(select(job_run.c.done_at)).scalars().one() == now


def leased_until(database: Database) -> datetime:
    until = select(func.max(job_run.c.lease_until))
    return database.read(lambda conn: conn.execute(until).scalar()) or datetime.min.replace(
        tzinfo=UTC
    )
