"""Estimated effects of thresholds and limits, checked against what members are refused."""

from datetime import date, datetime, timedelta

import pytest
from rule_changes import Earn, Join, by, changed, counts, estimated, offer, redeem
from sqlalchemy import Connection

from core.kernel import Database, LimitReached, NotAllowed
from core.loyalty import partner_exchange, transfer_limits, transfers
from core.members import NotOpenYet, profiles
from core.messaging import outbox
from core.redemption import fulfilment


def test_redemption_threshold_closes_and_opens_for_members(
    database: Database, join: Join, earn: Earn, at: datetime
) -> None:
    """Redemption closes again for members between the two thresholds. All points ever earned count,
    whatever was spent or given back."""
    with database.engine.begin() as conn:
        offer(conn)
        for member_id, points in ((1, 999), (2, 1_000), (3, 1_500), (4, 2_000), (5, 1_200)):
            join(conn, member_id, status="frozen" if member_id == 5 else "active")
            earn(conn, points, member_id=member_id)
        join(conn, 6)
        redeem(conn, at, "gift-1", 4)
        order = redeem(conn, at, "gift-2", 3)
        key = {"key": "up", "at": at}
        fulfilment.cancel(conn, member_id=3, order_id=order.order_id, **key)
        closing, opening = {"redemption__opens_after_points": 2_000}, 500
        found = estimated(conn, at, **closing)
        assert set(found) == {"closes_again"} and found["closes_again"].count == 2
        assert [each.member_id for each in found["closes_again"].examples] == [2, 3]
        assert found["closes_again"].examples[0].number == "+8613800001002"
        for member_id in (2, 3):
            redeem(conn, at, f"open-{member_id}", member_id)
            with by(changed(**closing)), pytest.raises(NotOpenYet):
                redeem(conn, at, f"closed-{member_id}", member_id)
        with by(changed(**closing)):
            redeem(conn, at, "still-open", 4)
        assert counts(conn, at, redemption__opens_after_points=opening) == {"opens": 1}
        assert counts(conn, at, redemption__opens_after_points=0) == {"opens": 2}
        with pytest.raises(NotOpenYet):
            redeem(conn, at, "shut", 1)
        with by(changed(redemption__opens_after_points=opening)):
            redeem(conn, at, "open", 1)


def test_daily_redemption_limits(database: Database, join: Join, earn: Earn, at: datetime) -> None:
    """By days of the programme's time zone: 15:30 and 16:30 UTC are on two of them."""
    evening = datetime.fromisoformat("2026-05-20T15:30:00+00:00")
    with database.engine.begin() as conn:
        offer(conn, 400)
        for member_id in (1, 2, 3):
            join(conn, member_id)
            earn(conn, 5_000, member_id=member_id)
        for n in range(3):
            redeem(conn, evening, f"a{n}", 1)
            redeem(conn, evening + timedelta(hours=n), f"b{n}", 2)
            redeem(conn, evening - timedelta(days=60), f"c{n}", 3)
        given_up = redeem(conn, evening, "d", 2).order_id
        fulfilment.cancel(conn, member_id=2, order_id=given_up, key="up", at=evening)
        for most, touched in ((1, 2), (2, 1), (3, 0), (9, 0)):
            assert counts(conn, at, redemption__orders_per_day_max=most) == {
                "orders_per_day": touched
            }
        for points, touched in ((799, 2), (800, 1), (1_199, 1), (1_200, 0), (99_999, 0)):
            assert counts(conn, at, redemption__points_per_day_max=points) == {
                "points_per_day": touched
            }
        with by(changed(redemption__orders_per_day_max=2)):
            redeem(conn, at, "e1")
            redeem(conn, at, "e2")
            with pytest.raises(LimitReached):
                redeem(conn, at, "e3")


def give(conn: Connection, amount: int, to: int, at: datetime, key: str) -> None:
    transfers.give(
        conn, giver=profiles.by_id(conn, 1), receiver_id=to, amount=amount, channel="sms", key=key,
        at=at, transfer_id=key,
    )  # fmt: skip


def test_monthly_limits_of_transfers_exchanges_and_notices(
    database: Database, join: Join, earn: Earn, at: datetime
) -> None:
    """By calendar month: what was given in May is not added to June's."""
    with database.engine.begin() as conn:
        for member_id in (1, 2, 3, 4):
            join(conn, member_id)
        earn(conn, 9_000)
        may = at - timedelta(days=10)
        give(conn, 300, 2, may, "t1")
        give(conn, 300, 3, may, "t2")
        give(conn, 500, 4, at, "t3")
        exchange = {"partner": "airline", "amount": 400, "at": at}
        partner_exchange.request(
            conn, member=profiles.by_id(conn, 1), key="x", exchange_id="x", **exchange
        )
        for most, touched in ((1, 1), (2, 0), (9, 0)):
            assert counts(conn, at, giving__recipients_per_month_max=most) == {
                "recipients": touched
            }
        for points, touched in ((599, 1), (600, 0), (30_000, 0)):
            assert counts(conn, at, giving__points_per_month_max=points) == {
                "points_given": touched
            }
        for points, touched in ((399, 1), (400, 0)):
            assert counts(conn, at, exchange__points_per_month_max=points) == {
                "points_exchanged": touched
            }
        for n in range(3):
            outbox.put(conn, member_id=2, event_id=f"n{n}", topic="offer", payload={}, at=may)
        assert counts(conn, at, texts__per_month_max=2) == {"offers_per_month": 1}
        assert counts(conn, at, texts__per_month_max=3) == {"offers_per_month": 0}


@pytest.mark.parametrize(("months", "name"), [(12, "giving_too_new"), (3, "giving_begins")])
def test_minimum_membership_of_a_giver(
    database: Database, join: Join, at: datetime, months: int, name: str
) -> None:
    """Compared with whom core.loyalty.transfer_limits refuses on the first day."""
    joined = [date(2026, 6, 2), date(2026, 3, 2), date(2026, 3, 3), date(2025, 12, 2)]
    joined += [date(2025, 12, 3), date(2025, 6, 2), date(2025, 6, 3), date(2020, 1, 1)]
    with database.engine.begin() as conn:
        for member_id, day in enumerate(joined, 1):
            join(conn, member_id, joined_on=day)
        join(conn, 20, joined_on=date(2025, 9, 1), status="arrears")
        join(conn, 21, joined_on=date(2020, 1, 1))
        found = estimated(conn, at, giving__membership_months_min=months)
        there, becomes = at + timedelta(days=1), changed(giving__membership_months_min=months)

        def too_new() -> set[int]:
            return {n for n in range(1, len(joined) + 1) if refused(conn, n, there)}

        before = too_new()
        with by(becomes):
            after = too_new()
    assert set(found) == {name}
    assert {each.member_id for each in found[name].examples} == before ^ after
    assert found[name].count == len(before ^ after) > 0


def refused(conn: Connection, member_id: int, at: datetime) -> bool:
    try:
        transfer_limits.check_eligible(conn, profiles.by_id(conn, member_id), 21, at)
    except NotAllowed as error:
        return error.reason == "too_new"
    return False
