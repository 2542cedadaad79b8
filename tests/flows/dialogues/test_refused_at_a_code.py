"""What calls off, or changes, what a code would confirm: the code then buys nothing."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member

from flows.language import answers


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.enters(zh if member.language == "zh" else en)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "asked"),
    [
        ("不要了换流量", "no i want data", "redeem_data.pick"),
        ("不对换礼品", "no i want a gift", "redeem_gift.pick"),
    ],
)
def test_other_wish_behind_a_refusal_takes_its_place(
    member: Member, zh: str, en: str, asked: str
) -> None:
    in_words(member, "换10块话费", "redeem 10 yuan of credit").is_asked("redeem_credit.code")
    code = member.code
    in_words(member, zh, en).is_asked(asked).enters(code)
    assert member.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("算了 看看我的积分", "never mind, show points"),
        ("算了 帮我看看别的", "never mind, whatever else"),
    ],
)
def test_what_is_called_off_is_not_bought(member: Member, zh: str, en: str) -> None:
    in_words(member, "换1GB流量", "data 1gb").is_asked("redeem_data.code")
    code = member.code
    in_words(member, zh, en).does_not_hear("redeem_data-code_for").enters(code)
    assert member.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("不对是5000", "no, 5000"), ("错了，是五千", "no, 5,000")])
def test_amount_that_is_put_right_needs_another_code(member: Member, zh: str, en: str) -> None:
    in_words(member, "送500分给13800000002", "give 500 points to 13800000002")
    code = member.is_asked("give.code").code
    in_words(member, zh, en).is_asked("give.code").hears("give-code_sent", points=5_000)
    member.enters(code)
    assert member.points() == (12_345, 0)


@pytest.mark.parametrize(
    ("text", "is_off"),
    [
        ("算了，看积分", True),
        ("never mind the rest", True),
        ("不要了，谢谢", True),
        ("换算了一下", False),
        ("是的，办理", False),
    ],
)
def test_words_that_call_off(text: str, is_off: bool) -> None:
    assert answers.calls_off(text) == is_off


@SMS_ONLY
def test_complaint_that_is_called_off_is_not_filed_with_these_words(member: Member) -> None:
    in_words(member, "投诉快递慢", "complain the parcel is slow").is_asked("complaint.confirm")
    in_words(member, "算了 别登记 顺便看下积分", "forget it and show my points")
    member.hears("complaint-cancelled", earlier="none")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("快递刚到了 不用管了", "actually it came, forget the complaint")]
)
def test_who_has_got_it_is_asked_whether_to_withdraw(member: Member, zh: str, en: str) -> None:
    in_words(member, "投诉快递慢", "complain the parcel is slow").says_yes()
    in_words(member, zh, en).is_asked("withdraw_complaint.confirm")


@SMS_ONLY
@pytest.mark.parametrize("language", ["zh"])
def test_call_is_not_moved_to_the_next_hour_by_the_middle_of_the_night(member: Member) -> None:
    member.enters("今天下午四点打给我").hears("callback_time-chosen")
    member.enters("半夜吧").is_asked("callback_time.night")
