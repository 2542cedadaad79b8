"""Bulk against single: the same requests leave the same rows."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest
from batches import earn_all, grant_all
from sqlalchemy import Connection, event, func, select, text, update

from core.books import audit
from core.kernel import Database, HotlineError, KeyReused, NotAllowed
from core.ledger import NoSuchAccount, Owing, ledger
from core.loyalty import (
    Applied,
    BadBill,
    Bill,
    Charge,
    ExtraPoints,
    Grant,
    Outcome,
    accrual,
)
from core.schema import member, metadata, posting

MEMBERS = 12
UNKNOWN = 99
LATER = date(2028, 12, 31)
BEFORE = datetime.fromisoformat("2026-05-01T12:00:00+08:00")


@pytest.fixture
def joined(database: Database, join: Callable[..., int]) -> Database:
    fill(database, join)
    return database


@pytest.fixture
def other(
    database: Database, new_database: Callable[[str, bool], str], join: Callable[..., int]
) -> Iterator[Database]:
    """Another one like `joined`."""
    made = Database(new_database(database.engine.dialect.name, False))
    fill(made, join)
    yield made
    made.dispose()


def fill(database: Database, join: Callable[..., int]) -> None:
    """Every third member owes two amounts."""
    tiers, statuses = ("basic", "silver", "gold", "diamond"), ("active", "active", "suspended")

    def work(conn: Connection) -> None:
        for member_id in range(1, MEMBERS + 1):
            join(
                conn,
                member_id,
                tier=tiers[member_id % 4],
                status=statuses[member_id % 3],
                joined_on=date(2026 - member_id % 7, 3, 1),
            )
            if member_id % 3 == 0:
                owe(conn, member_id, {"a": 300, "b": 1_000})

    database.run(work)


def owe(conn: Connection, member_id: int, points: dict[str, int]) -> None:
    who: dict[str, Any] = {"member_id": member_id, "at": BEFORE}
    moved = {"contra": "province:GD", "kind": "promotion"} | who
    terms = {"expires_at": None, "unit_cost_mfen": 1_000}
    grants = {
        key: ledger.grant(conn, key=f"granted-{key}", amount=amount, **moved, **terms).version
        for key, amount in points.items()
    }
    ledger.spend(conn, key="spent", amount=sum(points.values()), **moved)
    for key, version in grants.items():
        refund = {"version": version, "amount": points[key], "kind": "reversal"}
        why = Owing("accrual_reversal", key)
        ledger.take_back(conn, key=f"refund-{key}", owing=why, **refund, **who)


def some_grants(draw: random.Random) -> list[Grant]:
    """Members, keys, units and terms at random: keys come again, with another request too."""
    grants = [
        Grant(
            member_id=draw.choice([*range(1, MEMBERS + 1), UNKNOWN]),
            key=f"g{draw.randrange(120)}",
            amount=draw.choice((1, 500, 12_345)),
            contra="issued",
            kind="promotion",
            expires_at=draw.choice((None, LATER)),
            unit_cost_mfen=draw.choice((0, 850, 1_000)),
            issuer=draw.choice(("programme", "province:GD")),
            usable_from=draw.choice((None, None, date(2026, 6, 9))),
            unit=draw.choice(("points", "points", "growth")),
            memo="积分\t\\N 'x' \n \"y\"",
            effective_at=draw.choice((None, datetime.fromisoformat("2026-05-05T00:00:00+08:00"))),
        )
        for _ in range(300)
    ]
    return grants + draw.sample(grants, 40)


def some_bills(draw: random.Random) -> list[tuple[int, str, Bill]]:
    def bill() -> Bill:
        charges = tuple(
            Charge(
                draw.choice(("mobile", "services", "fixed_line") * 9 + ("water",)),
                draw.choice(("usage", "fee", "gifted")),
                draw.randrange(30_000),
            )
            for _ in range(draw.randrange(3))
        )
        extras = (ExtraPoints("partner", 70, partner="coffee"),) if draw.random() < 0.3 else ()
        return Bill(draw.choice((date(2026, 5, 31), date(2026, 2, 28))), charges, extras, "May")

    whose = [*range(1, MEMBERS + 1), UNKNOWN]
    bills = [(draw.choice(whose), f"b{draw.randrange(150)}", bill()) for _ in range(200)]
    return bills + draw.sample(bills, 40)


def one_by_one(work: Callable[[], Any]) -> type[HotlineError] | None:
    try:
        work()
    except HotlineError as error:
        return type(error)
    return None


def refused(outcomes: list[Outcome]) -> list[type[HotlineError] | None]:
    return [type(one) if isinstance(one, HotlineError) else None for one in outcomes]


def rows(database: Database) -> dict[str, list[Any]]:
    with database.engine.begin() as conn:
        return {
            table.name: [*conn.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
        }


@pytest.mark.parametrize("size", [1, 7, 400])
def test_batch_of_grants_writes_the_same_rows_as_single_grants(
    joined: Database, other: Database, at: datetime, size: int
) -> None:
    grants = some_grants(random.Random(size))
    singly = [
        one_by_one(partial(joined.run, lambda conn, g=g: ledger.grant(conn, **asdict(g), at=at)))
        for g in grants
    ]
    outcomes: list[Outcome] = []
    for n in range(0, len(grants), size):
        some = grants[n : n + size]
        outcomes += other.run(lambda conn, some=some: grant_all(conn, some, at=at))
    assert refused(outcomes) == singly
    assert {None, KeyReused, NoSuchAccount} == set(singly)
    assert outcomes.count(Applied.NOW) > MEMBERS and Applied.EARLIER in outcomes
    assert rows(joined) == rows(other)
    assert list(other.run(lambda conn: [*audit.violations(conn)])) == []


@pytest.mark.parametrize("size", [1, 11, 400])
def test_batch_of_bills_writes_the_same_rows_as_single_bills(
    joined: Database, other: Database, at: datetime, size: int
) -> None:
    bills = some_bills(random.Random(size))

    def earn(conn: Connection, member_id: int, key: str, bill: Bill) -> accrual.AccrualTotals:
        return accrual.earn(conn, member_id=member_id, bill=bill, key=key, at=at)

    singly = [one_by_one(lambda b=b: joined.run(lambda conn: earn(conn, *b))) for b in bills]
    outcomes: list[Outcome] = []
    for n in range(0, len(bills), size):
        some = bills[n : n + size]
        outcomes += other.run(lambda conn, some=some: earn_all(conn, some, at=at))
    assert refused(outcomes) == singly
    assert {None, KeyReused, NoSuchAccount, NotAllowed, BadBill} == set(singly)
    assert rows(joined) == rows(other)
    assert list(other.run(lambda conn: [*audit.violations(conn)])) == []


def test_a_repeated_batch_posts_nothing(joined: Database, at: datetime) -> None:
    bills = [
        (n, "may", Bill(date(2026, 5, 31), extras=(ExtraPoints("promotion", 9),))) for n in (1, 3)
    ]
    first = joined.run(lambda conn: earn_all(conn, bills[:1], at=at))
    # A month later, in another tier: the key stands for the bill, not for what it was worth.
    joined.run(lambda conn: conn.execute(update(member).values(tier="diamond")))
    before = rows(joined)
    again = joined.run(lambda conn: earn_all(conn, bills[:1], at=at))
    assert (first, again) == ([Applied.NOW], [Applied.EARLIER])
    assert rows(joined) == before
    assert joined.run(lambda conn: earn_all(conn, bills, at=at)) == [
        Applied.EARLIER,
        Applied.NOW,
    ]


def test_empty_batch_returns_no_outcomes(joined: Database, at: datetime) -> None:
    assert joined.run(lambda conn: grant_all(conn, [], at=at)) == []


def test_amounts_must_be_positive(joined: Database, at: datetime) -> None:
    with pytest.raises(ValueError, match="above 0"):
        joined.run(lambda conn: grant_all(conn, [grant(1, "k", 0)], at=at))


def grant(member_id: int, key: str, amount: int = 1) -> Grant:
    return Grant(member_id, key, amount, "issued", "mobile", LATER, 1)


def test_concurrent_batches_and_single_postings_do_not_deadlock(
    joined: Database, at: datetime
) -> None:
    """Chunks in opposite orders, and bills between them: each posted once, none in a circle."""
    everyone = list(range(1, MEMBERS + 1))
    deadlocks: list[object] = []

    @event.listens_for(joined.engine, "handle_error")
    def notice(context: Any) -> None:
        if getattr(context.original_exception, "sqlstate", "") == "40P01":
            deadlocks.append(context.original_exception)

    def chunk(n: int) -> None:
        order = everyone if n % 2 else everyone[::-1]
        some = [grant(member_id, f"chunk:{n // 2}:{member_id}") for member_id in order]
        joined.run(lambda conn: grant_all(conn, some, at=at))

    def single(n: int) -> None:
        bill = Bill(date(2026, 5, 31), (Charge("mobile", "usage", 10_000),))
        one = {"member_id": 3 + 3 * (n % 4), "key": f"bill:{n}", "bill": bill, "at": at}
        joined.run(lambda conn: accrual.earn(conn, **one))

    with ThreadPoolExecutor(4) as pool:
        for result in [pool.submit(w, n) for n in range(12) for w in (chunk, single)]:
            result.result()
    with joined.engine.begin() as conn:
        granted = select(func.count()).where(posting.c.key.like("chunk:%"))
        assert conn.execute(granted).scalar_one() == 6 * MEMBERS
        assert list(audit.violations(conn)) == []
    assert deadlocks == []


def test_batch_is_retried_after_a_lost_connection(
    new_database: Callable[[str, bool], str], join: Callable[..., int], at: datetime
) -> None:
    database = Database(new_database("postgresql", False), pause=lambda _attempt: None)
    fill(database, join)
    killed: list[bool] = []

    @event.listens_for(database.engine, "after_cursor_execute")
    def kill(conn: Connection, _c: Any, statement: str, _v: Any, _x: Any, _m: bool) -> None:
        """Between the accounts, which SQLAlchemy writes, and COPY, which it knows nothing of."""
        if "UPDATE member_account" in statement and not killed:
            killed.append(True)
            own = conn.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
            with other.engine.begin() as killer:
                killer.execute(text("SELECT pg_terminate_backend(:own, 5000)"), {"own": own})

    other = Database(database.engine.url.render_as_string(False))
    outcome = database.run(lambda conn: grant_all(conn, [grant(1, "k", 7)], at=at))
    assert (outcome, killed) == ([Applied.NOW], [True])
    with database.engine.begin() as conn:
        assert ledger.balance(conn, 1).balance == 7
        assert list(audit.violations(conn)) == []
    for one in (database, other):
        one.dispose()
