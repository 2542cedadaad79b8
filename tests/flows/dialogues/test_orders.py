"""What became of an order afterwards, as the member hears it."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from dialogue_steps import open_gift_list
from driver import ACTIVE, DIAMOND, Hotline

from core.programme import local_day
from core.redemption import fulfilment


@pytest.mark.parametrize("channel", ["voice", "sms", "ussd"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("verb", "told"),
    [
        (partial(fulfilment.reverse, reason="our_failure"), "order-returned"),
        (fulfilment.deliver, "order-delivered"),
    ],
)
def test_order_status_reports_returned_and_delivered(
    hotline: Hotline, channel: str, language: str, verb: Any, told: str
) -> None:
    member = hotline.member(channel, language)
    order_id = member.latest("gift_order", "created_at").order_id
    key = {} if verb is fulfilment.deliver else {"key": "undo"}
    hotline.database.run(
        lambda conn: verb(conn, member_id=1, order_id=order_id, at=hotline.at, **key)
    )
    member.asks_for("order").enters_pin_if_asked().hears(told, number="20260001")
    assert hotline.is_sound()


def test_order_status_reports_cancelled_and_points_are_released(hotline: Hotline) -> None:
    member = hotline.member("sms", "zh", "+8613800000003")
    [order] = member.rows_of("gift_order")
    give_up = partial(
        fulfilment.cancel, member_id=3, order_id=order.order_id, key="up", at=hotline.at
    )
    hotline.database.run(give_up)
    member.asks_for("order").hears("order-cancelled", number=order.number)
    assert member.points() == (93_888, 0)


@pytest.mark.parametrize("channel", ["voice", "sms", "ussd"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("number", "before"), [(ACTIVE, "sent"), (DIAMOND, "held")])
def test_order_status_reports_late_from_the_day_after_the_promised_day(
    hotline: Hotline, channel: str, language: str, number: str, before: str
) -> None:
    """From the day after the one that was promised."""
    member = hotline.member(channel, language, number)
    promised = date.fromisoformat(str(member.latest("gift_order", "created_at").deliver_by))
    hotline.at += promised - local_day(hotline.at)
    for told in (before, "late"):
        member.calls().asks_for("order").enters_pin_if_asked().hears(f"order-{told}")
        member.waits(24 * 60 * 60)


@pytest.mark.parametrize("channel", ["voice", "sms", "ussd"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_orders_that_have_not_arrived_are_listed(
    hotline: Hotline, channel: str, language: str
) -> None:
    """The newest first; each may be looked up, and one alone is shown at once."""
    buyer = hotline.member(channel, language)
    open_gift_list(buyer).picks("thermos-cup").confirms().hears("redeem_gift-ordered")
    newest = buyer.latest("gift_order", "created_at")
    buyer.asks_for("order").enters_pin_if_asked().is_asked("order.several")
    shown = buyer.session.top.answers["shown"]
    assert [(entry["code"], entry["value"]) for entry in shown] == [
        ("1", newest.number),
        ("2", "20260001"),
    ]
    buyer.enters("2").hears("order-sent", number="20260001").has_final_answer()
    cancel = partial(
        fulfilment.cancel, member_id=1, order_id=newest.order_id, key="c", at=hotline.at
    )
    hotline.database.run(cancel)
    buyer.asks_for("order").hears("order-sent", number="20260001").has_final_answer()
