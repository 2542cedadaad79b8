"""Refunds of a bill in random parts, and two at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from core.books import audit
from core.kernel import Database
from core.ledger import NotEnoughPoints, ReversesTooMuch, ledger
from core.loyalty import Applied, BadReversal, Bill, Charge, Reversal, accrual, accrual_reversal

ON = date(2026, 5, 20)
NUMBERS = count(1)


def earn(conn: Connection, at: datetime, fen: int = 10_099) -> tuple[str, int]:
    """A bill under a key of its own: the key, and its points."""
    key = f"bill-{next(NUMBERS)}"
    bill = Bill(ON, (Charge("mobile", "fee", fen),))
    return key, accrual.earn(conn, member_id=1, bill=bill, key=key, at=at).points


def refund(conn: Connection, at: datetime, bill: str, fen: int | None, key: str = "") -> Applied:
    reversal = Reversal(bill, "mobile", ON, fen=fen)
    key = key or f"refund-{next(NUMBERS)}"
    return accrual_reversal.reverse(conn, member_id=1, reversal=reversal, key=key, at=at)


def balances(conn: Connection) -> tuple[int, int]:
    return ledger.balance(conn, 1).balance, ledger.balance(conn, 1, "growth").balance


@pytest.fixture
def joined(database: Database, join: Callable[..., int]) -> Database:
    database.run(lambda conn: join(conn, 1, tier="gold", joined_on=date(2020, 1, 1)))
    return database


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.integers(1, 4_000), max_size=6), billed=st.integers(0, 12_000))
def test_parts_never_exceed_the_bill_and_the_rest_ends_at_nothing(
    joined: Database, at: datetime, parts: list[int], billed: int
) -> None:
    with joined.engine.begin() as conn:
        before = balances(conn)
        bill, points = earn(conn, at, billed)
        yuan, refunded = max(1, billed // 100), 0
        left = billed // 100
        for fen in parts:
            if left and (refunded + fen) // 100 <= billed // 100:
                refund(conn, at, bill, fen)
                refunded += fen
                left = billed // 100 - refunded // 100
            elif billed >= 100:
                with pytest.raises((BadReversal, ReversesTooMuch)):
                    refund(conn, at, bill, fen)
            total, growth = balances(conn)
            assert growth == before[1] + left
            kept = total - before[0]
            # Rounded down for each of two postings, and never to the member's loss.
            assert left * points <= kept * yuan < left * points + 2 * yuan
        if left:
            refund(conn, at, bill, None)
        assert balances(conn) == before
        assert list(audit.violations(conn)) == []


@pytest.mark.parametrize("parts", [(3_367, 3_366, 3_366), (50, 50, 9_999), (99,) * 101 + (100,)])
def test_refunds_of_the_whole_bill_take_all_that_it_gave(
    joined: Database, at: datetime, parts: tuple[int, ...]
) -> None:
    """However the fen are cut."""
    bill, _ = joined.run(lambda conn: earn(conn, at, sum(parts)))
    for fen in parts:
        joined.run(lambda conn, fen=fen: refund(conn, at, bill, fen))
    assert joined.read(balances) == (0, 0)


def test_reversal_under_the_key_of_another_takes_nothing_twice(
    joined: Database, at: datetime
) -> None:
    def work(conn: Connection) -> list[Any]:
        bill, _ = earn(conn, at)
        return [refund(conn, at, bill, 5_000, "once") for _ in range(2)] + [balances(conn)]

    assert joined.run(work) == [Applied.NOW, Applied.EARLIER, (195 - 75 - 22, 50)]


def test_two_refunds_at_once_take_one_bill_back_once(joined: Database, at: datetime) -> None:
    bill, _ = joined.run(lambda conn: earn(conn, at))

    def refunded(key: str) -> bool:
        try:
            joined.run(lambda conn: refund(conn, at, bill, None, key))
        except (NotEnoughPoints, ReversesTooMuch):
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(refunded, "abcd")) == [False, False, False, True]
    assert joined.read(balances) == (0, 0)
