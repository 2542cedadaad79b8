from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, update

from core.books import audit
from core.kernel import Database, KeyReused, LimitReached, NotAllowed, NotFound, has_written
from core.ledger import HoldClosed, NotEnoughPoints, ledger
from core.loyalty import incoming_exchange, partner_exchange
from core.loyalty.partner_exchange import Exchange
from core.members import profiles
from core.redemption import stale_holds
from core.schema import hold, lot, member, outbox, posting


@pytest.fixture
def conn(
    database: Database, join: Callable[..., int], earn: Callable[..., Any]
) -> Iterator[Connection]:
    with database.engine.begin() as connection:
        join(connection)
        join(connection, 2)
        earn(connection, 60_000)
        yield connection
        assert list(audit.violations(connection)) == []


@pytest.fixture
def request_(conn: Connection, at: datetime) -> Callable[..., Exchange]:
    def request_(
        amount: int, *, partner: str = "airline", key: str = "out", when: datetime = at
    ) -> Exchange:
        return partner_exchange.request(
            conn,
            member=profiles.by_id(conn, 1),
            partner=partner,
            amount=amount,
            key=key,
            at=when,
            exchange_id=f"x-{key}",
        )

    return request_


def payable(conn: Connection, partner: str) -> int:
    total = select(func.coalesce(-func.sum(posting.c.amount), 0))
    return int(conn.execute(total.where(posting.c.contra == f"partner:{partner}")).scalar_one())


def test_points_are_held_until_the_partner_accepts(
    conn: Connection, request_: Any, at: datetime
) -> None:
    asked = request_(1_000)
    assert (asked.partner_amount, asked.status) == (500, "open")
    assert request_(1_000, when=at + timedelta(hours=1)) == asked
    assert ledger.balance(conn, 1) == ledger.Balance(60_000, 1_000, 59_000)
    assert stale_holds.page(conn, at=at + timedelta(days=900), limit=9) == []  # the partner decides
    assert payable(conn, "airline") == 0
    answer = {
        partner_exchange.accept(conn, member_id=1, exchange_id="x-out", at=at + timedelta(days=n))
        for n in (60, 61)
    }
    assert answer == {ledger.PostingResult(2, 59_000)}
    assert ledger.balance(conn, 1) == ledger.Balance(59_000, 0, 59_000)
    assert payable(conn, "airline") == 1_000
    assert partner_exchange.find(conn, 1, "x-out").status == "accepted"
    with pytest.raises(HoldClosed):
        partner_exchange.refuse(conn, member_id=1, exchange_id="x-out", at=at)
    assert partner_exchange.find(conn, 1, "x-out").status == "accepted"
    told = conn.execute(select(outbox.c.topic).order_by(outbox.c.event_id)).scalars().all()
    assert told == ["exchange_requested", "exchange_accepted"]


def test_exchange_refused_by_the_partner_releases_the_points(
    conn: Connection, request_: Any, at: datetime
) -> None:
    request_(1_000)
    for _ in range(2):
        partner_exchange.refuse(conn, member_id=1, exchange_id="x-out", at=at)
    assert ledger.balance(conn, 1) == ledger.Balance(60_000, 0, 60_000)
    assert partner_exchange.find(conn, 1, "x-out").status == "refused"
    with pytest.raises(HoldClosed):
        partner_exchange.accept(conn, member_id=1, exchange_id="x-out", at=at)


def test_refused_exchange_writes_nothing(conn: Connection, request_: Any, at: datetime) -> None:
    conn.info["has_written"] = False  # by the fixture
    for amount, partner, refusal in (
        (1_000, "nobody", NotFound),
        (150, "airline", NotAllowed),  # whole steps of 100 only
        (50_100, "airline", LimitReached),
    ):
        with pytest.raises(refusal):
            request_(amount, partner=partner)
    with pytest.raises(ValueError, match="above 0"):
        request_(0)
    with pytest.raises(NotFound):
        partner_exchange.accept(conn, member_id=1, exchange_id="none", at=at)
    assert not has_written(conn)


def test_exchange_is_limited_to_fifty_thousand_points_a_month(
    conn: Connection, request_: Any, at: datetime
) -> None:
    request_(49_900, key="first")
    with pytest.raises(LimitReached) as error:
        request_(200, key="second")
    assert error.value.limit == "points_exchanged_per_month"
    partner_exchange.refuse(conn, member_id=1, exchange_id="x-first", at=at)
    request_(200, key="second")  # what was refused is not counted
    july = at.replace(month=6, day=30, hour=16)
    request_(50_000, key="third", when=july)
    with pytest.raises(NotEnoughPoints):
        request_(9_900, key="fourth", when=july + timedelta(days=40))


@pytest.mark.parametrize("status", ["arrears", "suspended", "frozen", "left"])
def test_only_active_members_can_exchange(
    conn: Connection, request_: Any, at: datetime, status: str
) -> None:
    conn.execute(update(member).values(status=status))
    with pytest.raises(NotAllowed, match=status):
        request_(1_000)
    with pytest.raises(NotAllowed, match=status):
        receive(conn, at)
    assert conn.execute(select(hold)).all() == []
    conn.execute(update(member).values(status="active"))  # for the audit: no one has left


def receive(
    conn: Connection,
    at: datetime,
    amount: int = 999,
    *,
    member_id: int = 1,
    reference: str = "REF-1",
    partner: str = "airline",
) -> ledger.PostingResult:
    return incoming_exchange.receive(
        conn, member_id=member_id, partner=partner, amount=amount, reference=reference, at=at
    )


def test_partner_points_are_converted_and_credited_once(conn: Connection, at: datetime) -> None:
    # The second comes after the year's end: another last day, but the same reference.
    answer = {receive(conn, when) for when in (at, at + timedelta(days=300))}
    assert answer == {ledger.PostingResult(2, 61_498)}  # 999 x 1.5 = 1,498.5
    assert payable(conn, "airline") == -1_498
    row = conn.execute(select(lot).where(lot.c.lot_id == 2)).one()
    assert (row.granted, row.issuer, row.unit_cost_mfen) == (1_498, "partner:airline", 1_000)
    assert row.expires_at == date(2028, 12, 31)
    receive(conn, at, partner="fixed_line")  # another's reference is another
    assert payable(conn, "fixed_line") == -999


def test_partner_reference_cannot_be_reused_for_another_request(
    conn: Connection, at: datetime
) -> None:
    receive(conn, at)
    with pytest.raises(KeyReused):
        receive(conn, at, 998)
    with pytest.raises(KeyReused):
        receive(conn, at, member_id=2)
    with pytest.raises(NotFound):
        receive(conn, at, partner="nobody")
    for nothing in (0, -1):
        with pytest.raises(NotAllowed, match="not_whole"):
            receive(conn, at, nothing, reference="REF-2")
    assert ledger.balance(conn, 2).balance == 0
