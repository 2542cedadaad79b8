"""A gift that is named in a member's own words opens at its own question."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import Member

NO_GIFT = [
    "I want to redeem something for my mobile",
    "用积分换个手机上用的东西",
    "redeem my points for a gift",
    "我想换个礼品",
]


@SMS_ONLY
@pytest.mark.parametrize(
    ("words", "sku"),
    [
        ("我要换蓝牙耳机", "earphones"),
        ("我要換藍牙耳機", "earphones"),
        ("帮我用积分换一个保温杯", "thermos-cup"),
        ("redeem the earphones for me", "earphones"),
        ("I'd like to redeem 1 thermos cup", "thermos-cup"),
        ("REDEEM THE PHONE STAND", "phone-stand"),
    ],
)
def test_named_gift_opens_at_its_own_question(member: Member, words: str, sku: str) -> None:
    member.enters(words).is_asked("redeem_gift.code")
    answers = member.session.top.answers
    assert (answers["sku"], answers["left"]) == (sku, 12_345 - answers["points"])
    member.enters(words).is_asked("redeem_gift.code")  # once more: the same request
    assert member.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize(
    ("words", "sku"),
    [
        ("我要蓝牙耳机", "earphones"),
        ("蓝牙耳机", "earphones"),
        ("thermos cup", "thermos-cup"),
        ("the phone stand please", "phone-stand"),
    ],
)
def test_bare_name_opens_the_gift(buyer: Member, words: str, sku: str) -> None:
    buyer.enters(words).is_asked("redeem_gift.code")
    assert buyer.session.top.answers["sku"] == sku


@SMS_ONLY
@pytest.mark.parametrize(
    "words",
    ["保温杯碎了", "不要保温杯", "保温杯多少分", "my thermos cup is broken", "no thermos cup"],
)
def test_name_that_is_not_wanted_opens_no_gift(member: Member, words: str) -> None:
    member.enters(words)
    assert member.open_question != "redeem_gift.code"


@VOICE_ONLY
def test_spoken_name_is_asked_back_and_leads_to_the_gift(buyer: Member) -> None:
    buyer.calls().speaks("我要换蓝牙耳机", 0.95).is_asked("ask_wish.meant").says_yes()
    buyer.enters_pin_if_asked().is_asked("redeem_gift.confirm")
    assert buyer.session.top.answers["sku"] == "earphones"


@SMS_ONLY
@pytest.mark.parametrize(
    ("words", "sku"),
    [
        ("我要换耳机", "earphones"),  # its last word
        ("积分够了，电饭锅给我换一个", "rice-cooker"),
        ("redeem the earphnes please", "earphones"),
        ("I want to redeem the thermis cup", "thermos-cup"),
    ],
)
def test_nearly_named_gift_is_asked_about(member: Member, words: str, sku: str) -> None:
    member.enters(words).is_asked("redeem_gift.meant")
    member.says_yes()
    if sku == "rice-cooker":
        member.hears("redeem_gift-gone").is_asked("redeem_gift.pick")
    else:
        member.is_asked("redeem_gift.code")
        assert member.session.top.answers["sku"] == sku


@SMS_ONLY
def test_gift_that_was_not_meant_leads_to_the_list(buyer: Member) -> None:
    buyer.enters("我要换耳机").is_asked("redeem_gift.meant").says_no()
    buyer.is_asked("redeem_gift.pick")


@SMS_ONLY
def test_two_gifts_that_match_are_offered_by_number(buyer: Member) -> None:
    buyer.hotline.change("UPDATE gift SET name_zh = '头戴耳机' WHERE sku = 'mascot'")
    buyer.enters("我要换耳机").is_asked("redeem_gift.which")
    assert buyer.turn is not None
    assert [option.key for option in buyer.turn.options] == ["3", "5"]
    buyer.picks("earphones").is_asked("redeem_gift.code")
    assert buyer.session.top.answers["sku"] == "earphones"


@SMS_ONLY
def test_longer_name_goes_before_one_that_is_a_part_of_it(buyer: Member) -> None:
    buyer.hotline.change("UPDATE gift SET name_zh = '耳机' WHERE sku = 'mascot'")
    buyer.enters("我要换蓝牙耳机").is_asked("redeem_gift.code")
    assert buyer.session.top.answers["sku"] == "earphones"


@SMS_ONLY
@pytest.mark.parametrize("words", NO_GIFT)
def test_ordinary_word_names_no_gift(member: Member, words: str) -> None:
    member.hotline.change("UPDATE gift SET name_en = 'Mobile' WHERE sku = 'mascot'")
    member.hotline.change("UPDATE gift SET name_zh = '儿童手机' WHERE sku = 'phone-stand'")
    member.enters(words).is_asked("redeem_gift.pick")


@SMS_ONLY
def test_new_name_is_known_at_once(buyer: Member) -> None:
    buyer.enters("redeem the table lamp").is_asked("redeem_gift.pick")
    buyer.hotline.change("UPDATE gift SET name_en = 'Table lamp' WHERE sku = 'mascot'")
    buyer.says_main().enters("redeem the table lamp").is_asked("redeem_gift.code")
    assert buyer.session.top.answers["sku"] == "mascot"


@SMS_ONLY
def test_gift_that_is_sold_out_leads_to_the_list(buyer: Member) -> None:
    buyer.enters("我要换电饭煲").hears("redeem_gift-gone").is_asked("redeem_gift.pick")
