"""Weeks of gifts with a courier that fails, repeats itself, and reports late and out of order: its
books, the orders, the ledger and what members were told agree."""

import random

import pytest
from courier_player import Carried, CourierPlayer
from provider_hotline import NewHotline, ProviderHotline

from core.kernel import Refused
from core.schema import gift_order, sent_text

HOURS, DAYS_LATER = 14 * 24, 25
MEMBERS = (1, 2, 3)  # who have an address
WORDS = {
    "picked_up": ("已发出", "on its way"),
    "failed": ("没有送成，请留意", "couldn't deliver"),
    "delivered": ("已送达", "was delivered"),
    "returned": ("没有送成，快递退回来了", "came back to us"),
    "points_back": ("分已退回", "came back. You have"),
}


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
    courier.draw = None  # the courier is well again
    for _hour in range(DAYS_LATER * 8):
        hotline.passes(hours=3, minutes=1)
        hotline.works()
    courier.report(hotline.url, twice=True)
    for _ in range(3):
        hotline.works()
        hotline.passes(minutes=1)
    assert placed > 10
    assert courier.outages["cut_after"] > 3 < courier.outages["500"]
    _agree(hotline, courier)


def _order(hotline: ProviderHotline, draw: random.Random, number: str) -> int:
    who = draw.choice(MEMBERS)
    try:
        hotline.order(number, draw.choice(("phone-stand", "thermos-cup")), who)
    except Refused:  # the day's limit, or too few points
        return 0
    hotline.hands_over(number, who)
    return 1


def _agree(hotline: ProviderHotline, courier: CourierPlayer) -> None:
    references = [parcel.reference for parcel in courier.books]
    assert len(set(references)) == len(references), "sent twice"
    ours = {row.number: row for row in hotline.rows(gift_order) if row.number.startswith("4")}
    assert set(ours) == set(references)
    assert {parcel.end for parcel in courier.books} == {"refused", "delivered", "returned"}
    for parcel in courier.books:
        order = ours[parcel.reference]
        assert parcel.what["address"] == order.address
        assert order.parcel_state == parcel.end
        expected = {"refused": {"held"}, "delivered": {"delivered"}}
        assert order.status in expected.get(parcel.end, {"returned", "sent"})
        _was_told_so(hotline, parcel, order)
    assert hotline.is_sound()


def _was_told_so(hotline: ProviderHotline, parcel: Carried, order: object) -> None:
    """Each thing at most once, nothing that has not happened, and how it ended."""
    prefix = f"order:{order.order_id}:"  # type: ignore[attr-defined]
    texts = [row.words for row in hotline.rows(sent_text) if row.event_id.startswith(prefix)]
    told = [name for words in texts for name in WORDS if any(w in words for w in WORDS[name])]
    happened = [move.kind for move in parcel.moves]
    for name in set(told) - {"points_back"}:
        assert told.count(name) <= happened.count(name), (parcel, texts)
    if parcel.end == "returned":
        given_back = order.status == "returned"  # type: ignore[attr-defined]
        assert told.count("points_back" if given_back else "returned") == 1, (parcel, texts)
    assert ("delivered" in told) == (parcel.end == "delivered"), (parcel, texts)
