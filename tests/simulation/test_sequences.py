"""Requests in an order in which the product and the reference once differed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from bill_files import Row
from hotline_books import book_of, imports_of, reference_of
from hotline_requests import ask
from rules import Request

from core.books import audit
from core.kernel import Database

MEMBER, NUMBER = 1, "+8613800000001"
TODAY = date(2026, 6, 1)


def _given(accrual_id: str, points: int) -> Row:
    return Row(accrual_id, NUMBER, "promotion", "", 0, points, TODAY)


def _taken_back(accrual_id: str, of: str) -> Row:
    return Row(accrual_id, NUMBER, "promotion", "", 0, 0, TODAY, reverses=of)


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_points_that_paid_a_debt_are_taken_back(
    new_database: Callable[[str, bool], str], at: datetime, dialect: str
) -> None:
    """The grant that pays what is owed is itself refunded: what it paid is owed again."""
    database = Database(new_database(dialect, True))
    reference = database.read(lambda conn: reference_of(conn, "Asia/Shanghai"))
    everything = reference.books[MEMBER].balance + 1_000
    asked: list[tuple[str, dict[str, Any]]] = [
        ("file", {"rows": (_given("a1", 1_000),)}),
        ("spend", {"amount": everything}),
        ("file", {"rows": (_taken_back("r1", "a1"), _given("a2", 1_500))}),
        ("file", {"rows": (_taken_back("r2", "a2"), _taken_back("r3", "a2"))}),
    ]
    try:
        for n, (act, what) in enumerate(asked):
            request = Request(act, MEMBER, f"key-{n}", at, what, {})
            expected, states = reference.stages(request)
            assert ask(database, request) == expected, str(request)
            reference = states[-1]
        with database.engine.connect() as conn:
            assert book_of(conn, MEMBER) == reference.books[MEMBER]
            assert imports_of(conn) == reference.imports
            assert [count for _, count, _ in imports_of(conn).values()] == [0, 0, 1]
            assert list(audit.violations(conn)) == []
    finally:
        database.dispose()
