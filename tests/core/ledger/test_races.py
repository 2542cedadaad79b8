"""Threads that change the same accounts, keys and stock at the same time."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, select

from core.books import audit
from core.conversation import TurnTaken, turn_log
from core.kernel import Database
from core.ledger import NotEnoughPoints, ledger
from core.loyalty import transfers
from core.members import profiles
from core.redemption import SoldOut, placing
from core.schema import gift, msisdn, stock, turn
from core.schema import member as member_table

RACERS = 16
NewDatabase = Callable[[str, bool], str]
NUMBERS = [f"+861380000000{n}" for n in (1, 2, 3, 5)]


def race(works: list[Callable[[], Any]]) -> list[Any]:
    """What each thread returned or raised."""
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


@pytest.fixture(params=["sqlite", "postgresql", "statements"])
def seeded(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[Database]:
    """On SQLite, and on PostgreSQL by procedures and by statements."""
    dialect = "sqlite" if request.param == "sqlite" else "postgresql"
    database = Database(
        new_database(dialect, True), stored_procedures=request.param == "postgresql"
    )
    yield database
    database.dispose()


def offer_last_ones(conn: Connection, rounds: int) -> None:
    """A gift for each round, one piece of each."""
    for n in range(rounds):
        name = {"sku": f"last-{n}", "number": 1_000 + n, "name_zh": "-", "name_en": "-"}
        conn.execute(insert(gift).values(kind="gift", points=10, on_sale=True, sort=n, **name))
        one = {"at_first": 1, "left": 1, "reserved": 0, "sent": 0}
        conn.execute(insert(stock).values(sku=f"last-{n}", bucket=0, **one))


def enrol_racers(conn: Connection, at: datetime) -> list[profiles.Member]:
    """One member a thread, with points enough to win each round."""
    racers = []
    for member_id in range(100, 100 + RACERS):
        number = f"+86139000{member_id:05}"
        values = {"member_id": member_id, "number": number, "name": "Lin", "tier": "basic"}
        values |= {"joined_on": date(2020, 1, 1), "status": "active", "province": "GD"}
        conn.execute(insert(member_table).values(pin_wrong=0, marketing_ok=False, **values))
        conn.execute(insert(msisdn).values(number=number, member_id=member_id))
        ledger.open_account(conn, member_id, "points")
        ledger.grant(
            conn,
            member_id=member_id,
            amount=10_000,
            contra="issued",
            kind="mobile",
            key="earned",
            at=at,
            expires_at=None,
            unit_cost_mfen=1_000,
        )
        found = profiles.find(conn, number)
        assert found is not None
        racers.append(found)
    return racers


def test_concurrent_redemptions_of_the_last_gift_have_one_winner(
    seeded: Database, at: datetime
) -> None:
    """200 rounds by procedures, which production uses and which are the fastest; 20 otherwise."""
    stored_procedures = seeded.engine.get_execution_options().get("stored_procedures", False)
    rounds = 200 if stored_procedures else 20
    seeded.run(lambda conn: offer_last_ones(conn, rounds))
    racers = seeded.run(lambda conn: enrol_racers(conn, at))
    start = threading.Barrier(RACERS)
    wins: list[list[int]] = [[] for _ in range(rounds)]

    def redeem(racer: profiles.Member, n: int) -> None:
        # A day for each round: a member may order five times in one.
        seeded.run(
            lambda conn: placing.redeem(
                conn,
                member=racer,
                sku=f"last-{n}",
                points=10,
                key=f"round-{n}",
                at=at + timedelta(days=n),
                channel="sms",
                order_id=f"order-{n}",
                number=f"{racer.member_id}{n:05}",
            )
        )

    def run(racer: profiles.Member) -> int:
        sold_out = 0
        for n in range(rounds):
            start.wait(timeout=60)
            try:
                redeem(racer, n)
                wins[n].append(racer.member_id)
            except SoldOut:
                sold_out += 1
        return sold_out

    with ThreadPoolExecutor(RACERS) as pool:
        sold_out = sum(pool.map(run, racers))
    assert [len(winners) for winners in wins] == rounds * [1]
    assert sold_out == rounds * (RACERS - 1)
    assert sound(seeded)


def test_opposite_concurrent_transfers_do_not_deadlock(seeded: Database, at: datetime) -> None:
    """No transaction locks two members, so no two can wait for each other."""
    pairs = {1: (1, NUMBERS[0], 3), 3: (3, NUMBERS[2], 1)}
    before = seeded.read(lambda conn: sum(ledger.balance(conn, who).balance for who in pairs))

    def send(giver_id: int, thread: int) -> None:
        _, number, receiver_id = pairs[giver_id]
        for n in range(6):
            key = f"{giver_id}-{thread}-{n}"

            def give(conn: Connection, key: str = key) -> transfers.Transfer:
                giver = profiles.find(conn, number)
                assert giver is not None
                return transfers.give(
                    conn,
                    giver=giver,
                    receiver_id=receiver_id,
                    amount=7,
                    channel="voice",
                    key=key,
                    at=at,
                    transfer_id=key,
                )

            assert transfers.complete(seeded, seeded.run(give), at)

    results = race([partial(send, who, thread) for thread in range(4) for who in pairs])
    assert results == 8 * [None]
    after = seeded.read(lambda conn: sum(ledger.balance(conn, who).balance for who in pairs))
    assert after == before
    assert seeded.read(lambda conn: transfers.open_transfers(conn, limit=1)) == []
    assert sound(seeded)


def spend(database: Database, at: datetime, amount: int, key: str) -> ledger.PostingResult:
    return database.run(
        lambda conn: ledger.spend(
            conn, member_id=2, amount=amount, contra="issued", kind="redeem", key=key, at=at
        )
    )


def test_concurrent_duplicates_of_one_request_are_posted_once(
    seeded: Database, at: datetime
) -> None:
    results = race(16 * [lambda: spend(seeded, at, 700, "same")])
    assert results == 16 * [ledger.PostingResult(4, 2_500)]
    assert sound(seeded)


def test_concurrent_spending_does_not_overdraw_the_balance(seeded: Database, at: datetime) -> None:
    results = race([partial(spend, seeded, at, 1_000, f"key-{n}") for n in range(8)])
    assert sum(isinstance(result, ledger.PostingResult) for result in results) == 3
    assert sum(isinstance(result, NotEnoughPoints) for result in results) == 5
    assert sound(seeded)


def test_concurrent_duplicates_of_a_message_are_recorded_once(
    seeded: Database, at: datetime
) -> None:
    def record(conn: Connection) -> None:
        turn_log.record(
            conn,
            member_id=1,
            session_id="call",
            message_id="1",
            seq=1,
            reply={"say": "你好"},
            session={"step": "menu"},
            at=at,
        )

    results = race(4 * [lambda: seeded.run(record)])
    assert results.count(None) == 1
    assert sum(isinstance(result, TurnTaken) for result in results) == 3
    with seeded.engine.begin() as conn:
        assert len(conn.execute(select(turn)).all()) == 1
        expected = turn_log.RecordedTurn(1, {"say": "你好"}, {"step": "menu"})
        assert turn_log.find(conn, 1, "call", "1") == turn_log.newest(conn, 1, "call") == expected
        assert turn_log.find(conn, 1, "call", "2") is None


@pytest.mark.parametrize("begin", ["IMMEDIATE", "DEFERRED", None])
def test_spending_on_sqlite_needs_begin_immediate(
    new_database: NewDatabase, at: datetime, begin: str | None
) -> None:
    """Two transactions that have both read an account cannot both write. With the hook, the second
    reads what the first left behind; DEFERRED, one fails however long it waits; without BEGIN, each
    statement is a transaction of its own, and the ledger may break."""
    database = Database(new_database("sqlite", True))
    if begin != "IMMEDIATE":
        database.engine.dispatch.begin.clear()
    if begin == "DEFERRED":

        @event.listens_for(database.engine, "begin")
        def begin_late(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN DEFERRED")

    have_read = threading.Barrier(2)
    # IMMEDIATE, the other does not read before the first has written, and is waited for in vain.
    patience_seconds = 1 if begin == "IMMEDIATE" else 120

    @event.listens_for(database.engine, "after_cursor_execute")
    def wait_for_the_other(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("SELECT") and "FROM member_account" in statement:
            with suppress(threading.BrokenBarrierError):
                have_read.wait(timeout=patience_seconds)

    def work(key: str) -> ledger.PostingResult:
        return database.run(
            lambda conn: ledger.spend(
                conn, member_id=2, amount=2_000, contra="issued", kind="redeem", key=key, at=at
            ),
            attempts=1,
        )

    results = race([partial(work, "one"), partial(work, "other")])
    kinds = sorted(type(result).__name__ for result in results)
    broken = not sound(database)
    database.dispose()
    expected = {
        "IMMEDIATE": (["NotEnoughPoints", "PostingResult"], False),
        "DEFERRED": (["OperationalError", "PostingResult"], False),
    }
    if begin is None:
        assert kinds != expected["IMMEDIATE"][0] or broken
    else:
        assert (kinds, broken) == expected[begin]
