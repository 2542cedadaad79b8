"""What is corrected is changed, and the rest of what was begun stays: another gift, receiver or
amount, at the question for the PIN, at a list and where it is read back."""

from typing import Any

import pytest
from dialogue_steps import NOT_SMS, SMS_ONLY, USSD_ONLY, VOICE_ONLY, open_gift_list
from driver import Member

from flows.language import understanding

MASCOT = {"zh": "限量公仔", "en": "Mascot doll"}
TEN = {"zh": "10元话费", "en": "10 yuan credit"}
FIRST, SECOND = "13800000002", "13800000003"
GIFTS = [
    ("不是耳机，是公仔", "no not the earphones, the mascot doll"),
    ("不是耳机是公仔", "no not the earphones the mascot doll"),
    ("公仔，不是耳机", "the mascot doll, not the earphones"),
    ("不是这个，是公仔", "not that one, the mascot doll"),
    ("不是雨伞是公仔", "not the umbrella but the mascot doll"),
    ("我说的是公仔", "no I said the mascot doll"),
]


def said(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def says_what(member: Member, zh: str, en: str) -> Member:
    """Asks for something in words, and says that it is meant where that is asked."""
    said(member, zh, en)
    return member.says_yes() if member.open_question == "ask_wish.meant" else member


@pytest.mark.parametrize(("zh", "en"), GIFTS)
def test_other_gift_is_read_back(member: Member, zh: str, en: str) -> None:
    said(open_gift_list(member), "蓝牙耳机", "the earphones")
    assert member.session.top.answers["sku"] == "earphones"
    said(member, zh, en).is_asked(f"redeem_gift.{'code' if member.confirms_by_code else 'confirm'}")
    assert member.session.top.answers["sku"] == "mascot"


@VOICE_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("不要公仔", "the earphones, not the mascot doll"), ("不是公仔吗", "not the mascot?")],
)
def test_refused_or_asked_gift_is_not_taken(member: Member, zh: str, en: str) -> None:
    said(open_gift_list(member), "蓝牙耳机", "the earphones").is_asked("redeem_gift.confirm")
    said(member, zh, en)
    assert member.session.top.answers.get("sku") != "mascot"


@NOT_SMS
@pytest.mark.parametrize(("zh", "en"), GIFTS[:3])
def test_gift_is_corrected_at_the_pin(member: Member, zh: str, en: str) -> None:
    says_what(member, "换蓝牙耳机", "redeem the earphones").is_asked("identify.pin")
    said(member, zh, en).hears("redeem_gift-now", name=MASCOT[member.language]).is_asked(
        "identify.pin"
    )
    member.enters_pin_if_asked().is_asked("redeem_gift.confirm")
    assert member.session.top.answers["sku"] == "mascot"


@VOICE_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "points", "receiver", "told"),
    [
        (f"不，送给{SECOND}", f"no, to {SECOND}", 300, "0003", ("give-now_to", {"digits": SECOND})),
        ("错了，500分", "no, 500 points", 500, "0002", ("give-now", {"points": 500})),
    ],
)
def test_given_points_are_corrected_at_the_pin(
    member: Member, zh: str, en: str, points: int, receiver: str, told: tuple[str, dict[str, Any]]
) -> None:
    says_what(member, f"送300分给{FIRST}", f"give 300 points to {FIRST}").is_asked("identify.pin")
    sentence, facts = told
    said(member, zh, en).hears(sentence, **facts).enters_pin_if_asked().is_asked("give.confirm")
    given = member.session.top.answers
    assert (given["points"], given["number"][-4:]) == (points, receiver)


@VOICE_ONLY
def test_whose_credit_it_is_is_corrected_at_the_pin(member: Member) -> None:
    says_what(member, f"给{FIRST}充10元话费", f"top up {FIRST} with 10 yuan").is_asked(
        "identify.pin"
    )
    said(member, "不对，充给我自己", "no, for me").hears("redeem_credit-now_for", whose="own")
    member.enters_pin_if_asked()
    member.hears("redeem_credit-confirm", whose="own")


@NOT_SMS
@pytest.mark.parametrize(("zh", "en"), [("算了，不换了", "never mind"), ("怎么换", "how?")])
def test_other_words_at_the_pin_correct_nothing(member: Member, zh: str, en: str) -> None:
    says_what(member, "换蓝牙耳机", "redeem the earphones").is_asked("identify.pin")
    said(member, zh, en).does_not_hear("redeem_gift-now")


@VOICE_ONLY
def test_amount_and_another_number_are_corrected_at_the_pin(member: Member) -> None:
    says_what(member, "充20元话费", "20 yuan of phone credit").is_asked("identify.pin")
    said(member, "不对，10元", "no, 10 yuan")
    member.hears("redeem_credit-now", name=TEN[member.language])
    said(member, "不，给我妈的手机", "no, for my mom's phone")
    member.hears("redeem_credit-now_for_another")
    member.enters_pin_if_asked().is_asked("redeem_credit.receiver")


@pytest.mark.parametrize(("zh", "en"), [("给我自己", "no for me"), ("充给我", "no, for myself")])
def test_own_number_at_the_list(member: Member, zh: str, en: str) -> None:
    says_what(member, f"给{FIRST}充话费", f"top up {FIRST}").enters_pin_if_asked()
    said(member.is_asked("redeem_credit.pick"), zh, en).hears("redeem_credit-now_for", whose="own")
    member.is_asked("redeem_credit.pick").picks("credit-10")
    assert member.session.top.answers["whose"] == "own"


def test_own_number_where_the_other_one_is_asked_for(member: Member) -> None:
    says_what(member, "给我妈充话费", "top up my mom").enters_pin_if_asked()
    said(member.is_asked("redeem_credit.receiver"), "不，给我自己", "no for me")
    member.is_asked("redeem_credit.pick")


@USSD_ONLY
def test_for_me_on_a_screen(member: Member) -> None:
    says_what(member, f"给{FIRST}充10元话费", f"top up {FIRST} with 10 yuan").enters_pin_if_asked()
    member.hears("redeem_credit-confirm", whose="other")
    said(member, "充给我", "for me").hears("redeem_credit-confirm", whose="own")
    assert member.points() == (12_345, 0)


def read_back(member: Member) -> Member:
    member.asks_for("give").enters_pin_if_asked().enters(FIRST).enters("300")
    return member.is_asked(f"give.{'code' if member.confirms_by_code else 'confirm'}")


@VOICE_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("不，送给幺三八零零零零零零零三", f"no, to one three eight {'zero ' * 7}three"),
        ("不对，是幺三八，零零零零，零零零三", "no, it's 138, 0000, 0003"),
    ],
)
def test_receiver_is_corrected_digit_by_digit(member: Member, zh: str, en: str) -> None:
    said(read_back(member), zh, en).hears("give-confirm", points=300, number=f"+86{SECOND}")


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        (
            "收的人不对，是尾号零零零三",
            "wrong person, it's the number ending in zero zero zero three",
        ),
        ("不送给他，送给尾号0003的", "no, the one ending in 0003"),
    ],
)
def test_end_of_a_number_names_nobody(member: Member, zh: str, en: str) -> None:
    said(read_back(member), zh, en).hears("give-in_part").is_asked("give.receiver").enters(SECOND)
    given = member.session.top.answers
    assert (given["points"], given["to"]) == (300, "138****0003")


@pytest.mark.parametrize(("zh", "en"), [("换个人", "someone else"), ("收的人不对", "wrong person")])
def test_other_receiver_gets_the_same_amount(member: Member, zh: str, en: str) -> None:
    said(read_back(member), zh, en).is_asked("give.receiver").enters(SECOND)
    assert member.session.top.answers["points"] == 300


@SMS_ONLY
def test_end_of_the_number_that_was_read_back_is_no_correction(member: Member) -> None:
    said(read_back(member), "是尾号0002", "the one ending in 0002").does_not_hear("give-in_part")


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("尾号零零零三", "0003"),
        ("最后四位是0003", "0003"),
        ("the last four digits are 0003", "0003"),
        ("it ends in double zero zero three", "0003"),
        ("it ends in an hour", ""),
        ("尾号不对", ""),
        ("最后两个", ""),
    ],
)
def test_last_digits_of_a_number(text: str, tail: str) -> None:
    assert understanding.tail_in(text) == tail
