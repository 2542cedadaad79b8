"""Phone credit and data go to the member's own number: who wants them for somebody else is told so
before anything is redeemed, and the read-back says whose number it is."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member

FOR_OTHERS = [
    ("帮我女儿换1G流量,她号码13800000002", "get 1gb data for my son 13800000002", "data"),
    ("给13800000002充10块话费", "10 yuan credit for 13800000002 please", "credit"),
    ("帮我老婆充十块钱话费", "top up my wife's phone with 10 yuan", "credit"),
    ("话费能充到别的号码吗", "can I top up someone else's phone", "credit"),
]
ASKED_AT_CODE = [
    ("这个能给我老婆充吗", "can this go to my wife's phone"),
    ("充到哪个号码", "which number does it go to"),
]


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


@pytest.mark.parametrize(("zh", "en", "kind"), FOR_OTHERS)
def test_credit_for_somebody_else_is_not_redeemed(
    member: Member, zh: str, en: str, kind: str
) -> None:
    in_words(member, zh, en).hears("redeem_gift-own_number", kind=kind, to="138****0001")
    member.does_not_hear("redeem_credit-code_sent").does_not_hear("redeem_data-code_sent")
    assert member.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), ASKED_AT_CODE)
def test_whose_number_gets_it_is_answered_at_the_code(member: Member, zh: str, en: str) -> None:
    code = member.enters("HF 10").is_asked("redeem_credit.code").code
    in_words(member, zh, en).hears("redeem_gift-own_number", is_open="yes")
    member.is_asked("redeem_credit.code").enters(code).hears("redeem_credit-adding")


@SMS_ONLY
@pytest.mark.parametrize("keyword", ["HF 10", "LL 1"])
def test_read_back_says_whose_number_it_is(member: Member, keyword: str) -> None:
    member.enters(keyword)
    said = {"zh": "给本机换", "en": "on your own number"}
    assert said[member.language] in member.screen


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("给13800000001充10块话费", "get 10 yuan credit for 13800000001"),
        ("帮我充10块话费", "get me 10 yuan credit"),
    ],
)
def test_own_number_is_no_other(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).does_not_hear("redeem_gift-own_number")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("帮我妈查一下话费", "check my mother's credit"), ("投诉我儿子的流量", "hello")]
)
def test_words_that_want_none_are_not_told_so(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).does_not_hear("redeem_gift-own_number")


@SMS_ONLY
def test_gift_for_somebody_else_is_redeemed(member: Member) -> None:
    in_words(member, "给我老婆换个保温杯", "a thermos cup for my wife")
    member.does_not_hear("redeem_gift-own_number")
