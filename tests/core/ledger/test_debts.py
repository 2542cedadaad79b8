"""What a refund cannot take back is owed, and the next grants pay it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from single_holds import place_hold
from sqlalchemy import Connection, select

from core.books import audit
from core.kernel import Database, NotAllowed, NotFound
from core.ledger import (
    NotEnoughPoints,
    Owing,
    ReversesTooMuch,
    TakenBack,
    debts,
    holds,
    ledger,
)
from core.loyalty import expiry
from core.schema import lot, owed, posting

WHY = Owing("partner_refund", "till-7", "coffee")


@pytest.fixture
def conn(database: Database, join: Callable[..., int]) -> Iterator[Connection]:
    """One open transaction with member 1. The audit finds nothing at the end of the test."""
    with database.engine.begin() as connection:
        join(connection)
        yield connection
        assert list(audit.violations(connection)) == []


@pytest.fixture
def book(conn: Connection, at: datetime) -> Any:
    class Book:
        def earn(self, amount: int, key: str, contra: str = "issued", **terms: Any) -> int:
            given = {"expires_at": None, "unit_cost_mfen": 1_000} | terms
            how = {"contra": contra, "kind": "mobile", "key": key, "at": at}
            return ledger.grant(conn, member_id=1, amount=amount, **how, **given).version

        def spend(self, amount: int, key: str = "spend") -> int:
            how = {"contra": "issued", "kind": "redeem", "key": key, "at": at}
            return ledger.spend(conn, member_id=1, amount=amount, **how).version

        def refund(self, version: int, amount: int, key: str = "refund") -> TakenBack:
            return ledger.take_back(
                conn, member_id=1, version=version, amount=amount, key=key, at=at,
                owing=WHY, kind="reversal",
            )  # fmt: skip

        def balance(self) -> int:
            return ledger.balance(conn, 1).balance

        def debts(self) -> list[tuple[int, int]]:
            rows = conn.execute(select(owed.c.amount, owed.c.paid).order_by(owed.c.number))
            return [tuple(row) for row in rows]

        def paid(self) -> list[tuple[int, str]]:
            of_debts = select(posting.c.amount, posting.c.contra)
            rows = conn.execute(
                of_debts.where(posting.c.kind == "owed_paid").order_by(posting.c.version)
            )
            return [tuple(row) for row in rows]

    return Book()


def test_what_was_spent_of_a_refunded_grant_is_owed(conn: Connection, book: Any) -> None:
    granted = book.earn(500, "grant")
    book.spend(500)
    assert book.refund(granted, 500) == TakenBack(taken=0, owed=500)
    assert (book.balance(), book.debts()) == (0, [(500, 0)])
    assert book.refund(granted, 500) == TakenBack(taken=0, owed=500)  # the same request
    [debt] = debts.open_debts(conn, [1])[1]
    assert (debt.owed_id, debt.left, debt.contra) == ("refund", 500, "issued")
    assert (debt.cause, debt.partner, debt.txn_id) == ("partner_refund", "coffee", "till-7")


def test_what_is_left_is_taken_and_the_rest_is_owed(book: Any) -> None:
    granted = book.earn(500, "grant")
    book.earn(1_000, "other")  # whose points are not touched
    book.spend(200)
    assert book.refund(granted, 400) == TakenBack(taken=300, owed=100)
    assert (book.balance(), book.debts()) == (1_000, [(100, 0)])


def test_the_next_grants_pay_first_and_the_oldest_debt(conn: Connection, book: Any) -> None:
    first, second = book.earn(500, "first", "province:GD"), book.earn(300, "second")
    book.spend(800)
    book.refund(first, 500, "b")
    book.refund(second, 300, "a")
    book.earn(200, "pays-a-part")
    assert (book.balance(), book.debts()) == (0, [(500, 200), (300, 0)])
    book.earn(400, "pays-the-rest-and-more")
    assert (book.balance(), book.debts()) == (0, [(500, 500), (300, 100)])
    version = book.earn(450, "leaves-some")
    assert (book.balance(), book.debts()) == (250, [(500, 500), (300, 300)])
    assert debts.open_debts(conn, [1]) == {}
    assert book.paid() == [
        (-200, "province:GD"), (-300, "province:GD"), (-100, "issued"), (-200, "issued"),
    ]  # fmt: skip
    left = select(lot.c.remaining).where(lot.c.lot_id == version)
    assert conn.execute(left).scalar_one() == 250


def test_a_repeated_grant_pays_once(book: Any) -> None:
    granted = book.earn(500, "grant")
    book.spend(500)
    book.refund(granted, 500)
    assert book.earn(200, "again") == book.earn(200, "again")
    assert book.debts() == [(500, 200)]


def test_grants_that_cannot_be_used_yet_pay_too(book: Any, at: datetime) -> None:
    granted = book.earn(500, "grant")
    book.spend(500)
    book.refund(granted, 500)
    book.earn(100, "later", usable_from=(at + timedelta(days=7)).date())
    assert (book.balance(), book.debts()) == (0, [(500, 100)])


def test_only_points_are_owed_and_pay(conn: Connection, book: Any, earn: Any) -> None:
    granted = book.earn(500, "grant")
    book.spend(500)
    book.refund(granted, 500)
    earn(conn, 900, key="growth", unit="growth", expires_at=None)
    assert ledger.balance(conn, 1, "growth").balance == 900
    assert book.debts() == [(500, 0)]


def test_never_more_is_taken_back_than_was_granted(book: Any) -> None:
    granted = book.earn(500, "grant")
    book.spend(400)
    assert book.refund(granted, 300, "one") == TakenBack(taken=100, owed=200)
    with pytest.raises(ReversesTooMuch) as error:
        book.refund(granted, 201, "two")
    assert error.value.left == 200
    assert book.refund(granted, 200, "two") == TakenBack(taken=0, owed=200)
    with pytest.raises(ReversesTooMuch):
        book.refund(granted, 1, "three")
    assert sum(amount for amount, _ in book.debts()) == 400


def test_a_grant_that_paid_may_be_refunded_itself(book: Any) -> None:
    first = book.earn(500, "first")
    book.spend(500)
    book.refund(first, 500, "one")
    second = book.earn(300, "second")
    assert book.refund(second, 300, "two") == TakenBack(taken=0, owed=300)
    assert book.debts() == [(500, 300), (300, 0)]
    book.earn(500, "third")
    assert (book.balance(), book.debts()) == (0, [(500, 500), (300, 300)])


def test_held_points_are_owed_and_stay_held(conn: Connection, book: Any, at: datetime) -> None:
    granted = book.earn(500, "grant")
    place_hold(conn, member_id=1, amount=400, key="hold", at=at, expires_at=None)
    assert book.refund(granted, 500) == TakenBack(taken=100, owed=400)
    holds.settle_hold(
        conn, member_id=1, hold_id="hold", contra="issued", kind="redeem", key="s", at=at
    )
    assert (book.balance(), book.debts()) == (0, [(400, 0)])


def test_nobody_owes_points_that_have_expired(conn: Connection, book: Any, at: datetime) -> None:
    granted = book.earn(500, "grant", expires_at=at.date())
    book.spend(200)
    expired = expiry.expire(conn, member_id=1, at=at + timedelta(days=2))
    assert expired == 300
    assert book.refund(granted, 500) == TakenBack(taken=0, owed=200)
    assert book.debts() == [(200, 0)]


def test_other_reversals_open_no_debt(conn: Connection, book: Any, at: datetime) -> None:
    granted = book.earn(500, "grant")
    spent = book.spend(500)
    undo = {"member_id": 1, "at": at}
    with pytest.raises(NotEnoughPoints):
        ledger.reverse(conn, version=granted, key="mistake", **undo)
    for version in (spent, granted + 50):
        with pytest.raises((NotAllowed, NotFound)):
            book.refund(version, 1, f"no-grant-{version}")
    book.refund(granted, 500)
    book.earn(100, "pays")
    with pytest.raises(NotAllowed) as refusal:  # what was paid is not given back
        ledger.reverse(conn, version=spent + 2, key="undo-payment", **undo)
    assert refusal.value.reason == "owed_paid"
    with pytest.raises(ReversesTooMuch):
        ledger.reverse(conn, version=granted, key="again", **undo)
