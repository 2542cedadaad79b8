"""A week of orders with a provider that fails, answers twice, late and out of order: its books, the
ledger and what members were told agree to the point."""

import random

import pytest
from provider_hotline import NewHotline, ProviderHotline
from provider_player import ProviderPlayer

from core.kernel import Refused
from core.schema import gift_order, sent_text
from core.seed import PRICES

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
    _agree(hotline, player)


def _order(hotline: ProviderHotline, draw: random.Random, number: str) -> int:
    try:
        hotline.order(number, draw.choice(("credit-10", "data-1gb")), draw.choice(MEMBERS))
    except Refused:  # the day's limit, or too few points
        return 0
    return 1


def _agree(hotline: ProviderHotline, player: ProviderPlayer) -> None:
    added = player.added()
    references = [reference for reference, _ in added]
    assert len(set(references)) == len(references), "added twice"
    ours = {row.number: row for row in hotline.rows(gift_order) if row.number.startswith("4")}
    delivered = {number for number, row in ours.items() if row.status == "delivered"}
    assert delivered == set(references)
    assert {row.status for row in ours.values()} == {"delivered", "cancelled"}
    for reference, (kind, _, receiver) in added:
        order = ours[reference]
        assert receiver == order.receiver
        assert order.points == PRICES[{"credit": "credit-10", "data": "data-1gb"}[kind]]
    told = {row.event_id: row.words for row in hotline.rows(sent_text)}
    for number, row in ours.items():
        words = [told[event] for event in told if event.startswith(f"order:{row.order_id}:")]
        assert len(words) == 1, (number, words)
        was_added = "已到账" in words[0] or "was added" in words[0]
        assert was_added == (number in delivered)
        assert number in words[0]
    assert hotline.is_sound()
