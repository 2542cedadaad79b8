"""Weeks of gifts with a courier that fails, repeats itself, and reports late and out of order: its
books, the orders, the ledger and what members were told agree."""

import random

import pytest
from agreement import PARCELS_END, parcels_agree
from courier_player import CourierPlayer
from provider_hotline import NewHotline, ProviderHotline

from core.kernel import Refused

HOURS, DAYS_LATER = 14 * 24, 25
MEMBERS = (1, 2, 3)  # who have an address


@pytest.mark.parametrize(("seed", "dialect"), [(1, "sqlite"), (3, "postgresql")])
def test_nothing_is_lost_sent_twice_or_said_that_is_not_so(
    new_hotline: NewHotline, courier: CourierPlayer, seed: int, dialect: str
) -> None:
    draw = random.Random(seed)
    courier.draw = random.Random(seed + 1000)
    hotline = new_hotline(dialect, courier=courier.url)
    placed = 0
    for _hour in range(HOURS):
        if draw.random() < 0.1:
            placed += _order(hotline, draw, f"{40000000 + placed}")
        hotline.works()
        hotline.passes(minutes=draw.choice((1, 30, 60, 120)))
        if draw.random() < 0.2:
            courier.report(hotline.url, twice=draw.random() < 0.5)
    courier.is_well = True
    for _hour in range(DAYS_LATER * 8):
        hotline.passes(hours=3, minutes=1)
        hotline.works()
    courier.report(hotline.url, twice=True)
    for _ in range(3):
        hotline.works()
        hotline.passes(minutes=1)
    assert placed > 10
    assert courier.outages["cut_after"] > 3 < courier.outages["500"]
    assert {parcel.end for parcel in courier.books} == PARCELS_END
    parcels_agree(hotline, courier)
    assert hotline.is_sound()


def _order(hotline: ProviderHotline, draw: random.Random, number: str) -> int:
    who = draw.choice(MEMBERS)
    try:
        hotline.order(number, draw.choice(("phone-stand", "thermos-cup")), who)
    except Refused:  # the day's limit, or too few points
        return 0
    hotline.hands_over(number, who)
    return 1
