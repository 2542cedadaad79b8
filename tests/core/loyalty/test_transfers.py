from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, func, select, update

from core.books import audit
from core.kernel import Database, KeyReused, LimitReached, NoSuchMember, NotAllowed, has_written
from core.ledger import IN_TRANSIT, NotEnoughPoints, Owing, debts, ledger
from core.loyalty import Transfer, transfers
from core.members import profiles
from core.schema import lot, member, outbox, posting, transfer

SOON, LATER = date(2026, 12, 31), date(2028, 12, 31)
GIVER, RECEIVER = 1, 2


@pytest.fixture
def members_two(
    database: Database, join: Callable[..., int], earn: Callable[..., Any]
) -> Iterator[Database]:
    """Member 1 with 100 points until SOON and 30,000 until LATER, and members 2 to 11 with none."""

    def begin(conn: Connection) -> None:
        for member_id in range(1, 12):
            join(conn, member_id)
        earn(conn, 100, key="soon", expires_at=SOON)
        earn(conn, 30_000, key="later", expires_at=LATER)

    database.run(begin)
    yield database
    # One whose status a test has set to 'left' has not left as members do.
    database.run(lambda conn: conn.execute(update(member).values(status="active")))
    assert database.run(lambda conn: list(audit.violations(conn))) == []


@pytest.fixture
def give(members_two: Database, at: datetime) -> Callable[..., Transfer]:
    def give(
        amount: int, *, to: int = RECEIVER, key: str = "give", when: datetime = at, who: int = GIVER
    ) -> Transfer:
        def work(conn: Connection) -> Transfer:
            try:
                return transfers.give(
                    conn,
                    giver=profiles.by_id(conn, who),
                    receiver_id=to,
                    amount=amount,
                    channel="voice",
                    key=key,
                    at=when,
                    transfer_id=f"t-{key}",
                )
            except Exception:
                assert not has_written(conn)
                raise

        return members_two.run(work)

    return give


def test_presents_do_not_pay_what_their_receiver_owes(
    members_two: Database, give: Any, at: datetime
) -> None:
    who: dict[str, Any] = {"member_id": RECEIVER, "at": at, "contra": "issued", "kind": "mobile"}
    terms = {"expires_at": LATER, "unit_cost_mfen": 1_000}

    def owe(conn: Connection) -> None:
        granted = ledger.grant(conn, amount=500, key="granted", **who, **terms)
        ledger.spend(conn, amount=500, key="spent", **who)
        refund = {"member_id": RECEIVER, "version": granted.version, "amount": 500, "at": at}
        why = Owing("accrual_reversal", "granted")
        ledger.take_back(conn, key="refund", kind="reversal", owing=why, **refund)

    members_two.run(owe)
    assert transfers.complete(members_two, give(150), at)
    assert points(members_two, RECEIVER) == [150]
    members_two.run(lambda conn: ledger.grant(conn, amount=80, key="earned", **who, **terms))
    assert points(members_two, RECEIVER) == [150]
    [debt] = members_two.read(lambda conn: debts.open_debts(conn, [RECEIVER]))[RECEIVER]
    assert debt.left == 420


def points(database: Database, *member_ids: int) -> list[int]:
    return database.run(
        lambda conn: [ledger.balance(conn, member_id).balance for member_id in member_ids]
    )


def in_transit(database: Database) -> int:
    total = select(func.coalesce(-func.sum(posting.c.amount), 0))
    return database.run(
        lambda conn: int(conn.execute(total.where(posting.c.contra == IN_TRANSIT)).scalar_one())
    )


def lots_of(database: Database, member_id: int) -> list[tuple[Any, ...]]:
    rows = select(lot.c.remaining, lot.c.expires_at, lot.c.issuer, lot.c.unit_cost_mfen)
    rows = rows.where(lot.c.member_id == member_id).order_by(lot.c.lot_id)
    return database.run(lambda conn: [tuple(row) for row in conn.execute(rows)])


def set_status(database: Database, member_id: int, status: str) -> None:
    change = update(member).where(member.c.member_id == member_id).values(status=status)
    database.run(lambda conn: conn.execute(change))


def status_of(database: Database, given: Transfer) -> str:
    find = partial(transfers.find, member_id=given.member_id, transfer_id=given.transfer_id)
    return database.run(find).status


def test_transferred_points_keep_their_expiry_and_issuer(
    members_two: Database, give: Any, at: datetime
) -> None:
    given = give(150)
    assert (given.status, given.amount, len(given.parts)) == ("open", 150, 2)
    assert points(members_two, GIVER, RECEIVER) == [29_950, 0]
    assert in_transit(members_two) == 150

    assert transfers.complete(members_two, given, at) is True
    assert points(members_two, GIVER, RECEIVER) == [29_950, 150]
    assert lots_of(members_two, RECEIVER) == [
        (100, SOON, "programme", 1_000),
        (50, LATER, "programme", 1_000),
    ]
    assert (in_transit(members_two), status_of(members_two, given)) == (0, "credited")


@pytest.mark.parametrize("status", ["arrears", "suspended", "frozen", "left"])
def test_refused_transfer_returns_points_to_their_original_lots(
    members_two: Database, give: Any, at: datetime, status: str
) -> None:
    before = lots_of(members_two, GIVER)
    given = give(150)
    set_status(members_two, RECEIVER, status)
    assert transfers.complete(members_two, given, at) is False
    assert points(members_two, GIVER, RECEIVER) == [30_100, 0]
    assert lots_of(members_two, GIVER) == before
    assert (in_transit(members_two), status_of(members_two, given)) == (0, "refunded")


def test_refused_transfer_stays_refused(members_two: Database, give: Any, at: datetime) -> None:
    given = give(150)
    set_status(members_two, RECEIVER, "frozen")
    assert members_two.run(lambda conn: transfers.receive(conn, given, at)) is False
    set_status(members_two, RECEIVER, "active")  # and here the process had died
    assert transfers.complete(members_two, given, at) is False
    assert points(members_two, GIVER, RECEIVER) == [30_100, 0]


def test_credited_transfer_stays_credited(members_two: Database, give: Any, at: datetime) -> None:
    given = give(150)
    assert members_two.run(lambda conn: transfers.receive(conn, given, at)) is True
    set_status(members_two, RECEIVER, "frozen")
    for _ in range(2):
        assert transfers.complete(members_two, given, at + timedelta(days=1)) is True
    assert points(members_two, GIVER, RECEIVER) == [29_950, 150]


def test_repeated_transfer_steps_have_no_further_effect(
    members_two: Database, give: Any, at: datetime
) -> None:
    given = give(150)
    for _ in range(2):
        members_two.run(lambda conn: transfers.receive(conn, given, at))
    for _ in range(2):
        members_two.run(lambda conn: transfers.close(conn, given, True, at))
    # What another process may say that has not heard of it yet.
    members_two.run(lambda conn: transfers.close(conn, given, False, at))
    assert points(members_two, GIVER, RECEIVER) == [29_950, 150]


def test_repeated_key_returns_the_same_transfer(
    members_two: Database, give: Any, at: datetime
) -> None:
    assert give(150) == give(150, when=at + timedelta(days=1))
    with pytest.raises(KeyReused):
        give(151)
    with pytest.raises(KeyReused):
        give(150, to=3)
    assert points(members_two, GIVER) == [29_950]
    events = select(outbox.c.event_id, outbox.c.topic)
    rows = members_two.run(lambda conn: [tuple(row) for row in conn.execute(events)])
    assert rows == [("transfer:t-give", "transfer")]


def test_neither_side_of_a_transfer_can_be_reversed_alone(
    members_two: Database, give: Any, at: datetime
) -> None:
    given = give(150)
    transfers.complete(members_two, given, at)
    for member_id, version in ((GIVER, given.version), (RECEIVER, 1)):
        undo = partial(ledger.reverse, member_id=member_id, version=version, key="undo", at=at)
        with pytest.raises(NotAllowed) as error:
            members_two.run(undo)
        assert error.value.reason == IN_TRANSIT


def test_transfers_are_limited_to_eight_recipients_a_month(
    members_two: Database, give: Any, at: datetime
) -> None:
    for to in range(2, 10):
        give(10, to=to, key=f"to-{to}")
    give(10, to=9, key="again")  # the eighth once more
    with pytest.raises(LimitReached) as error:
        give(10, to=10, key="ninth")
    assert error.value.limit == "recipients_per_month"
    # 16:00 UTC on 30 June is the 1st of July in Shanghai.
    july = at.replace(month=6, day=30, hour=16)
    with pytest.raises(LimitReached):
        give(10, to=10, key="ninth", when=july - timedelta(seconds=1))
    give(10, to=10, key="ninth", when=july)


def test_transfers_are_limited_to_twenty_thousand_points_a_month(
    members_two: Database, give: Any, at: datetime
) -> None:
    give(19_999, key="first")
    with pytest.raises(LimitReached) as error:
        give(2, key="second")
    assert error.value.limit == "points_given_per_month"
    set_status(members_two, 3, "active")
    came_back = give(1, to=3, key="third")
    set_status(members_two, 3, "frozen")
    transfers.complete(members_two, came_back, at)
    give(1, key="fourth")  # what came back is not counted


def test_transfer_without_enough_points_is_refused(give: Any) -> None:
    with pytest.raises(NotEnoughPoints):
        give(1, who=3, to=4)


@pytest.mark.parametrize(
    ("joined_on", "may"), [(date(2025, 12, 1), True), (date(2025, 12, 2), False)]
)
def test_transfer_requires_six_months_of_membership(
    members_two: Database, give: Any, joined_on: date, may: bool
) -> None:
    members_two.run(lambda conn: conn.execute(update(member).values(joined_on=joined_on)))
    if may:
        assert give(1).status == "open"
        return
    with pytest.raises(NotAllowed) as error:
        give(1)
    assert error.value.reason == "too_new"


def test_transfer_with_invalid_amount_party_or_status_is_refused(
    members_two: Database, give: Any
) -> None:
    with pytest.raises(NoSuchMember):
        give(1, to=99)
    with pytest.raises(ValueError, match="above 0"):
        give(0)
    with pytest.raises(NotAllowed, match="oneself"):
        give(1, to=GIVER)
    set_status(members_two, RECEIVER, "frozen")
    with pytest.raises(NotAllowed, match="receiver"):
        give(1)
    for status in ("arrears", "suspended", "frozen", "left"):
        set_status(members_two, GIVER, status)
        with pytest.raises(NotAllowed, match=status):
            give(1, to=3)


def test_open_transfers_are_paged_by_opening_time(
    members_two: Database, give: Any, at: datetime
) -> None:
    given = [
        give(n, to=n, key=str(n), when=at + timedelta(seconds=9 - n // 2)) for n in range(2, 7)
    ]
    transfers.complete(members_two, given[1], at)
    expected = sorted(
        (t for t in given if t is not given[1]), key=lambda t: (t.opened_at, t.transfer_id)
    )

    def pages(conn: Connection) -> list[Transfer]:
        found = transfers.open_transfers(conn, limit=2)
        while more := transfers.open_transfers(conn, limit=2, after=found[-1]):
            found += more
        return found

    assert members_two.run(pages) == expected


def test_refunded_points_past_their_expiry_get_a_grace_period(
    members_two: Database, give: Any, at: datetime
) -> None:
    given = give(100)
    set_status(members_two, RECEIVER, "frozen")
    late = datetime.fromisoformat("2027-01-05T12:00+08:00")
    transfers.complete(members_two, given, late)
    assert lots_of(members_two, GIVER)[0] == (100, date(2027, 2, 4), "programme", 1_000)


def test_the_database_refuses_a_transfer_to_oneself(members_two: Database, give: Any) -> None:
    give(1)
    with pytest.raises(Exception, match="to_member_id"):
        members_two.run(lambda conn: conn.execute(update(transfer).values(to_member_id=GIVER)))
