"""A week of exchanges with a partner that fails, answers twice, late and out of order: its books,
the ledger and what members were told agree to the point."""

import random

import pytest
from provider_hotline import NewHotline, ProviderHotline
from provider_player import ProviderPlayer

from core.kernel import Refused
from core.schema import exchange, sent_text

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
    _agree(hotline, player)


def _exchange(hotline: ProviderHotline, draw: random.Random, exchange_id: str) -> int:
    try:
        hotline.exchanges(exchange_id, draw.choice((100, 300, 1_000)), draw.choice(MEMBERS))
    except Refused:  # too few points
        return 0
    return 1


def _agree(hotline: ProviderHotline, player: ProviderPlayer) -> None:
    added = dict(player.added())
    assert len(added) == len(player.added()), "added twice"
    ours = {row.exchange_id: row for row in hotline.rows(exchange)}
    assert {key for key, row in ours.items() if row.status == "accepted"} == set(added)
    assert {row.status for row in ours.values()} == {"accepted", "refused"}
    for key, (points, receiver) in added.items():
        assert (points, receiver) == (ours[key].partner_amount, ours[key].receiver)
    told = {row.event_id: row.words for row in hotline.rows(sent_text)}
    for key, row in ours.items():
        words = [told[event] for event in told if event.startswith(f"exchange:{key}:")]
        assert len(words) == 1, (key, words)
        was_added = "已到账" in words[0] or "You got" in words[0]
        assert was_added == (key in added)
        assert str(row.amount) in words[0].replace(",", "")
    assert hotline.is_sound()
