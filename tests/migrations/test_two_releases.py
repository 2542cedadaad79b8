"""Two releases over one schema, while servers are replaced one by one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from core.books import marks
from core.kernel import Database
from migrations import WrongRevision, check_revision, downgrade, revisions, upgrade

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LATER = "9999"


def at_later_release(database: Database, serves_from: str) -> None:
    def migrate(conn: Any) -> None:
        conn.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{LATER}'")
        marks.note(conn, marks.SERVES_FROM, serves_from, NOW)

    database.run(migrate)


def test_a_release_goes_on_where_a_later_one_has_only_added(database: Database) -> None:
    at_later_release(database, revisions()[0])
    check_revision(database)


def test_a_release_stops_where_a_later_one_has_taken_something_away(database: Database) -> None:
    at_later_release(database, LATER)
    with pytest.raises(WrongRevision, match="does not know"):
        check_revision(database)


def test_an_upgrade_notes_the_oldest_release_that_may_go_on(database: Database) -> None:
    """0041 and 0042 only add. Of what was before the marks nothing is known to an upgrade that
    begins at 0041, so that it promises no more than that."""
    assert marks_of(database) == "0040"
    downgrade(database, "0041")
    upgrade(database)
    assert marks_of(database) == "0041"


def test_going_back_leaves_no_release_that_is_too_new(database: Database) -> None:
    database.run(lambda conn: marks.note(conn, marks.SERVES_FROM, LATER, NOW))
    downgrade(database, "0042")
    assert marks_of(database) == "0042"


def marks_of(database: Database) -> str | None:
    return database.read(lambda conn: marks.value(conn, marks.SERVES_FROM))
