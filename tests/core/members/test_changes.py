from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Connection, select

from core.kernel import KeyReused, NoSuchMember
from core.loyalty import Bill, Charge, accrual
from core.members import NumberInUse, changes, membership, pins, profiles
from core.schema import lot, number_change, posting
from core.seed import PIN

OLD, NEW, OTHERS = "+8613800000001", "+8613900000001", "+8613800000002"


def test_number_change_keeps_the_member_and_frees_the_old_number(
    conn: Connection, change: Any, at: datetime
) -> None:
    before = profiles.by_id(conn, 1)
    for _ in range(2):
        change(changes.change_number, number=NEW)
    assert profiles.find(conn, OLD) is None
    after = profiles.find(conn, NEW)
    assert after is not None
    assert after == replace(before, number=NEW)
    pins.check(conn, 1, PIN, at)
    rows = conn.execute(select(number_change.c.was, number_change.c.became))
    assert [tuple(row) for row in rows] == [(OLD, NEW)]
    # The old number may become someone else's; a late repeat of the change changes nothing.
    change(changes.change_number, member_id=2, number=OLD)
    change(changes.change_number, number=NEW)
    found = profiles.find(conn, OLD)
    assert found is not None
    assert found.member_id == 2


def test_changes_at_one_moment_keep_their_order(
    conn: Connection, change: Any, at: datetime
) -> None:
    """Two processes may time them alike, or have clocks that differ."""
    numbers = [OLD, NEW, "+8613900000002", "+8613900000003"]
    for became, moment in zip(numbers[1:], (at, at, at - timedelta(hours=1)), strict=True):
        change(changes.change_number, number=became, key=became, at=moment)
    rows = conn.execute(
        select(number_change.c.was, number_change.c.became).order_by(number_change.c.changed_at)
    )
    assert [tuple(row) for row in rows] == list(pairwise(numbers))


def test_number_in_use_is_refused(conn: Connection, change: Any) -> None:
    conn.info["has_written"] = False
    with pytest.raises(NumberInUse):
        change(changes.change_number, number=OTHERS)
    assert profiles.by_id(conn, 1).number == OLD
    change(changes.change_number, number=OLD, key="same")  # nothing to do
    assert profiles.find(conn, OLD) is not None
    assert conn.execute(select(number_change)).all() == []
    with pytest.raises(KeyReused):
        change(changes.change_number, number=NEW, key="same")
    with pytest.raises(NoSuchMember):
        change(changes.change_number, member_id=99, number=NEW)


def test_province_move_keeps_the_issuer_of_earlier_points(
    conn: Connection, change: Any, at: datetime
) -> None:
    change(changes.move, place="XJ")
    assert profiles.by_id(conn, 1).province == "XJ"
    issuers = select(lot.c.issuer).where(lot.c.member_id == 1).order_by(lot.c.lot_id)
    before = list(conn.execute(issuers).scalars())
    assert set(before) == {"province:GD", "partner:1"}
    bill = Bill(date(2026, 5, 31), (Charge("mobile", "usage", 100_00),))
    accrual.earn(conn, member_id=1, bill=bill, key="bill", at=at)
    after = list(conn.execute(issuers).scalars())
    assert (after[: len(before)], set(after[len(before) :])) == (before, {"province:XJ"})
    contra = select(posting.c.contra).order_by(posting.c.version.desc()).limit(1)
    assert conn.execute(contra.where(posting.c.member_id == 1)).scalar() == "province:XJ"
    # A late repeat does not undo what came after it.
    change(changes.move, place="GD", key="home")
    change(changes.move, place="XJ")
    assert profiles.by_id(conn, 1).province == "GD"


def test_late_repeat_of_a_status_change_has_no_effect(conn: Connection, change: Any) -> None:
    for n, status in enumerate(("arrears", "suspended", "active")):
        change(membership.set_status, status=status, key=f"{n}")
        assert profiles.by_id(conn, 1).status == status
    change(membership.set_status, status="arrears", key="0")  # late
    assert profiles.by_id(conn, 1).status == "active"


def test_lifting_a_freeze_restores_the_billing_status(conn: Connection, change: Any) -> None:
    def status() -> str:
        return profiles.by_id(conn, 1).status

    change(membership.set_status, status="arrears", key="unpaid")
    membership.freeze(conn, 1)
    change(membership.lift, key="found")
    assert status() == "arrears"
    membership.freeze(conn, 1)
    change(membership.set_status, status="active", key="paid")
    assert status() == "frozen"
    change(membership.set_status, status="suspended", key="unpaid again")
    change(membership.lift, key="found again")
    assert status() == "suspended"
    change(membership.lift, key="found again")  # late
    assert status() == "suspended"
