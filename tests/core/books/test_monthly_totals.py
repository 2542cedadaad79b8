"""Points by month, from closed days and from the postings after them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from core.books import MonthTotals, daily_totals, monthly_totals
from core.kernel import Database
from core.ledger import ledger

APRIL, MAY, JUNE = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)
AT = datetime(2026, 6, 5, 4, tzinfo=UTC)


@pytest.fixture
def book(database: Database, join: Callable[..., int]) -> Database:
    """300 earned in March and 200 in May, 120 redeemed in May, 30 expired and 10 earned today."""

    def earn(conn: Connection, amount: int, *, at: datetime, **more: Any) -> None:
        granted = {"contra": "issued", "kind": "mobile", "expires_at": date(2028, 12, 31)} | more
        ledger.grant(
            conn,
            member_id=1,
            amount=amount,
            key=f"{amount}",
            at=at,
            unit_cost_mfen=1_000,
            **granted,
        )

    def fill(conn: Connection) -> None:
        join(conn)
        earn(conn, 300, at=datetime(2026, 3, 10, tzinfo=UTC))
        earn(conn, 200, at=datetime(2026, 5, 31, 15, tzinfo=UTC))
        earn(conn, 70, unit="growth", expires_at=None, at=AT)
        spend = {"member_id": 1, "contra": "redeemed", "kind": "redeem", "key": "s"}
        ledger.spend(conn, amount=120, at=datetime(2026, 5, 31, 15, tzinfo=UTC), **spend)
        expire = {"member_id": 1, "contra": "expired", "kind": "expire", "key": "e"}
        ledger.spend(conn, amount=30, at=AT, **expire)
        earn(conn, 10, at=AT)

    database.run(fill)
    return database


@pytest.mark.parametrize("is_closed", [False, True])
def test_months_are_summed_and_points_outstanding_are_carried_on(
    book: Database, is_closed: bool
) -> None:
    if is_closed:
        for day in book.read(lambda conn: list(daily_totals.days_to_close(conn, AT))):
            book.run(lambda conn, day=day: daily_totals.close(conn, day=day))
    assert book.read(lambda conn: monthly_totals.by_month(conn, AT, months=3)) == [
        MonthTotals(APRIL, outstanding=300),
        MonthTotals(MAY, issued=200, redeemed=120, outstanding=380),
        MonthTotals(JUNE, issued=10, expired=30, outstanding=360),
    ]


def test_a_month_has_one_zone(book: Database) -> None:
    """15:00 UTC on 31 May is still May in Shanghai, 16:00 is June."""
    first = datetime(2026, 5, 31, 16, tzinfo=UTC)
    [may, june] = book.read(
        lambda conn: monthly_totals.by_month(conn, first + timedelta(days=1), months=2)
    )
    assert (may.issued, june.month) == (200, JUNE)
