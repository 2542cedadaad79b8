from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, select

from core.books import audit
from core.kernel import Database, HotlineError, NotAllowed, has_written
from core.ledger import GROWTH, ledger
from core.loyalty import Bill, Charge, accrual, leaving, partner_exchange, transfers
from core.members import changes, membership, profiles
from core.redemption import fulfilment, placing
from core.schema import posting

OLD, NEW = "+8613800000001", "+8613900000001"


def refused(call: Callable[[], Any], reason: str) -> None:
    with pytest.raises(NotAllowed) as error:
        call()
    assert error.value.reason == reason


def test_leaving_needs_thirty_days_of_notice(conn: Connection, change: Any, at: datetime) -> None:
    refused(lambda: change(leaving.leave), "no_notice")
    change(membership.give_notice, key="notice")
    change(membership.give_notice, key="again", when=at + timedelta(days=9))
    assert membership.leaves_on(conn, 1) == date(2026, 7, 1)
    change(membership.withdraw_notice, key="stay")
    assert membership.leaves_on(conn, 1) is None
    change(membership.give_notice, key="notice")  # late
    assert membership.leaves_on(conn, 1) is None
    change(membership.give_notice, key="third")
    # 15:59 UTC is 23:59 in Shanghai.
    refused(lambda: change(leaving.leave, when=at.replace(day=30, hour=15, minute=59)), "no_notice")
    assert change(leaving.leave, when=at.replace(day=30, hour=16)) == 12_345


def test_leaving_forfeits_points_that_cannot_be_used_yet(
    conn: Connection, change: Any, at: datetime
) -> None:
    terms = {"expires_at": None, "unit_cost_mfen": 1_000, "usable_from": date(2026, 9, 1)}
    change(ledger.grant, key="later", amount=300, contra="issued", kind="promotion", **terms)
    change(membership.give_notice, key="notice")
    assert change(leaving.leave, when=at.replace(month=7)) == 12_645
    assert ledger.balance(conn, 1).balance == 0
    assert list(audit.violations(conn)) == []


def test_leaving_forfeits_points_and_blocks_later_changes(
    conn: Connection, change: Any, at: datetime
) -> None:
    july = at.replace(month=7)
    change(membership.give_notice, key="notice")
    assert {change(leaving.leave, when=july) for _ in range(2)} == {12_345}
    assert ledger.balance(conn, 1).balance == 0
    rows = conn.execute(
        select(posting.c.amount, posting.c.kind, posting.c.contra)
        .where(posting.c.member_id == 1, posting.c.unit == "points")
        .order_by(posting.c.version.desc())
        .limit(2)
    )
    # The last day of 2,000 of them was in June.
    assert [tuple(row) for row in rows] == [
        (-10_345, "leave", "expired"),
        (-2_000, "expire", "expired"),
    ]
    assert profiles.find(conn, OLD) is None
    assert profiles.by_id(conn, 1).status == "left"
    assert ledger.balance(conn, 1, GROWTH).balance == 4_120  # worth nothing, and history

    bill = Bill(date(2026, 6, 30), (Charge("mobile", "usage", 100_00),))
    later: list[Callable[[], object]] = [
        lambda: change(leaving.leave, key="twice", when=july),
        lambda: change(membership.give_notice, key="late"),
        lambda: change(membership.withdraw_notice, key="late"),
        lambda: change(membership.set_status, key="late", status="active"),
        lambda: change(changes.change_number, key="late", number=NEW),
        lambda: change(changes.move, key="late", place="XJ"),
        lambda: accrual.earn(conn, member_id=1, bill=bill, key="bill", at=july),
    ]
    for call in later:
        refused(call, "left")
    change(changes.change_number, member_id=2, number=OLD)  # the number is free


def test_a_member_without_points_can_leave(conn: Connection, change: Any, at: datetime) -> None:
    change(membership.give_notice, member_id=4, key="notice")
    assert change(leaving.leave, member_id=4, when=at.replace(month=7)) == 0


def test_leaving_is_refused_while_points_are_held_or_in_transit(
    seeded: Database, at: datetime
) -> None:
    july = at.replace(month=7)

    def leave(conn: Connection) -> int:
        return leaving.leave(conn, member_id=2, key="leave", at=july)

    def begin(conn: Connection) -> None:
        membership.give_notice(conn, member_id=2, key="notice", at=at)
        member = profiles.by_id(conn, 2)
        what = {"sku": "mascot", "points": 800, "key": "order", "at": at, "channel": "sms"}
        placing.redeem(conn, member=member, **what, order_id="o", number="40000001")
        partner_exchange.request(
            conn, member=member, partner="airline", amount=100, key="x", at=at, exchange_id="x"
        )

    def refused_for(reason: str) -> None:
        with pytest.raises(NotAllowed) as error:
            seeded.run(leave)
        assert error.value.reason == reason

    seeded.run(begin)
    refused_for("points_held")
    seeded.run(lambda conn: fulfilment.cancel(conn, member_id=2, order_id="o", key="up", at=july))
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


def test_a_transfer_to_a_member_who_left_is_refunded(seeded: Database, at: datetime) -> None:
    july = at.replace(month=7)
    seeded.run(lambda conn: membership.give_notice(conn, member_id=2, key="notice", at=at))
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


def test_refused_leave_or_notice_writes_nothing(seeded: Database, at: datetime) -> None:
    def work(conn: Connection) -> None:
        for verb in (leaving.leave, membership.give_notice):
            with pytest.raises(HotlineError):
                verb(conn, member_id=99, key="key", at=at)
        with pytest.raises(NotAllowed):
            leaving.leave(conn, member_id=1, key="key", at=at)
        assert not has_written(conn)

    seeded.run(work)
