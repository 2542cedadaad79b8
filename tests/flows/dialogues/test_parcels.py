"""What is said of a gift that a courier takes: on every channel, in both languages."""

from typing import Any

import pytest
from driver import Hotline, Member

TRACKING = "SF1234567890123"
SENT, HELD = "+8613800000001", "+8613800000003"
AT_THE_COURIER = (
    "UPDATE gift_order SET parcel_no = 1, parcel_state = :state, provider_id = :tracking"
    " WHERE number IN ('20260001', '20260003')"
)


@pytest.fixture
def parcel(hotline: Hotline) -> Any:
    """Every gift that has not arrived yet is at the courier, in that state."""

    def parcel(state: str | None) -> None:
        tracking = None if state in (None, "asked") else TRACKING
        hotline.change(AT_THE_COURIER, state=state, tracking=tracking)

    yield parcel
    hotline.change(
        "UPDATE gift_order SET parcel_no = NULL, parcel_state = NULL, provider_id = NULL"
    )


def member(hotline: Hotline, channel: str, language: str, number: str) -> Member:
    return hotline.member(channel, language, number)


@pytest.mark.parametrize(
    ("number", "state", "said"),
    [
        (HELD, None, "held"),
        (HELD, "asked", "packed"),
        (HELD, "refused", "held"),
        (SENT, "picked_up", "sent"),
        (SENT, "failed", "failed"),
        (SENT, "returned", "brought_back"),
    ],
)
def test_state_of_a_parcel_is_said(
    hotline: Hotline, channel: str, language: str, parcel: Any, number: str, state: str, said: str
) -> None:
    parcel(state)
    caller = member(hotline, channel, language, number)
    caller.asks_for("order").enters_pin_if_asked().hears(f"order-{said}")


def test_tracking_number_is_texted(
    hotline: Hotline, channel: str, language: str, parcel: Any
) -> None:
    parcel("picked_up")
    caller = member(hotline, channel, language, SENT)
    caller.asks_for("order").enters_pin_if_asked()
    caller.hears("order-sent", tracking=TRACKING)
    assert (TRACKING in caller.screen) == (channel == "sms")
