"""Two imports at the same time, on PostgreSQL: on SQLite the second waits for the first."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from rejected_rows import rejected
from sqlalchemy import event

from core.books import audit
from core.imports import Import, Progress
from core.kernel import Database

HEADER = "accrual_id,number,source,yuan,earned_on"
ONE, OTHER = "+8613800000001", "+8613800000004"
RACERS = 2


@pytest.fixture
def both_have_read(new_database: Callable[[str, bool], str]) -> Iterator[Database]:
    """Each of two imports waits until both have read the receipts."""
    database = Database(new_database("postgresql", True))
    have_read, reads = threading.Barrier(RACERS), count()

    @event.listens_for(database.engine, "after_cursor_execute")
    def wait_for_the_other(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "FROM receipt" in statement and next(reads) < RACERS:
            have_read.wait()

    yield database
    database.dispose()


@pytest.mark.parametrize(
    "bills",
    [
        (("0123", ONE), ("123", ONE)),
        (("0123", ONE), ("00123", ONE)),
        (("0123", ONE), ("123", OTHER)),
        (("A123", ONE), ("A123", OTHER)),
    ],
)
def test_bill_counts_once(
    both_have_read: Database, tmp_path: Path, at: datetime, bills: tuple[tuple[str, str], ...]
) -> None:
    """Whether the ids differ by leading zeros, the members differ, or both."""

    def load(bill: tuple[str, str]) -> tuple[Progress, list[tuple[int, str]]]:
        path = tmp_path / f"{'-'.join(bill)}.csv"
        path.write_text(f"{HEADER}\n{','.join(bill)},mobile,50,2026-05-31\n")
        report = Import(both_have_read, "accruals", path).run(lambda: at)
        return report.progress, rejected(report.rejected_file)

    with ThreadPoolExecutor(RACERS) as pool:
        results = sorted(pool.map(load, bills), key=lambda result: result[0].rejected)
    assert [progress for progress, _ in results] == [Progress(1, 1, 0), Progress(1, 0, 1)]
    [(line, reason)] = results[1][1]
    assert line == 2
    assert "with other leading zeros" in reason or "was another member's" in reason
    assert both_have_read.read(lambda conn: list(audit.violations(conn))) == []
