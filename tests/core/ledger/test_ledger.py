from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from single_holds import place_hold
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from core.books import audit
from core.kernel import Database, KeyReused, NotAllowed, NotFound
from core.kernel import idempotency as idempotency_keys
from core.ledger import (
    HoldClosed,
    NoSuchAccount,
    NotEnoughPoints,
    ReversesTooMuch,
    holds,
    ledger,
    lots,
)
from core.schema import idempotency, lot, lot_use, posting

SOON, LATER = date(2026, 12, 31), date(2028, 12, 31)
YESTERDAY, TODAY = date(2026, 5, 31), date(2026, 6, 1)
TOMORROW = date(2026, 6, 2)  # `at` is in the morning of TODAY


@pytest.fixture
def conn(database: Database, join: Callable[..., int]) -> Iterator[Connection]:
    """One open transaction with member 1. The audit finds nothing at the end of the test."""
    with database.engine.begin() as connection:
        join(connection)
        yield connection
        assert list(audit.violations(connection)) == []


@pytest.fixture
def book(conn: Connection, at: datetime) -> Any:
    """The ledger's verbs, with the arguments that every test would repeat."""

    class Book:
        def spend(self, amount: int, key: str = "spend") -> ledger.PostingResult:
            return ledger.spend(
                conn, member_id=1, amount=amount, contra="issued", kind="redeem", key=key, at=at
            )

        def hold(self, amount: int, key: str = "hold") -> holds.Hold:
            until = at + timedelta(days=15)
            return place_hold(conn, member_id=1, amount=amount, key=key, at=at, expires_at=until)

        def settle(self, hold_id: str = "hold", key: str = "settle") -> ledger.PostingResult:
            return holds.settle_hold(
                conn,
                member_id=1,
                hold_id=hold_id,
                contra="issued",
                kind="redeem",
                key=key,
                at=at,
            )

        def release(self, hold_id: str = "hold", key: str = "release") -> holds.Hold:
            return holds.release_hold(conn, member_id=1, hold_id=hold_id, key=key, at=at)

        def reverse(
            self, version: int, key: str = "undo", amount: int | None = None
        ) -> ledger.PostingResult:
            return ledger.reverse(conn, member_id=1, version=version, key=key, at=at, amount=amount)

        def lots(self) -> dict[int, tuple[int, int]]:
            rows = conn.execute(select(lot.c.lot_id, lot.c.remaining, lot.c.held))
            return {lot_id: (remaining, held) for lot_id, remaining, held in rows}

        def available(self) -> int:
            return ledger.balance(conn, 1).available

    return Book()


def test_points_with_the_earliest_expiry_are_spent_first(
    conn: Connection, book: Any, earn: Any
) -> None:
    earn(conn, 100, key="never", expires_at=None)
    earn(conn, 100, key="later", expires_at=LATER)
    earn(conn, 100, key="soon", expires_at=SOON)

    assert book.spend(150) == ledger.PostingResult(version=4, balance_after=150)
    assert book.lots() == {1: (100, 0), 2: (50, 0), 3: (0, 0)}
    assert ledger.expiring(conn, 1, today=TODAY, until=LATER) == [ledger.Expiring(LATER, 50)]


def test_repeated_request_with_the_same_key_returns_the_same_result(
    conn: Connection, book: Any, earn: Any
) -> None:
    earn(conn, 500)
    assert book.spend(200) == book.spend(200)
    assert book.hold(50) == book.hold(50)
    assert book.release() == book.release()
    assert book.reverse(2) == book.reverse(2)
    assert earn(conn, 500) == ledger.PostingResult(1, 500)
    assert book.available() == 500


def test_key_reused_for_a_different_request_is_refused(
    conn: Connection, book: Any, earn: Any
) -> None:
    earn(conn, 500, key="one")
    with pytest.raises(KeyReused):
        earn(conn, 501, key="one")
    with pytest.raises(KeyReused):
        book.spend(500, key="one")
    with pytest.raises(KeyReused):
        book.hold(500, key="one")
    assert book.available() == 500


def test_grants_of_earlier_releases_are_recognised(conn: Connection, earn: Any) -> None:
    """They were at a cost in whole fen, and their hashes are stored."""
    request = {
        "act": "grant", "amount": 500, "contra": "issued", "kind": "mobile", "unit": "points",
        "expires_at": LATER, "issuer": "programme", "unit_cost": 1,
    }  # fmt: skip
    earn(conn, 500, expires_at=LATER)
    stored = conn.execute(select(idempotency.c.request_hash)).scalar_one()
    assert stored == idempotency_keys.hashed(request)


def test_a_point_may_cost_a_part_of_a_fen(conn: Connection, earn: Any) -> None:
    earn(conn, 500, key="cheap", unit_cost_mfen=850)
    assert conn.execute(select(lot.c.unit_cost_mfen)).scalar_one() == 850
    for other in (851, 0, 1_000):
        with pytest.raises(KeyReused):
            earn(conn, 500, key="cheap", unit_cost_mfen=other)


def test_refused_request_leaves_balance_and_key_unused(
    conn: Connection, book: Any, earn: Any
) -> None:
    earn(conn, 100)
    book.hold(30)
    for refused in (book.spend, book.hold):
        with pytest.raises(NotEnoughPoints) as error:
            refused(71, "too-much")
        assert (error.value.available, error.value.needed) == (70, 71)
    assert ledger.balance(conn, 1) == ledger.Balance(100, 30, 70)
    book.spend(70, "too-much")  # nothing was kept of the refused key either


@pytest.mark.parametrize("amount", [0, -1])
def test_amounts_must_be_positive(conn: Connection, book: Any, earn: Any, amount: int) -> None:
    for refused in (book.spend, book.hold, lambda n: earn(conn, n)):
        with pytest.raises(ValueError, match="above 0"):
            refused(amount)


def test_hold_reserves_points_in_specific_lots(conn: Connection, book: Any, earn: Any) -> None:
    earn(conn, 100, key="soon", expires_at=SOON)
    earn(conn, 100, key="later", expires_at=LATER)
    book.hold(60)
    assert book.lots() == {1: (100, 60), 2: (100, 0)}
    assert ledger.expiring(conn, 1, today=TODAY, until=LATER) == [
        ledger.Expiring(SOON, 40),
        ledger.Expiring(LATER, 100),
    ]

    book.spend(50)  # 40 are free in the first lot: the held ones are spoken for
    assert book.lots() == {1: (60, 60), 2: (90, 0)}
    assert book.settle() == ledger.PostingResult(4, 90)
    assert book.lots() == {1: (0, 0), 2: (90, 0)}


def test_points_past_their_last_day_are_neither_spent_nor_held(
    conn: Connection, book: Any, earn: Any
) -> None:
    """The job that posts their expiry has not run yet."""
    earn(conn, 100, key="yesterday", expires_at=YESTERDAY)
    earn(conn, 50, key="today", expires_at=TODAY)
    earn(conn, 10, key="never", expires_at=None)
    for refused in (book.spend, book.hold):
        with pytest.raises(NotEnoughPoints) as error:
            refused(61, "too-much")
        assert (error.value.available, error.value.needed) == (60, 61)
    book.hold(20)
    book.spend(40)
    assert book.lots() == {1: (100, 0), 2: (20, 20), 3: (0, 0)}
    assert ledger.expiring(conn, 1, today=TODAY, until=LATER) == []


def test_points_are_neither_spent_nor_held_before_their_first_day(
    conn: Connection, book: Any, earn: Any, at: datetime
) -> None:
    earn(conn, 100, key="tomorrow", usable_from=TOMORROW, expires_at=SOON)
    earn(conn, 50, key="today", usable_from=TODAY)
    earn(conn, 10, key="at-once")
    for refused in (book.spend, book.hold):
        with pytest.raises(NotEnoughPoints) as error:
            refused(61, "too-much")
        assert (error.value.available, error.value.needed) == (60, 61)
    book.hold(60)
    assert book.lots() == {1: (100, 0), 2: (50, 50), 3: (10, 10)}
    # Unless they are spent by then, they expire.
    assert ledger.expiring(conn, 1, today=TODAY, until=SOON) == [ledger.Expiring(SOON, 100)]
    spent = ledger.spend(
        conn, member_id=1, amount=100, contra="issued", kind="redeem", key="next-day",
        at=at + timedelta(days=1),
    )  # fmt: skip
    assert spent.balance_after == 60
    assert book.lots()[1] == (0, 0)


def test_a_grant_is_taken_back_before_its_first_day(conn: Connection, book: Any, earn: Any) -> None:
    early = earn(conn, 100, key="early", usable_from=TOMORROW)
    assert book.reverse(early.version) == ledger.PostingResult(2, 0)
    assert book.lots() == {1: (0, 0)}


def test_points_can_be_used_before_they_expire(conn: Connection, earn: Any) -> None:
    with pytest.raises(ValueError, match="usable from"):
        earn(conn, 100, usable_from=TOMORROW, expires_at=TODAY)
    earn(conn, 100, expires_at=TODAY)
    row = lots.lot_row(1, 1, 100, lots.Terms(TODAY, "programme", 1))
    with pytest.raises(IntegrityError, match="usable_from"), conn.begin_nested():
        conn.execute(insert(lot), row | {"unit": "growth", "usable_from": TOMORROW})


def test_a_request_with_another_first_day_is_another_request(conn: Connection, earn: Any) -> None:
    earn(conn, 100, usable_from=TOMORROW)
    for other in (None, LATER):
        with pytest.raises(KeyReused):
            earn(conn, 100, usable_from=other)


def test_released_hold_cannot_be_settled(conn: Connection, book: Any, earn: Any) -> None:
    earn(conn, 100)
    book.hold(60)
    book.release()
    assert ledger.balance(conn, 1) == ledger.Balance(100, 0, 100)
    with pytest.raises(HoldClosed) as error:
        book.settle()
    assert error.value.status == "released"
    with pytest.raises(NotFound):
        book.settle("another", "key")


def test_reversal_returns_points_to_their_original_lots(
    conn: Connection, book: Any, earn: Any
) -> None:
    earn(conn, 100, key="soon", expires_at=SOON)
    earn(conn, 100, key="later", expires_at=LATER)
    spent = book.spend(130)
    earn(conn, 100, key="other", expires_at=LATER)

    book.reverse(spent.version, "part", 50)  # the last to expire come back first
    assert book.lots() == {1: (20, 0), 2: (100, 0), 4: (100, 0)}
    book.reverse(spent.version, "rest")
    assert book.lots() == {1: (100, 0), 2: (100, 0), 4: (100, 0)}
    with pytest.raises(ReversesTooMuch) as error:
        book.reverse(spent.version, "again", 1)
    assert error.value.left == 0


IN_JANUARY = datetime.fromisoformat("2027-01-05T12:00+08:00")


@pytest.mark.parametrize(
    ("when", "last_day"),
    [
        (datetime.fromisoformat("2026-12-01T23:59+08:00"), SOON),  # 30 days before it
        (datetime.fromisoformat("2026-12-02T00:00+08:00"), date(2027, 1, 1)),
        (IN_JANUARY, date(2027, 2, 4)),
    ],
)
def test_returned_points_are_valid_for_at_least_thirty_days(
    conn: Connection, book: Any, earn: Any, when: datetime, last_day: date
) -> None:
    earn(conn, 100, key="soon", expires_at=SOON)
    earn(conn, 100, key="later", expires_at=LATER)
    earn(conn, 100, key="never", expires_at=None)
    spent = book.spend(40)
    book.hold(250)
    holds.release_hold(conn, member_id=1, hold_id="hold", key="release", at=when)
    assert last_days(conn) == [last_day, LATER, None]
    ledger.reverse(conn, member_id=1, version=spent.version, key="undo", at=when)
    assert last_days(conn) == [last_day, LATER, None]
    assert book.available() == 300


def test_only_reversed_spending_extends_the_expiry_of_its_lots(
    conn: Connection, book: Any, earn: Any
) -> None:
    earn(conn, 100, key="soon", expires_at=SOON)
    earn(conn, 100, key="other", expires_at=SOON)
    spent = book.spend(100)
    ledger.reverse(conn, member_id=1, version=spent.version, key="undo", at=IN_JANUARY)
    assert last_days(conn) == [date(2027, 2, 4), SOON]
    wrong = ledger.reverse(conn, member_id=1, version=2, key="wrong", at=IN_JANUARY)
    assert wrong.balance_after == 100
    assert last_days(conn) == [date(2027, 2, 4), SOON]  # a grant taken back earns no grace


def last_days(conn: Connection) -> list[date | None]:
    return list(conn.execute(select(lot.c.expires_at).order_by(lot.c.lot_id)).scalars())


def test_reversed_grant_is_deducted_from_its_own_lot(
    conn: Connection, book: Any, earn: Any
) -> None:
    wrong = earn(conn, 100, key="wrong", expires_at=LATER)
    earn(conn, 100, key="right", expires_at=SOON)
    book.reverse(wrong.version, "part", 40)
    assert book.lots() == {1: (60, 0), 2: (100, 0)}
    book.spend(130)
    with pytest.raises(NotEnoughPoints):
        book.reverse(wrong.version, "rest")
    with pytest.raises(NotAllowed):
        book.reverse(3, "reversal-of-a-reversal")
    with pytest.raises(NotFound):
        book.reverse(99, "nothing-there")


def test_history_is_paged_from_newest_to_oldest(conn: Connection, book: Any, earn: Any) -> None:
    for n in range(1, 6):
        earn(conn, n, key=f"earn-{n}")
    first = ledger.history(conn, 1, limit=3)
    assert [(e.version, e.amount, e.balance_after) for e in first] == [
        (5, 5, 15),
        (4, 4, 10),
        (3, 3, 6),
    ]
    second = ledger.history(conn, 1, limit=3, before_version=first[-1].version)
    assert [e.version for e in second] == [2, 1]


def test_growth_is_a_separate_unit_without_lots(conn: Connection, book: Any, earn: Any) -> None:
    earn(conn, 1_000, key="growth", unit="growth", expires_at=None)
    assert ledger.balance(conn, 1, "growth").available == 1_000
    assert book.available() == 0
    assert book.lots() == {}


def test_unknown_account_is_refused(conn: Connection, earn: Any) -> None:
    with pytest.raises(NoSuchAccount):
        ledger.balance(conn, 2)
    with pytest.raises(NoSuchAccount):
        earn(conn, 1, member_id=2)


@pytest.mark.parametrize("table", [posting, lot_use, idempotency])
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_ledger_tables_are_append_only(seeded: Database, table: Any, verb: str) -> None:
    change = table.delete() if verb == "delete" else table.update().values(member_id=2)
    with pytest.raises(DBAPIError, match="append-only"):
        seeded.run(lambda conn: conn.execute(change))
