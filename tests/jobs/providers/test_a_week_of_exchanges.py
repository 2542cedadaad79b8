"""A week of exchanges with a partner that fails, answers twice, late and out of order: its books,
the ledger and what members were told agree to the point."""

import random

import pytest
from agreement import exchanges_agree
from provider_hotline import NewHotline, ProviderHotline
from provider_player import ProviderPlayer

from core.kernel import Refused

HOURS, DAYS_LATER = 7 * 24, 5
MEMBERS = (1, 2, 3, 5)


@pytest.mark.parametrize(("seed", "dialect"), [(1, "sqlite"), (2, "postgresql")])
def test_nothing_is_lost_or_added_twice(
    new_hotline: NewHotline, player: ProviderPlayer, seed: int, dialect: str
) -> None:
    draw = random.Random(seed)
    player.draw = random.Random(seed + 1000)
    hotline = new_hotline(dialect)
    asked = 0
    for _hour in range(HOURS):
        if draw.random() < 0.3:
            asked += _exchange(hotline, draw, f"{asked:032x}")
        hotline.works()
        hotline.passes(minutes=draw.choice((1, 30, 60)))
        if draw.random() < 0.2:
            twice = draw.random() < 0.5
            player.report(hotline.url, twice=twice, to="exchanges/airline")
    player.draw = None  # the partner is well again
    for _day in range(DAYS_LATER):
        hotline.passes(days=1, minutes=1)
        hotline.works()
    assert asked > 20
    assert player.outages["cut_after"] > 3 < player.outages["500"]
    exchanges_agree(hotline, player)
    assert hotline.is_sound()


def _exchange(hotline: ProviderHotline, draw: random.Random, exchange_id: str) -> int:
    try:
        hotline.exchanges(exchange_id, draw.choice((100, 300, 1_000)), draw.choice(MEMBERS))
    except Refused:  # too few points
        return 0
    return 1
