"""An e-voucher is redeemed as a gift, and its code is only ever said in a text of its own."""

import re
from functools import partial

import pytest
from driver import Hotline, Member
from voucher_stock import NUMBER, SKU, offer_vouchers

CODES = [f"COFFEE-{n:04}" for n in range(40)]
WAITING = "SELECT event_id FROM outbox WHERE topic LIKE 'voucher%' AND member_id = 1"


@pytest.fixture
def offered(any_hotline: Hotline) -> Hotline:
    any_hotline.database.run(partial(offer_vouchers, codes=CODES, at=any_hotline.at))
    return any_hotline


@pytest.fixture
def caller(offered: Hotline, channel: str, language: str) -> Member:
    return offered.member(channel, language)


def redeems(member: Member) -> Member:
    if member.traits.keywords:
        return member.enters(f"DH{NUMBER}")
    member.asks_for("redeem_gift").enters_pin_if_asked()
    if member.channel == "voice":
        return member.picks("by_number").enters(str(NUMBER))
    return member.picks(SKU)


def test_voucher_is_texted_and_texted_again_to_its_owner(caller: Member, offered: Hotline) -> None:
    redeems(caller).confirms().hears("redeem_gift-texted", points=200).has_final_answer()
    order = caller.latest("gift_order", "created_at")
    assert (order.sku, order.status) == (SKU, "delivered")
    assert len(offered.rows(WAITING)) == 1
    caller.asks_for("order_by_number").enters_pin_if_asked().enters(order.number)
    caller.hears("order_by_number-voucher", number=order.number, until="2026-12-31")
    assert len(offered.rows(WAITING)) == 2
    assert not re.search("COFFEE-[0-9]", caller.screen)
    offered.change("UPDATE voucher SET expires_on = '2026-05-30' WHERE order_id IS NOT NULL")
    caller.asks_for("order_by_number").enters_pin_if_asked().enters(order.number)
    caller.hears("order_by_number-voucher_expired", number=order.number)


def test_sold_out_voucher_is_said_to_be_gone(caller: Member, offered: Hotline) -> None:
    offered.change(
        'UPDATE stock SET at_first = at_first - "left", "left" = 0 WHERE sku = :sku', sku=SKU
    )
    offered.change("DELETE FROM voucher WHERE order_id IS NULL")
    if caller.channel == "ussd":  # its list has only what is in stock
        return
    redeems(caller).hears("redeem_gift-gone").is_asked("redeem_gift.pick")
