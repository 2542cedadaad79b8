"""Steps and values that the tests of several dialogues share. Each test runs on every channel
in both languages, unless it is marked for some channels only."""

import pytest
from driver import Member

HOMES = {"voice": "voice_home.menu", "ussd": "text_home.menu"}
WRONG_PINS = ("246813", "975310", "864202")
NEW_PIN = "864209"
VOICE_ONLY = pytest.mark.parametrize("channel", ["voice"])
USSD_ONLY = pytest.mark.parametrize("channel", ["ussd"])
SMS_ONLY = pytest.mark.parametrize("channel", ["sms"])
NOT_SMS = pytest.mark.parametrize("channel", ["voice", "ussd"])


def open_gift_list(member: Member) -> Member:
    """Goes to the list of gifts, with the PIN where it is required."""
    member.asks_for("redeem_gift").enters_pin_if_asked()
    if member.open_question == "redeem_gift.how":
        member.picks("read_out")
    return member.is_asked("redeem_gift.pick")


def spoken(member: Member) -> tuple[str, ...]:
    assert member.turn is not None
    return member.turn.say
