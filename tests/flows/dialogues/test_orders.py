"""What became of an order afterwards, as the member hears it."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from driver import ACTIVE, DIAMOND, House

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
def test_what_became_of_an_order(
    house: House, channel: str, language: str, verb: Any, told: str
) -> None:
    member = house.member(channel, language)
    order_id = member.latest("gift_order", "created_at").order_id
    key = {} if verb is fulfilment.deliver else {"key": "undo"}
    house.database.run(lambda conn: verb(conn, member_id=1, order_id=order_id, at=house.at, **key))
    member.asks_for("order").shows_who_it_is().is_told(told, number="20260001")
    assert house.is_sound()


def test_one_that_was_given_up(house: House) -> None:
    member = house.member("sms", "zh", "+8613800000003")
    [order] = member.rows_of("gift_order")
    give_up = partial(
        fulfilment.cancel, member_id=3, order_id=order.order_id, key="up", at=house.at
    )
    house.database.run(give_up)
    member.asks_for("order").is_told("order-cancelled", number=order.number)
    assert member.points() == (93_888, 0)


@pytest.mark.parametrize("channel", ["voice", "sms", "ussd"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("number", "before"), [(ACTIVE, "sent"), (DIAMOND, "held")])
def test_one_that_is_late(
    house: House, channel: str, language: str, number: str, before: str
) -> None:
    """From the day after the one that was promised."""
    member = house.member(channel, language, number)
    promised = date.fromisoformat(str(member.latest("gift_order", "created_at").deliver_by))
    house.at += promised - local_day(house.at)
    for told in (before, "late"):
        member.calls().asks_for("order").shows_who_it_is().is_told(f"order-{told}")
        member.waits(24 * 60 * 60)
