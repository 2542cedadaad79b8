"""What the hotline has agreed with each other side, compared with that side's own books and with
what members were told."""

from __future__ import annotations

from typing import Any

from courier_player import Carried, CourierPlayer
from provider_hotline import ProviderHotline
from provider_player import ProviderPlayer

from core.schema import exchange, gift_order, member, sent_text
from core.seed import PRICES

SEEDED = "2026"  # with which the numbers of the seed's orders begin
SERVICES = ("credit-10", "data-1gb")
TOP_UPS_END = {"delivered", "cancelled"}
EXCHANGES_END = {"accepted", "refused"}
PARCELS_END = {"refused", "delivered", "returned"}
PARCEL_WORDS = {
    "picked_up": ("已发出", "on its way"),
    "failed": ("没有送成，请留意", "couldn't deliver"),
    "delivered": ("已送达", "was delivered"),
    "returned": ("没有送成，快递退回来了", "came back to us"),
    "points_back": ("分已退回", "came back. You have"),
}


def orders_of(hotline: ProviderHotline, *skus: str) -> dict[str, Any]:
    """Those of these items, by number."""
    rows = hotline.rows(gift_order, gift_order.c.sku.in_(skus))
    return {row.number: row for row in rows if not row.number.startswith(SEEDED)}


def texts_about(hotline: ProviderHotline, member_id: int, prefix: str) -> list[str]:
    rows = hotline.rows(sent_text, sent_text.c.member_id == member_id)
    return [row.words for row in rows if row.event_id.startswith(prefix)]


def was_told_once(hotline: ProviderHotline, member_id: int, prefix: str) -> str:
    """The words; '' where the member has left, and is told nothing any more."""
    words = texts_about(hotline, member_id, prefix)
    [row] = hotline.rows(member, member.c.member_id == member_id)
    assert len(words) == 1 or (row.status in ("left", "frozen") and not words), (prefix, words)
    return words[0] if words else ""


def top_ups_agree(hotline: ProviderHotline, player: ProviderPlayer) -> None:
    added = player.added()
    references = [reference for reference, _ in added]
    assert len(set(references)) == len(references), "added twice"
    ours = orders_of(hotline, *SERVICES)
    delivered = {number for number, row in ours.items() if row.status == "delivered"}
    assert delivered == set(references)
    assert {row.status for row in ours.values()} <= TOP_UPS_END
    for reference, (kind, _, receiver) in added:
        order = ours[reference]
        assert receiver == order.receiver
        assert order.points == PRICES[{"credit": "credit-10", "data": "data-1gb"}[kind]]
    for number, row in ours.items():
        words = was_told_once(hotline, row.member_id, f"order:{row.order_id}:")
        was_added = "已到账" in words or "was added" in words
        assert not words or (was_added == (number in delivered) and number in words)


def exchanges_agree(hotline: ProviderHotline, player: ProviderPlayer) -> None:
    added = dict(player.added())
    assert len(added) == len(player.added()), "added twice"
    ours = {row.exchange_id: row for row in hotline.rows(exchange)}
    assert {key for key, row in ours.items() if row.status == "accepted"} == set(added)
    assert {row.status for row in ours.values()} <= EXCHANGES_END
    for key, (points, receiver) in added.items():
        assert (points, receiver) == (ours[key].partner_amount, ours[key].receiver)
    for key, row in ours.items():
        words = was_told_once(hotline, row.member_id, f"exchange:{key}:")
        was_added = "已到账" in words or "You got" in words
        assert not words or was_added == (key in added)
        assert not words or str(row.amount) in words.replace(",", "")


def parcels_agree(hotline: ProviderHotline, courier: CourierPlayer) -> None:
    references = [parcel.reference for parcel in courier.books]
    assert len(set(references)) == len(references), "sent twice"
    ours = orders_of(hotline, "phone-stand", "thermos-cup")
    assert set(ours) == set(references)
    assert {parcel.end for parcel in courier.books} <= PARCELS_END
    for parcel in courier.books:
        order = ours[parcel.reference]
        assert parcel.what["address"] == order.address
        assert order.parcel_state == parcel.end
        expected = {"refused": {"held"}, "delivered": {"delivered"}}
        assert order.status in expected.get(parcel.end, {"returned", "sent"})
        _was_told_so(hotline, parcel, order)


def _was_told_so(hotline: ProviderHotline, parcel: Carried, order: Any) -> None:
    """Each thing at most once, nothing that has not happened, and how it ended."""
    texts = texts_about(hotline, order.member_id, f"order:{order.order_id}:")
    told = [
        name
        for words in texts
        for name, any_of in PARCEL_WORDS.items()
        if any(each in words for each in any_of)
    ]
    happened = [move.kind for move in parcel.moves]
    for name in set(told) - {"points_back"}:
        assert told.count(name) <= happened.count(name), (parcel, texts)
    [row] = hotline.rows(member, member.c.member_id == order.member_id)
    if row.status in ("left", "frozen"):
        return  # and is told nothing any more
    if parcel.end == "returned":
        given_back = order.status == "returned"
        assert told.count("points_back" if given_back else "returned") == 1, (parcel, texts)
    assert ("delivered" in told) == (parcel.end == "delivered"), (parcel, texts)
