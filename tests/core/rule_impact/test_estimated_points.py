"""Estimated effects of changed earning, lifetime and notices of points."""

from datetime import date, datetime, timedelta

import pytest
from rule_changes import ON, Earn, Join, by, changed, counts, estimated
from single_holds import place_hold
from sqlalchemy import Connection

from core.kernel import Database
from core.ledger import holds
from core.loyalty import Bill, Charge, accrual, expiry_notices
from core.members import profiles
from core.programme import current_rules, shipped_rules
from core.schema import lot

EARNING: list[dict[str, int]] = [
    {"earning__points_per_yuan": 2},
    {"tiers__2__earns_percent": 160},
    {"earning__points_per_yuan": 2, "tiers__0__earns_percent": 50},
    {"earning__tenure_bonus__1__percent": 25},
    {"earning__tenure_bonus__2__years": 4},
    {"earning__tenure_bonus__0__years": 3},
]


@pytest.mark.parametrize("values", EARNING)
def test_members_whose_bills_would_earn_other_points(
    database: Database, join: Join, at: datetime, values: dict[str, int]
) -> None:
    """Compared with the awards of a large bill of the first day, by both versions."""
    bill = Bill(ON, (Charge("mobile", "usage", 1_000_000),))
    joined = [date(2026, 1, 1), date(2025, 6, 2), date(2025, 6, 3), date(2024, 6, 2)]
    joined += [date(2022, 6, 2), date(2021, 6, 3), date(2021, 6, 2), date(2010, 1, 1)]
    with database.engine.begin() as conn:
        for member_id, day in enumerate(joined, 1):
            join(conn, member_id, joined_on=day, tier="gold" if member_id % 2 else "basic")
            accrual.earn(conn, member_id=member_id, bill=bill, key="june", at=at)
        join(conn, 20, joined_on=date(2010, 1, 1), tier="gold")  # no bill
        join(conn, 21, joined_on=date(2010, 1, 1), tier="gold")
        accrual.earn(conn, member_id=21, bill=bill, key="may", at=at - timedelta(days=40))
        effect = estimated(conn, at, **values)["earners"]
        who = [profiles.by_id(conn, n) for n in range(1, len(joined) + 1)]
        before, after = (
            [accrual.totals(accrual.awards(each, bill, rules)).points for each in who]
            for rules in (current_rules(), changed(**values))
        )
    differ = [n for n, pair in enumerate(zip(before, after, strict=True), 1) if pair[0] != pair[1]]
    assert effect.count == len(differ) > 0
    assert [each.member_id for each in effect.examples] == differ[:5]


def test_changes_that_cancel_out_affect_nobody(
    database: Database, join: Join, at: datetime
) -> None:
    doubled = {
        f"tiers__{n}__earns_percent": shipped_rules().tiers[n].earns_percent // 2 for n in range(4)
    }
    with database.engine.begin() as conn:
        join(conn)
        bill = Bill(ON, (Charge("mobile", "usage", 10_000),))
        accrual.earn(conn, member_id=1, bill=bill, key="june", at=at)
        assert counts(conn, at, earning__points_per_yuan=2, **doubled) == {"earners": 0}


def test_points_lifetime_applies_to_new_points_only(
    database: Database, join: Join, earn: Earn, at: datetime
) -> None:
    with database.engine.begin() as conn:
        join(conn)
        join(conn, 2)
        earn(conn, 100)
        assert counts(conn, at, expiry__years_after=1) == {"last_days_stay": 1}
        bill = Bill(ON, (Charge("mobile", "usage", 10_000),))
        due = accrual.awards(profiles.by_id(conn, 2), bill, changed(expiry__years_after=1))
        assert expiry_of(conn, 1) == [date(2028, 12, 31)]
    assert {one.expires_at for one in due if one.unit == "points"} == {date(2027, 12, 31)}


def expiry_of(conn: Connection, member_id: int) -> list[date]:
    rows = conn.execute(lot.select().where(lot.c.member_id == member_id))
    return [row.expires_at for row in rows]


def test_grace_period_of_held_points(
    database: Database, join: Join, earn: Earn, at: datetime
) -> None:
    """The lots of two members expire within the new grace; one is held, and then released."""
    soon = ON + timedelta(days=40)
    with database.engine.begin() as conn:
        for member_id in (1, 2, 3):
            join(conn, member_id)
            earn(conn, 100, member_id=member_id, expires_at=soon if member_id < 3 else None)
        held = {"amount": 60, "key": "h", "at": at, "expires_at": None}
        for member_id in (1, 3):
            place_hold(conn, member_id=member_id, **held)
        assert counts(conn, at, expiry__grace_days=45) == {"grace": 1}
        assert counts(conn, at, expiry__grace_days=40) == {"grace": 0}
        there = at + timedelta(days=1)
        with by(changed(expiry__grace_days=45)):
            holds.release_hold(conn, member_id=1, hold_id="h", key="r", at=there)
        assert expiry_of(conn, 1) == [ON + timedelta(days=45)]


NOTICES = [[60, 30, 7], [120, 90, 30, 7], [90], [90, 30, 20, 7], [7], [30, 90, 7]]


@pytest.mark.parametrize("distances", NOTICES)
def test_additional_expiry_notices(
    database: Database, join: Join, earn: Earn, at: datetime, distances: list[int]
) -> None:
    """Compared with the job itself, which runs by the old rules up to the first day, and then once
    by each version."""
    with database.engine.begin() as conn:
        for member_id, left in enumerate((5, 15, 25, 50, 85, 100, 150), 1):
            last = ON + timedelta(days=left)
            join(conn, member_id)
            earn(conn, 100, member_id=member_id, expires_at=last)
        notify(conn, at)
        found = counts(conn, at, expiry__notices_days_before=distances)
        there, becomes = at + timedelta(days=1), changed(expiry__notices_days_before=distances)
        with by(becomes):
            near = expiry_notices.upcoming_expiries(conn, at=there, after=(0, date.min), limit=99)
            due = expiry_notices.due_notices(conn, near, there)
        usual = expiry_notices.upcoming_expiries(conn, at=there, after=(0, date.min), limit=99)
        anyway = expiry_notices.due_notices(conn, usual, there)
    assert found == {"notices_near": len(near), "notices_at_once": len(set(due) - set(anyway))}


def notify(conn: Connection, at: datetime) -> None:
    near = expiry_notices.upcoming_expiries(conn, at=at, after=(0, date.min), limit=99)
    for due in expiry_notices.due_notices(conn, near, at):
        assert expiry_notices.notify(conn, due=due, at=at)
