"""Threads that want the same thing at the same time."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, event, select, update
from sqlalchemy.exc import OperationalError

from core import audit, ledger, members, orders, turns
from core.db import Database
from core.errors import NotEnoughPoints, SoldOut, TurnTaken
from core.schema import stock, turn

NUMBERS = [f"+861380000000{n}" for n in (1, 2, 3, 5)]


def race(works: list[Callable[[], Any]]) -> list[Any]:
    """What each of them returned or raised."""
    start = threading.Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        start.wait()
        try:
            return work()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def sound(database: Database) -> bool:
    return not database.run(lambda conn: list(audit.violations(conn)))


def test_the_last_gift_goes_to_one(seeded: Database, at: datetime) -> None:
    def redeem(number: str) -> orders.Order:
        def work(conn: Connection) -> orders.Order:
            member = members.find(conn, number)
            assert member is not None
            return orders.redeem(
                conn,
                member=member,
                sku="mascot",
                key="last",
                at=at,
                channel="sms",
                order_id="last",
                number=f"5000000{member.member_id}",
            )

        return seeded.run(work)

    results = race([partial(redeem, number) for number in NUMBERS])
    assert sorted(type(result).__name__ for result in results) == ["Order"] + 3 * ["SoldOut"]
    assert sum(isinstance(result, SoldOut) for result in results) == 3
    with seeded.engine.begin() as conn:
        row = conn.execute(select(stock).where(stock.c.sku == "mascot")).one()
    assert (row.left, row.reserved) == (0, 1)
    assert sound(seeded)


def spend(database: Database, at: datetime, amount: int, key: str) -> ledger.Posted:
    return database.run(
        lambda conn: ledger.spend(
            conn, member_id=2, amount=amount, contra="redeemed", kind="redeem", key=key, at=at
        )
    )


def test_one_request_delivered_eight_times_at_once(seeded: Database, at: datetime) -> None:
    results = race(8 * [lambda: spend(seeded, at, 700, "same")])
    assert set(results) == {ledger.Posted(4, 2_500)}
    assert sound(seeded)


def test_no_point_is_spent_twice(seeded: Database, at: datetime) -> None:
    results = race([partial(spend, seeded, at, 1_000, f"key-{n}") for n in range(8)])
    assert sum(isinstance(result, ledger.Posted) for result in results) == 3
    assert sum(isinstance(result, NotEnoughPoints) for result in results) == 5
    assert sound(seeded)


def test_a_message_is_recorded_once(seeded: Database, at: datetime) -> None:
    def record(conn: Connection) -> None:
        turns.record(
            conn,
            member_id=1,
            session_id="call",
            message_id="1",
            seq=1,
            reply={"say": "你好"},
            talk={"step": "menu"},
            at=at,
        )

    results = race(4 * [lambda: seeded.run(record)])
    assert results.count(None) == 1
    assert sum(isinstance(result, TurnTaken) for result in results) == 3
    with seeded.engine.begin() as conn:
        assert len(conn.execute(select(turn)).all()) == 1
        expected = turns.Recorded(1, {"say": "你好"}, {"step": "menu"})
        assert turns.find(conn, 1, "call", "1") == turns.newest(conn, 1, "call") == expected
        assert turns.find(conn, 1, "call", "2") is None


@pytest.mark.parametrize("immediate", [True, False])
def test_sqlite_needs_begin_immediate(
    new_database: Callable[[str, bool], str], at: datetime, immediate: bool
) -> None:
    """Two that have both read cannot both write: without the hook one of them is thrown out,
    however long it would have waited. With it the second reads what the first has left."""
    database = Database(new_database("sqlite", True))
    if not immediate:
        database.engine.dispatch.begin.clear()

        @event.listens_for(database.engine, "begin")
        def begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN DEFERRED")

    have_read = threading.Barrier(2)

    def work(conn: Connection) -> None:
        ledger.balance(conn, 2)
        if not immediate:
            have_read.wait()
        rise = update(stock).where(stock.c.sku == "mascot")
        conn.execute(rise.values(left=stock.c.left + 1, at_first=stock.c.at_first + 1))

    results = race(2 * [lambda: database.run(work, attempts=1)])
    database.dispose()
    thrown_out = [result for result in results if isinstance(result, OperationalError)]
    assert len(thrown_out) == (0 if immediate else 1)
