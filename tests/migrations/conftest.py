"""Databases without a schema or at the first revision."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from core.kernel import Database
from migrations import upgrade

sys.path.append(str(Path(__file__).parent))

from old_book import load


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(
    request: pytest.FixtureRequest, new_database: Callable[[str, bool], str], tmp_path: Path
) -> Iterator[Database]:
    """A database without a schema, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        database = Database(f"sqlite:///{tmp_path}/empty.db")
    else:
        database = Database(new_database("postgresql", False))
        with database.engine.begin() as conn:
            conn.execute(text("DROP SCHEMA public CASCADE"))
            conn.execute(text("CREATE SCHEMA public"))
    yield database
    database.dispose()


@pytest.fixture
def old(empty: Database) -> Database:
    """A database at the first revision, filled with data of that time."""
    upgrade(empty, "0001")
    empty.run(load)
    return empty
