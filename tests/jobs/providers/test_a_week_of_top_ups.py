"""A week of orders with a provider that fails, answers twice, late and out of order: its books, the
ledger and what members were told agree to the point."""

import random

import pytest
from agreement import SERVICES, top_ups_agree
from provider_hotline import NewHotline, ProviderHotline
from provider_player import ProviderPlayer

from core.kernel import Refused

HOURS, DAYS_LATER = 7 * 24, 5
MEMBERS = (1, 2, 3, 5)


@pytest.mark.parametrize(
    ("seed", "dialect", "api"),
    [(1, "sqlite", "signed"), (2, "sqlite", "tmf654"), (3, "postgresql", "signed")],
)
def test_nothing_is_lost_or_added_twice(
    new_hotline: NewHotline, player: ProviderPlayer, seed: int, dialect: str, api: str
) -> None:
    draw = random.Random(seed)
    player.draw = random.Random(seed + 1000)
    hotline = new_hotline(dialect, api)
    placed = 0
    for _hour in range(HOURS):
        if draw.random() < 0.3:
            placed += _order(hotline, draw, f"{40000000 + placed}")
        hotline.works()
        hotline.passes(minutes=draw.choice((1, 30, 60)))
        if draw.random() < 0.2:
            player.report(hotline.url, twice=draw.random() < 0.5)
    player.draw = None  # the provider is well again
    for _day in range(DAYS_LATER):
        hotline.passes(days=1, minutes=1)
        hotline.works()
    assert placed > 20
    assert player.outages["cut_after"] > 3 < player.outages["500"]
    top_ups_agree(hotline, player)
    assert hotline.is_sound()


def _order(hotline: ProviderHotline, draw: random.Random, number: str) -> int:
    try:
        hotline.order(number, draw.choice(SERVICES), draw.choice(MEMBERS))
    except Refused:  # the day's limit, or too few points
        return 0
    return 1
