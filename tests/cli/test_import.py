"""The commands as an operator types them: output, effect and exit code."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Connection, func, select

from core.books import audit
from core.books.daily_totals import CLOSING_DELAY
from core.kernel import Database
from core.ledger import ledger
from core.schema import import_run, posting
from hotline import main

MEMBER = "+8613900000001,王芳,2020-01-31,GD\n"
MEMBERS = f"number,name,joined_on,province\n{MEMBER}"
HEADER = "accrual_id,number,source,yuan,points,earned_on,expires_on,memo"
ACCRUALS = f"""{HEADER}
a1,+8613900000001,mobile,100,,2026-05-31,,May
a2,+8613900000009,mobile,100,,2026-05-31,,May
o1,+8613900000001,opening,,8000,2026-01-01,2027-06-30,
"""
CHANGES = """event_id,source,kind,happened_at,number
1,billing,arrears_begun,2026-05-31T09:00:00+08:00,+8613900000001
2,billing,divorced,2026-05-31T09:00:00+08:00,+8613900000001
"""
BILLS = 12_000


@pytest.fixture
def hotline(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Result]:
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(False))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "members.csv").write_text(MEMBERS, encoding="utf-8")
    (tmp_path / "accruals.csv").write_text(ACCRUALS, encoding="utf-8")
    (tmp_path / "stray.csv").write_text(MEMBERS + MEMBER.replace("王", '"王'), encoding="utf-8")
    return lambda *words: CliRunner().invoke(main, words)


def test_members_and_accruals_are_imported(hotline: Callable[..., Result]) -> None:
    assert "1 rows: 1 imported" in hotline("import", "members", "members.csv").output
    result = hotline("import", "accruals", "accruals.csv")
    assert result.exit_code == 0
    assert "4 lines, of which the first names the columns." in result.output
    assert "3 rows: 2 imported, 0 were there before, 1 rejected." in result.output
    assert "accruals.csv.rejected.csv" in result.output
    rejected = Path("accruals.csv.rejected.csv").read_text(encoding="utf-8").splitlines()
    assert rejected == [
        f"\ufeffline,reason,{HEADER}",
        "3,no member has the number +8613900000009,a2,'+8613900000009,mobile,100,,2026-05-31,,May",
    ]
    again = hotline("import", "accruals", "accruals.csv").output
    assert "0 imported, 2 were there before, 1 rejected." in again
    assert "Nothing was new." in again
    assert "No violations found." in hotline("audit").output


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("none.csv", "No such file"),
        ("accruals.csv", "accruals.csv, line 1: there is no column joined_on, name, province"),
        ("stray.csv", "stray.csv, line 3: a quotation mark without its second one"),
    ],
)
def test_unreadable_file_exits_with_error(
    hotline: Callable[..., Result], file: str, said: str
) -> None:
    result = hotline("import", "members", file)
    assert (result.exit_code, said in result.output) == (1, True)


def test_changes_are_imported(hotline: Callable[..., Result]) -> None:
    hotline("import", "members", "members.csv")
    Path("changes.csv").write_text(CHANGES, encoding="utf-8")
    output = hotline("import", "changes", "changes.csv").output
    assert "2 rows: 1 imported, 0 were there before, 1 rejected." in output
    assert "0 imported, 1 were there before" in hotline("import", "changes", "changes.csv").output
    rejected = Path("changes.csv.rejected.csv").read_text(encoding="utf-8").splitlines()
    assert rejected[1].startswith('3,"kind is divorced, not one of')
    assert hotline("audit").exit_code == 0


def test_seals_are_made_and_checked(hotline: Callable[..., Result], database: Database) -> None:
    hotline("import", "members", "members.csv")
    two_days_before_one_that_is_over = datetime.now(UTC) - CLOSING_DELAY - timedelta(days=2)

    def earn(conn: Connection) -> None:
        ledger.grant(
            conn,
            member_id=1,
            amount=5,
            contra="issued",
            kind="mobile",
            key="k",
            at=two_days_before_one_that_is_over,
            expires_at=None,
            unit_cost_mfen=1_000,
        )

    database.run(earn)
    assert "2 days sealed, up to" in hotline("seal", "make").output
    heads = hotline("seal", "heads").output
    assert len(heads.splitlines()) == 16
    Path("heads.txt").write_text(heads, encoding="utf-8")
    sound = hotline("seal", "check", "--published", "heads.txt")
    assert (sound.exit_code, sound.output) == (0, "Every seal is whole.\n")
    Path("heads.txt").write_text(heads.replace(heads.split()[3], "0" * 64), encoding="utf-8")
    broken = hotline("seal", "check", "--published", "heads.txt")
    assert (broken.exit_code, "another head was published" in broken.output) == (1, True)
    Path("heads.txt").write_text("x", encoding="utf-8")
    assert hotline("seal", "check", "--published", "heads.txt").exit_code == 1


def test_import_resumes_after_sigkill(
    hotline: Callable[..., Result], database: Database, tmp_path: Path
) -> None:
    """A process is killed with SIGKILL, wherever it is; the same command finishes the import."""
    hotline("import", "members", "members.csv")
    bills = [f"m{n},+8613900000001,mobile,{1 + n % 9},,2026-05-31,," for n in range(BILLS)]
    Path("bills.csv").write_text("\n".join([HEADER, *bills]), encoding="utf-8")
    words = [sys.executable, "-m", "hotline", "import", "accruals", "bills.csv"]
    python_path = str(Path(__file__).parents[2])
    environment = os.environ | {"PYTHONPATH": python_path}
    for chunks in (1, 3):
        with subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL) as process:
            while process.poll() is None and rows_done(database) < 2_000 * chunks:
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
        assert 2_000 * chunks <= rows_done(database) < BILLS
    result = hotline("import", "accruals", "bills.csv")
    assert "Went on after" in result.output
    assert f"{BILLS:,} rows: {BILLS:,} imported, 0 were there before, 0 rejected." in result.output
    with database.engine.begin() as conn:
        count = conn.execute(select(func.count()).where(posting.c.unit == "growth")).scalar_one()
        assert count == BILLS
        assert list(audit.violations(conn)) == []


def rows_done(database: Database) -> int:
    """Rows of the bills that were imported so far."""
    newest = select(func.max(import_run.c.rows_done)).where(import_run.c.kind == "accruals")
    return int(database.read(lambda conn: conn.execute(newest).scalar_one()) or 0)
