"""Imports of texts, as files of their own."""

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from rejected_rows import rejected

from core.books import audit
from core.imports import Import, runner
from core.kernel import Database

# There are no packages under tests: helpers beside this file are found by its folder.
sys.path.append(str(Path(__file__).parent))


@pytest.fixture
def load(database: Database, tmp_path: Path, at: datetime) -> Iterator[Callable[..., Any]]:
    """load(kind, text) returns the progress, and the lines and reasons of what was rejected."""

    def load(kind: runner.Kind, text: str, name: str = "f.csv", years: int = 0) -> Any:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        report = Import(database, kind, path).run(lambda: at.replace(year=at.year + years))
        return report.progress, rejected(report.rejected_file)

    yield load
    assert database.read(lambda conn: list(audit.violations(conn))) == []
