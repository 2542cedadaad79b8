"""Several receivers that one message names: each gets what it names, one after another."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import Member

from flows.language import understanding

A, B, C = "13800000002", "13800000003", "13800000005"
EACH = [
    (f"给{A} 100，给{B} 200", f"{A} 100>{B} 200"),
    (f"给{A}，100，给{B}，200。", f"{A} 100>{B} 200"),
    (f"送我妈{A}两百 我弟{B}三百", f"{A} 200>{B} 300"),
    (f"送100给{A}，再送200给{B}", f"{A} 100>{B} 200"),
    (f"送100给{A}、{B}", f"{A} 100>{B} 100"),
    (f"送 {A}和{B} 一人五十", f"{A} 50>{B} 50"),
    (f"{A}和{B}各100", f"{A} 100>{B} 100"),
    (f"give {A} 100, {B} 200 and {C} 300", f"{A} 100>{B} 200>{C} 300"),
    (f"hundred n fifty pts to {A} n hundred to {B}", f"{A} 150>{B} 100"),
    (f"give {A} and {B} 50 each", f"{A} 50>{B} 50"),
    (f"我是{A}，给{B}转100", ""),
    (f"给{A}，不对，给{B} 100", ""),
    (f"send it to {A} or {B}, 100", ""),
    (f"给{A}转赠 给{B}转赠", ""),
]
ONE = [
    (f"给{A}转三十五", f"{A} 35"),
    (f"给{A}转俩百", f"{A} 200"),
    (f"give {A} twenty five", f"{A} 25"),
    (f"hundred n fifty pts 2 {A}", f"{A} 150"),
    (f"twelve hundred to {A}", f"{A} 1200"),
    (f"给{A} 100。", f"{A} 100"),
    (f"不对，给4号，{A}", A),
    (f"送给第2个人{A}", A),
    (f"给{A}转一下", A),
    (f"给一个人转500，{A}", f"{A} 500"),
    (f"send {A} one", A),
]


@pytest.mark.parametrize(("text", "each"), EACH)
def test_amount_belongs_to_the_receiver_beside_it(text: str, each: str) -> None:
    assert understanding.transfers_in(text) == each


@pytest.mark.parametrize(("text", "transfer"), ONE)
def test_amount_for_one_receiver(text: str, transfer: str) -> None:
    assert understanding.transfer_in(text) == transfer


def begun(member: Member, *, first: int = 100, second: int = 200) -> Member:
    zh, en = f"给{A} {first}，给{B} {second}", f"{first} points to {A} and {second} to {B}"
    member.speaks(zh if member.language == "zh" else en, 0.95)
    if member.open_question == "ask_wish.meant":
        member.says_yes()
    return member.enters_pin_if_asked().hears("give-one_by_one")


@SMS_ONLY
def test_both_receivers_get_theirs(member: Member) -> None:
    begun(member).hears("give-code_sent", points=100, to="138****0002").enters(member.code)
    member.hears("give-given", points=100)
    member.hears("give-code_sent", points=200, to="138****0003").enters(member.code)
    member.hears("give-given", points=200).has_final_answer()
    assert member.points() == (12_045, 0)


@VOICE_ONLY
def test_both_receivers_get_theirs_on_a_call(member: Member) -> None:
    begun(member).hears("give-confirm", points=100).confirms().hears("give-given", points=100)
    member.hears("give-confirm", points=200).confirms().hears("give-given", points=200)
    assert member.points() == (12_045, 0)


@SMS_ONLY
def test_several_receivers_at_the_question_for_one(member: Member) -> None:
    each = f"{A}和{B}各100" if member.language == "zh" else f"{A} and {B}, 100 each"
    member.asks_for("give").enters(each).hears("give-one_by_one").enters(member.code)
    member.hears("give-code_sent", points=100, to="138****0003")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("我弟那份呢", "what about the other one"), ("下一个", "the second one"), ("200", "200")],
)
def test_words_about_the_next_change_nothing(member: Member, zh: str, en: str) -> None:
    first = begun(member).code
    member.enters(zh if member.language == "zh" else en).hears("give-one_by_one")
    member.enters(first).hears("give-given", points=100).hears("give-code_sent", points=200)


@SMS_ONLY
def test_amount_of_the_first_can_still_be_changed(member: Member) -> None:
    begun(member).enters("改成300" if member.language == "zh" else "no, 300")
    member.hears("give-code_sent", points=300, to="138****0002").enters(member.code)
    member.hears("give-code_sent", points=200, to="138****0003")


@SMS_ONLY
def test_cancelling_the_second_says_that_the_first_is_done(member: Member) -> None:
    begun(member).enters(member.code).is_asked("give.code")
    member.enters("取消" if member.language == "zh" else "cancel").hears("engine-dropped_next")
    assert member.points() == (12_245, 0)


@SMS_ONLY
def test_credit_for_two_numbers(member: Member) -> None:
    zh, en = f"给{A}和{B}各充10块", f"credit for {A} and {B}, 10 each"
    member.enters(zh if member.language == "zh" else en).hears("redeem_credit-one_by_one")
    member.enters(member.code).hears("redeem_credit-adding", phone="138****0002")
    member.hears("redeem_credit-code_sent", phone="138****0003").enters(member.code)
    member.hears("redeem_credit-adding", phone="138****0003").has_final_answer()
    assert member.points()[0] + member.points()[1] == 12_345


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("要支架，不要耳机", "the phone stand, not the headset")])
def test_gift_that_is_refused_does_not_come_next(member: Member, zh: str, en: str) -> None:
    member.enters(zh if member.language == "zh" else en).does_not_hear("redeem_gift-one_by_one")


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("来个杯子和一个支架", "the mug and the stand")])
def test_two_gifts_by_short_names(member: Member, zh: str, en: str) -> None:
    member.enters(zh if member.language == "zh" else en).hears("redeem_gift-one_by_one")
    member.says_yes().hears("redeem_gift-code_sent", points=1_000).enters(member.code)
    member.says_yes().hears("redeem_gift-code_sent", points=300)


@SMS_ONLY
@pytest.mark.parametrize("text", ["杯子要 耳机不要", "要杯子，不要耳机"])
def test_of_two_gifts_the_refused_one_is_dropped(member: Member, text: str) -> None:
    member.enters(text).does_not_hear("redeem_gift-one_by_one").says_yes()
    member.hears("redeem_gift-code_sent", points=1_000)


@SMS_ONLY
def test_credit_and_data_without_a_word_between_are_both_offered(member: Member) -> None:
    member.enters("十块话费 1G流量").is_asked("offer_wishes.which")
    shown = [each["value"] for each in member.session.top.answers["shown"]]
    assert shown[:2] == ["credit", "data"]


@SMS_ONLY
def test_pause_at_the_question_for_the_wish_loses_nothing(member: Member) -> None:
    member.enters(f"给{A} 100，给{B} 200")
    if member.open_question == "ask_wish.meant":
        member.enters("等等" if member.language == "zh" else "wait").hears("engine-no_hurry")
        member.is_asked("ask_wish.meant").says_yes().hears("give-code_sent", points=100)
