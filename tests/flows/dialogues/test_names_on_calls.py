"""Names that are said on a call where a number is asked for, or what to exchange with whom."""

import pytest
from dialogue_steps import VOICE_ONLY
from driver import Member


def asked_for_number(member: Member) -> Member:
    member.asks_for("redeem_gift").enters_pin_if_asked().picks("by_number")
    member.is_asked("redeem_gift.number")
    assert member.turn is not None
    assert member.turn.expects.speech
    return member


@VOICE_ONLY
@pytest.mark.parametrize("words", ["蓝牙耳机", "我要蓝牙耳机", "earphones", "the earphones please"])
def test_name_is_taken_where_the_number_is_asked_for(member: Member, words: str) -> None:
    asked_for_number(member).speaks(words).is_asked("redeem_gift.confirm")
    assert member.session.top.answers["sku"] == "earphones"


@VOICE_ONLY
def test_name_is_taken_where_the_way_to_choose_is_asked_for(member: Member) -> None:
    member.asks_for("redeem_gift").enters_pin_if_asked().is_asked("redeem_gift.how")
    member.speaks("保温杯" if member.language == "zh" else "the thermos cup")
    member.is_asked("redeem_gift.confirm")
    assert member.session.top.answers["sku"] == "thermos-cup"


@VOICE_ONLY
def test_nearly_named_gift_is_asked_about(member: Member) -> None:
    asked_for_number(member).speaks("耳机" if member.language == "zh" else "a cup")
    member.is_asked("redeem_gift.meant").says_no().is_asked("redeem_gift.how")


@VOICE_ONLY
@pytest.mark.parametrize(
    "words", ["不要蓝牙耳机", "蓝牙耳机坏了", "not the earphones", "my earphones broke"]
)
def test_gift_that_is_not_wanted_is_not_chosen(member: Member, words: str) -> None:
    asked_for_number(member).speaks(words)
    if member.open_question == "ask_wish.meant":
        member.says_yes().enters_pin_if_asked()
    assert member.open_question != "redeem_gift.confirm"


@VOICE_ONLY
@pytest.mark.parametrize("words", ["航空里程", "换航空的", "airline miles", "the airline please"])
def test_name_of_a_partner_is_taken(member: Member, words: str) -> None:
    member.asks_for("exchange").enters_pin_if_asked().is_asked("exchange.pick")
    member.speaks(words).is_asked("exchange.points")
    assert member.session.top.answers["partner"] == "airline"
