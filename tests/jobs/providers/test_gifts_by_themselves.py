"""Gifts whose address is known are handed to the courier without an agent."""

import pytest
from courier_player import CourierPlayer
from provider_hotline import NewHotline, ProviderHotline
from sqlalchemy import update

from core.schema import gift_order, member
from jobs.member_sweep import Run
from jobs.schedule import JOBS, jobs

ONE, TWO, THREE = "40000001", "40000002", "40000003"
NOBODYS = 5  # whose address is not known


def hand_over(hotline: ProviderHotline) -> int:
    [job] = [each for each in jobs(None, hands_over=True) if each.name == "hand_over_gifts"]
    now = hotline.clock[0]
    run = Run(hotline.database, now.date(), lambda: now, lambda: None, "test")
    job.run(run)
    assert not run.counts["failed"]
    return run.counts["handed over"]


def states(hotline: ProviderHotline) -> dict[str, str | None]:
    rows = hotline.rows(gift_order, gift_order.c.number.in_((ONE, TWO, THREE)))
    return {row.number: row.parcel_state for row in rows}


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_gift_goes_out_an_hour_after_its_order(
    new_hotline: NewHotline, courier: CourierPlayer, dialect: str
) -> None:
    hotline = new_hotline(dialect, courier=courier.url)
    hand_over(hotline)  # what the demo's members wait for
    hotline.order(ONE, "phone-stand")
    hotline.order(TWO, "phone-stand", NOBODYS)
    hotline.order(THREE, "credit-10")
    hotline.passes(minutes=59)
    assert hand_over(hotline) == 0
    hotline.passes(minutes=1)
    assert [hand_over(hotline), hand_over(hotline)] == [1, 0]
    assert states(hotline) == {ONE: "asked", TWO: None, THREE: None}
    hotline.works()
    asked = [parcel.reference for parcel in courier.books]
    assert asked.count(ONE) == 1 and not {TWO, THREE} & set(asked)


def test_what_the_courier_has_refused_waits_for_a_person(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    courier.refuses = True
    hotline = new_hotline(courier=courier.url)
    hand_over(hotline)
    hotline.order(ONE, "phone-stand")
    hotline.passes(hours=2)
    assert hand_over(hotline) == 1
    hotline.works()
    assert (states(hotline), hand_over(hotline)) == ({ONE: "refused"}, 0)


def test_order_of_a_lost_phone_waits_for_a_person(
    new_hotline: NewHotline, courier: CourierPlayer
) -> None:
    hotline = new_hotline(courier=courier.url)
    hand_over(hotline)
    hotline.order(ONE, "phone-stand")
    freeze = update(member).where(member.c.member_id == 1).values(status="frozen")
    hotline.database.run(lambda conn: conn.execute(freeze))
    hotline.passes(hours=2)
    assert (hand_over(hotline), states(hotline)) == (0, {ONE: None})


def test_agents_hand_over_where_the_settings_do_not_say_otherwise() -> None:
    assert jobs(None) == JOBS
    assert "hand_over_gifts" not in [job.name for job in JOBS]
