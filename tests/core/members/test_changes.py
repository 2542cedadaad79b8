from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from core.books import audit
from core.kernel import Database, HotlineError, KeyReused, NoSuchMember, NotAllowed, wrote
from core.ledger import GROWTH, ledger
from core.loyalty import accrual, leaving, partner_exchange, transfers
from core.members import NumberInUse, pins, profiles
from core.redemption import orders
from core.schema import lot, number_change, posting
from core.seed import PIN

OLD, NEW, OTHERS = "+8613800000001", "+8613900000001", "+8613800000002"


@pytest.fixture
def conn(seeded: Database) -> Iterator[Connection]:
    with seeded.engine.begin() as connection:
        yield connection
        assert list(audit.violations(connection)) == []


@pytest.fixture
def change(conn: Connection, at: datetime) -> Callable[..., Any]:
    """(verb, **what): of member 1."""

    def change(
        verb: Callable[..., Any], *, key: str = "key", when: datetime = at, **what: Any
    ) -> Any:
        return verb(conn, **({"member_id": 1, "key": key, "at": when} | what))

    return change


def refused(call: Callable[[], Any], reason: str) -> None:
    with pytest.raises(NotAllowed) as error:
        call()
    assert error.value.reason == reason


def test_a_change_of_number_carries_everything_along(
    conn: Connection, change: Any, at: datetime
) -> None:
    before = profiles.by_id(conn, 1)
    for _ in range(2):
        change(leaving.change_number, number=NEW)
    assert profiles.find(conn, OLD) is None
    after = profiles.find(conn, NEW)
    assert after is not None
    assert (after.member_id, after.number, after.available) == (1, NEW, before.available)
    pins.check(conn, 1, PIN, at)
    rows = conn.execute(select(number_change.c.was, number_change.c.became))
    assert [tuple(row) for row in rows] == [(OLD, NEW)]
    # The old number may become someone else's; a late repeat of the change changes nothing.
    change(leaving.change_number, member_id=2, number=OLD)
    change(leaving.change_number, number=NEW)
    found = profiles.find(conn, OLD)
    assert found is not None
    assert found.member_id == 2


def test_a_number_in_use(conn: Connection, change: Any) -> None:
    conn.info["wrote"] = False
    with pytest.raises(NumberInUse):
        change(leaving.change_number, number=OTHERS)
    assert profiles.by_id(conn, 1).number == OLD
    change(leaving.change_number, number=OLD, key="same")  # nothing to do
    assert profiles.find(conn, OLD) is not None
    assert conn.execute(select(number_change)).all() == []
    with pytest.raises(KeyReused):
        change(leaving.change_number, number=NEW, key="same")
    with pytest.raises(NoSuchMember):
        change(leaving.change_number, member_id=99, number=NEW)


def test_a_move_leaves_the_cost_where_the_points_were_issued(
    conn: Connection, change: Any, at: datetime
) -> None:
    change(leaving.move_province, province="XJ")
    assert profiles.by_id(conn, 1).province == "XJ"
    issuers = select(lot.c.issuer).where(lot.c.member_id == 1).order_by(lot.c.lot_id)
    before = list(conn.execute(issuers).scalars())
    assert set(before) == {"province:GD", "partner:1"}
    bill = accrual.Bill(date(2026, 5, 31), (accrual.Charge("mobile", "usage", 100_00),))
    accrual.earn(conn, member_id=1, bill=bill, key="bill", at=at)
    after = list(conn.execute(issuers).scalars())
    assert (after[: len(before)], set(after[len(before) :])) == (before, {"province:XJ"})
    contra = select(posting.c.contra).order_by(posting.c.version.desc()).limit(1)
    assert conn.execute(contra.where(posting.c.member_id == 1)).scalar() == "province:XJ"
    # A late repeat does not undo what came after it.
    change(leaving.move_province, province="GD", key="home")
    change(leaving.move_province, province="XJ")
    assert profiles.by_id(conn, 1).province == "GD"


def test_status_and_back(conn: Connection, change: Any) -> None:
    for n, status in enumerate(("arrears", "suspended", "active")):
        change(leaving.set_status, status=status, key=f"{n}")
        assert profiles.by_id(conn, 1).status == status
    change(leaving.set_status, status="arrears", key="0")  # late
    assert profiles.by_id(conn, 1).status == "active"


def test_a_freeze_settles_no_arrears(conn: Connection, change: Any) -> None:
    def status() -> str:
        return profiles.by_id(conn, 1).status

    change(leaving.set_status, status="arrears", key="unpaid")
    profiles.freeze(conn, 1)
    change(leaving.lift, key="found")
    assert status() == "arrears"
    profiles.freeze(conn, 1)
    change(leaving.set_status, status="active", key="paid")
    assert status() == "frozen"
    change(leaving.set_status, status="suspended", key="unpaid again")
    change(leaving.lift, key="found again")
    assert status() == "suspended"
    change(leaving.lift, key="found again")  # late
    assert status() == "suspended"


def test_leaving_takes_thirty_days_notice(conn: Connection, change: Any, at: datetime) -> None:
    refused(lambda: change(leaving.leave), "no_notice")
    change(leaving.give_notice, key="notice")
    change(leaving.give_notice, key="again", when=at + timedelta(days=9))
    assert leaving.leaves_on(conn, 1) == date(2026, 7, 1)
    change(leaving.withdraw_notice, key="stay")
    assert leaving.leaves_on(conn, 1) is None
    change(leaving.give_notice, key="notice")  # late
    assert leaving.leaves_on(conn, 1) is None
    change(leaving.give_notice, key="third")
    # 15:59 UTC is 23:59 in Shanghai.
    refused(lambda: change(leaving.leave, when=at.replace(day=30, hour=15, minute=59)), "no_notice")
    assert change(leaving.leave, when=at.replace(day=30, hour=16)) == 12_345


def test_points_end_with_the_membership(conn: Connection, change: Any, at: datetime) -> None:
    july = at.replace(month=7)
    change(leaving.give_notice, key="notice")
    assert {change(leaving.leave, when=july) for _ in range(2)} == {12_345}
    assert ledger.balance(conn, 1).balance == 0
    last = select(posting).where(posting.c.member_id == 1, posting.c.unit == "points")
    row = conn.execute(last.order_by(posting.c.version.desc()).limit(1)).one()
    assert (row.amount, row.kind, row.contra) == (-12_345, "leave", "expired")
    assert profiles.find(conn, OLD) is None
    assert profiles.by_id(conn, 1).status == "left"
    assert ledger.balance(conn, 1, GROWTH).balance == 4_120  # worth nothing, and history

    bill = accrual.Bill(date(2026, 6, 30), (accrual.Charge("mobile", "usage", 100_00),))
    later: list[Callable[[], object]] = [
        lambda: change(leaving.leave, key="twice", when=july),
        lambda: change(leaving.give_notice, key="late"),
        lambda: change(leaving.withdraw_notice, key="late"),
        lambda: change(leaving.set_status, key="late", status="active"),
        lambda: change(leaving.change_number, key="late", number=NEW),
        lambda: change(leaving.move_province, key="late", province="XJ"),
        lambda: accrual.earn(conn, member_id=1, bill=bill, key="bill", at=july),
    ]
    for call in later:
        refused(call, "left")
    change(leaving.change_number, member_id=2, number=OLD)  # the number is free


def test_who_has_no_points_leaves_too(conn: Connection, change: Any, at: datetime) -> None:
    change(leaving.give_notice, member_id=4, key="notice")
    assert change(leaving.leave, member_id=4, when=at.replace(month=7)) == 0


def test_what_is_under_way_ends_first(seeded: Database, at: datetime) -> None:
    july = at.replace(month=7)

    def leave(conn: Connection) -> int:
        return leaving.leave(conn, member_id=2, key="leave", at=july)

    def begin(conn: Connection) -> None:
        leaving.give_notice(conn, member_id=2, key="notice", at=at)
        member = profiles.by_id(conn, 2)
        what = {"sku": "mascot", "points": 800, "key": "order", "at": at, "channel": "sms"}
        orders.redeem(conn, member=member, **what, order_id="o", number="40000001")
        partner_exchange.request(
            conn, member=member, partner="airline", amount=100, key="x", at=at, exchange_id="x"
        )

    def refused_for(reason: str) -> None:
        with pytest.raises(NotAllowed) as error:
            seeded.run(leave)
        assert error.value.reason == reason

    seeded.run(begin)
    refused_for("points_held")
    seeded.run(lambda conn: orders.give_up(conn, member_id=2, order_id="o", key="up", at=july))
    refused_for("points_held")
    seeded.run(lambda conn: partner_exchange.accept(conn, member_id=2, exchange_id="x", at=july))
    given = seeded.run(
        lambda conn: transfers.give(
            conn,
            giver=profiles.by_id(conn, 2),
            receiver_id=1,
            amount=500,
            channel="voice",
            key="give",
            at=july,
            transfer_id="t",
        )
    )
    refused_for("points_in_transit")
    transfers.complete(seeded, given, july)
    assert seeded.run(leave) == 3_200 - 100 - 500
    assert seeded.run(lambda conn: list(audit.violations(conn))) == []


def test_what_arrives_for_one_who_has_left_goes_back(seeded: Database, at: datetime) -> None:
    july = at.replace(month=7)
    seeded.run(lambda conn: leaving.give_notice(conn, member_id=2, key="notice", at=at))
    given = seeded.run(
        lambda conn: transfers.give(
            conn,
            giver=profiles.by_id(conn, 1),
            receiver_id=2,
            amount=500,
            channel="voice",
            key="give",
            at=at,
            transfer_id="t",
        )
    )
    seeded.run(lambda conn: leaving.leave(conn, member_id=2, key="leave", at=july))
    assert transfers.complete(seeded, given, july) is False
    assert seeded.run(lambda conn: ledger.balance(conn, 1).balance) == 12_345


def test_a_refusal_changes_nothing(seeded: Database, at: datetime) -> None:
    def work(conn: Connection) -> None:
        for verb in (leaving.leave, leaving.give_notice):
            with pytest.raises(HotlineError):
                verb(conn, member_id=99, key="key", at=at)
        with pytest.raises(NotAllowed):
            leaving.leave(conn, member_id=1, key="key", at=at)
        assert not wrote(conn)

    seeded.run(work)
