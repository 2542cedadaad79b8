from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from core.books import daily_totals
from core.books.daily_totals import DailyTotal
from core.kernel import Database
from core.ledger import ledger
from core.schema import programme_day

DAY = date(2026, 6, 1)
ISSUED = "day 2026-06-01, issued, mobile of points"
MIDNIGHT = datetime(2026, 6, 1, 16, tzinfo=UTC)  # as 2 June begins in Shanghai


@pytest.fixture
def book(database: Database, join: Callable[..., int], earn: Any, at: datetime) -> Database:
    """One member: two grants and a redemption on 1 June, a grant at the first moment of 2 June."""

    def fill(conn: Connection) -> None:
        join(conn)
        earn(conn, 300, key="a")
        earn(conn, 200, key="b")
        earn(conn, 70, key="growth", unit="growth", expires_at=None)
        spend = {"member_id": 1, "contra": "redeemed", "kind": "redeem", "key": "s"}
        ledger.spend(conn, amount=120, at=MIDNIGHT - timedelta(seconds=1), **spend)
        later = {"contra": "partner:1", "kind": "partner", "key": "p", "at": MIDNIGHT}
        ledger.grant(conn, member_id=1, amount=9, expires_at=None, unit_cost_mfen=1_000, **later)

    database.run(fill)
    return database


def close_all(database: Database, at: datetime) -> list[date]:
    days = database.read(lambda conn: list(daily_totals.days_to_close(conn, at)))
    for day in days:
        database.run(lambda conn, day=day: daily_totals.close(conn, day=day))  # type: ignore[misc]
    return days


def test_day_is_closed_only_after_the_closing_delay(book: Database) -> None:
    margin, second = daily_totals.CLOSING_DELAY, timedelta(seconds=1)
    assert close_all(book, MIDNIGHT + margin - second) == []
    assert close_all(book, MIDNIGHT + margin) == [DAY]
    assert book.read(lambda conn: daily_totals.closed_totals(conn, DAY)) == [
        DailyTotal("issued", "growth", "mobile", 1, 70),
        DailyTotal("issued", "points", "mobile", 2, 500),
        DailyTotal("redeemed", "points", "redeem", 1, -120),
    ]
    assert close_all(book, MIDNIGHT + margin) == []
    # A day on which nothing happened has no totals, and is looked at until another has.
    assert close_all(book, MIDNIGHT + margin + timedelta(days=3)) == [
        date(2026, 6, day) for day in (2, 3, 4)
    ]
    assert book.read(lambda conn: len(conn.execute(select(programme_day)).all())) == 4
    assert book.read(lambda conn: list(daily_totals.differences(conn))) == []


def test_closing_a_closed_day_adds_no_totals(book: Database) -> None:
    assert book.run(lambda conn: daily_totals.close(conn, day=DAY)) == 3
    assert book.run(lambda conn: daily_totals.close(conn, day=DAY)) == 0


def test_empty_ledger_has_no_days_to_close(database: Database, at: datetime) -> None:
    assert close_all(database, at) == []
    assert database.read(lambda conn: list(daily_totals.differences(conn))) == []


def test_postings_added_to_a_closed_day_are_reported(book: Database, earn: Any) -> None:
    close_all(book, MIDNIGHT + daily_totals.CLOSING_DELAY)
    book.run(lambda conn: earn(conn, 5, key="late"))
    assert book.read(lambda conn: list(daily_totals.differences(conn))) == [
        f"{ISSUED}: 2 postings of 500 are closed, but not in the ledger",
        f"{ISSUED}: 3 postings of 505 are in the ledger, but not closed",
    ]
