"""A table that is made again loses nothing: neither rows, nor what guards them."""

from collections.abc import Callable, Iterator

import pytest
from schema_description import describe
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from core.kernel import Database
from migrations import sqlite_tables

SMALL = "CONSTRAINT posting_small_check CHECK (amount < 1000000)"


@pytest.fixture
def book(new_database: Callable[[str, bool], str]) -> Iterator[Database]:
    database = Database(new_database("sqlite", True))
    yield database
    database.dispose()


def migrate(database: Database, work: Callable[[Connection], None]) -> None:
    with (
        database.engine.connect() as conn,
        sqlite_tables.foreign_keys_off(conn),
        conn.begin(),
    ):
        work(conn)
        sqlite_tables.check_foreign_keys(conn)


def postings(conn: Connection) -> list[object]:
    return list(conn.execute(text("SELECT * FROM posting ORDER BY member_id, unit, version")))


def test_table_stays_append_only_after_adding_a_constraint(book: Database) -> None:
    """posting: others refer to it, it has an index, and four triggers guard it."""
    before, rows = book.read(describe), book.read(postings)
    migrate(book, lambda conn: sqlite_tables.add_constraint(conn, "posting", SMALL))
    after = book.read(describe)
    assert after.pop("checks") - before.pop("checks") == {
        "posting [('name', 'posting_small_check'), ('sqltext', 'amount < 1000000')]"
    }
    assert after == before
    assert book.read(postings) == rows
    for change in ("UPDATE posting SET memo = ''", "DELETE FROM posting"):
        with pytest.raises(DBAPIError, match="append-only"):
            book.run(lambda conn, change=change: conn.execute(text(change)))


def test_dropping_an_added_constraint_restores_the_schema(book: Database) -> None:
    before = book.read(describe)
    migrate(book, lambda conn: sqlite_tables.add_constraint(conn, "posting", SMALL))
    migrate(
        book, lambda conn: sqlite_tables.drop_constraint(conn, "posting", "posting_small_check")
    )
    assert book.read(describe) == before


def test_dropping_unknown_constraint_raises(book: Database) -> None:
    with pytest.raises(ValueError, match="no constraint posting_small_check"):
        migrate(
            book, lambda conn: sqlite_tables.drop_constraint(conn, "posting", "posting_small_check")
        )


def test_rows_violating_the_new_constraint_change_nothing(book: Database) -> None:
    before, rows = book.read(describe), book.read(postings)
    with pytest.raises(IntegrityError, match="posting_none_check"):
        migrate(
            book,
            lambda conn: sqlite_tables.add_constraint(
                conn, "posting", "CONSTRAINT posting_none_check CHECK (amount > 1000000)"
            ),
        )
    assert (book.read(describe), book.read(postings)) == (before, rows)


def test_rows_violating_a_foreign_key_are_refused(book: Database) -> None:
    stray = "INSERT INTO hold_lot VALUES (1, 'no such hold', 1, 1)"
    with pytest.raises(ValueError, match="hold_lot"):
        migrate(book, lambda conn: conn.execute(text(stray)))
    with pytest.raises(IntegrityError):  # and the foreign keys are on again
        book.run(lambda conn: conn.execute(text(stray)))
