"""A question about a gift is answered, and is no wish to redeem it."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member

NOT_USSD = pytest.mark.parametrize("channel", ["sms", "voice"])


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


@NOT_USSD
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("保温杯多大容量", "how big is the thermos cup"),
        ("保温杯有什么颜色的", "what color is the thermos cup"),
        ("保温杯是什么牌子", "what brand is the thermos cup"),
    ],
)
def test_what_the_catalogue_does_not_say_is_said_with_the_price(
    member: Member, zh: str, en: str
) -> None:
    in_words(member, zh, en).hears("redeem_gift-unlisted").hears("redeem_gift-price", points=1_000)
    assert member.open_question in (None, "voice_home.menu")


@SMS_ONLY
def test_question_at_the_code_leaves_it_open(member: Member) -> None:
    member.enters("DH 1").is_asked("redeem_gift.code")
    in_words(member, "什么颜色的", "what color is it?").hears("redeem_gift-unlisted")
    member.is_asked("redeem_gift.code")


@NOT_USSD
@pytest.mark.parametrize(
    ("zh", "en", "kind"),
    [
        ("换话费多久到账", "how long does phone credit take to arrive", "credit"),
        ("流量多久能到账", "how soon is the data added", "data"),
    ],
)
def test_how_soon_a_service_comes_is_answered(member: Member, zh: str, en: str, kind: str) -> None:
    in_words(member, zh, en).hears(f"redeem_{kind}-how_long")
    assert member.open_question in (None, "voice_home.menu")


@SMS_ONLY
def test_validity_of_data_is_not_known(member: Member) -> None:
    in_words(member, "流量有效期多久", "how long is the data valid").hears("redeem_gift-unlisted")


@SMS_ONLY
@pytest.mark.parametrize(
    "words", ["保温杯质量太差了我要投诉", "我要换保温杯", "the cup I got is broken"]
)
def test_other_words_about_a_gift_are_no_such_question(member: Member, words: str) -> None:
    member.enters(words).does_not_hear("redeem_gift-unlisted")
