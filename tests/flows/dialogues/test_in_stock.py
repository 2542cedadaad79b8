"""Whether a gift is in stock, when it will be again, and an amount that corrects another one."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("有没有电饭煲", "do you have a rice cooker"),
        ("电饭煲有货吗", "is the rice cooker in stock"),
    ],
)
def test_what_is_sold_out_is_said_to_be(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).hears("redeem_gift-price", affordable="gone")


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("那没货啥时候有", "when will it be back in stock"),
        ("电饭煲什么时候补货", "sold out? when again"),
        ("都换完了什么时候再有", "when will it be available again"),
    ],
)
def test_when_it_is_back_is_answered_and_cancels_nothing(member: Member, zh: str, en: str) -> None:
    member.asks_for("redeem_data").enters_pin_if_asked().is_asked("redeem_data.pick")
    in_words(member, zh, en).hears("redeem_gift-restock").is_asked("redeem_data.pick")


@SMS_ONLY
@pytest.mark.parametrize("language", ["zh"])
def test_when_a_redemption_is_charged_is_no_question_about_stock(member: Member) -> None:
    member.speaks("兑完积分什么时候扣").does_not_hear("redeem_gift-restock")


@SMS_ONLY
def test_amount_in_place_of_a_wrong_one_is_no_refusal(member: Member) -> None:
    member.enters("LL 5").hears("redeem_data-unknown").is_asked("redeem_data.pick")
    in_words(member, "不对，改成1G", "no make that 1gb").hears("redeem_data-code_sent", points=500)
