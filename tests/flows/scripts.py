"""Shared by the scripts of several dialogues. A script is written once and runs on every
channel in both languages."""

import pytest
from driver import Member

HOMES = {"voice": "voice_home.menu", "ussd": "text_home.menu"}
WRONG_PINS = ("246813", "975310", "864202")
NEW_PIN = "864209"
VOICE_ONLY = pytest.mark.parametrize("channel", ["voice"])
USSD_ONLY = pytest.mark.parametrize("channel", ["ussd"])
SMS_ONLY = pytest.mark.parametrize("channel", ["sms"])
NOT_SMS = pytest.mark.parametrize("channel", ["voice", "ussd"])


def wants_a_gift(member: Member) -> Member:
    member.asks_for("redeem_gift").shows_who_it_is()
    if member.asked == "redeem_gift.how":
        member.picks("read_out")
    return member.is_asked("redeem_gift.pick")


def spoken(member: Member) -> tuple[str, ...]:
    assert member.turn is not None
    return member.turn.say
