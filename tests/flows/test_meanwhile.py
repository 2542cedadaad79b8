"""What changes between the question and the yes: what was agreed to is what is done, or nothing."""

import threading
import time

import pytest
from driver import House, Member

from core import members

CHANNELS = pytest.mark.parametrize("channel", ["voice", "ussd", "sms"])
LANGUAGES = pytest.mark.parametrize("language", ["zh", "en"])
REPRICE = "UPDATE gift SET points = :points WHERE sku = 'thermos-cup'"
CODE_EVERY_SECONDS = 60


def is_about_to_redeem(member: Member) -> Member:
    member.asks_for("gift").shows_who_it_is()
    if member.asked == "redeem_gift.how":
        member.picks("read_out")
    return member.picks("thermos-cup").shows_who_it_is().waits(CODE_EVERY_SECONDS)


@CHANNELS
@LANGUAGES
def test_another_price_is_read_back_again(any_house: House, channel: str, language: str) -> None:
    member = is_about_to_redeem(any_house.member(channel, language))
    any_house.change(REPRICE, points=1_200)
    member.confirms().is_told("redeem_gift-repriced")
    assert member.points() == (12_345, 0)
    told = "redeem_gift-code_sent" if channel == "sms" else "redeem_gift-confirm"
    member.is_told(told, points=1_200, left=11_145)
    member.confirms().is_told("redeem_gift-ordered", points=1_200, left=11_145)
    assert member.points() == (11_145, 1_200)
    assert any_house.is_sound()


@LANGUAGES
def test_another_price_takes_its_own_proof(house: House, language: str) -> None:
    """Above the limit a yes on the phone is not enough: the code is texted."""
    caller = is_about_to_redeem(house.member("voice", language))
    house.change(REPRICE, points=9_000)
    caller.confirms().is_told("redeem_gift-repriced").is_told("redeem_gift-confirm", points=9_000)
    caller.confirms().is_asked("redeem_gift.code").enters(caller.texted_code)
    caller.is_told("redeem_gift-ordered", points=9_000)


@LANGUAGES
def test_a_price_out_of_reach(house: House, language: str) -> None:
    member = is_about_to_redeem(house.member("ussd", language))
    house.change(REPRICE, points=20_000)
    member.confirms().is_told("redeem_gift-repriced").is_told("redeem_gift-too_few", missing=7_655)
    assert member.points() == (12_345, 0)


def test_a_yes_that_waited_while_the_loss_was_reported(any_house: House) -> None:
    """Whoever has the telephone now says yes while the report is being committed."""
    thief = is_about_to_redeem(any_house.member("ussd", "zh"))
    whose = thief.member_id
    with any_house.database.engine.begin() as conn:
        members.freeze(conn, whose)
        yes = threading.Thread(target=thief.confirms)
        yes.start()
        time.sleep(0.3)  # PostgreSQL's lock waits for two seconds, SQLite's for five
    yes.join()
    thief.is_told("engine-refused_frozen")
    assert thief.points() == (12_345, 0)
