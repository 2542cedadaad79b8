"""What was just done by mistake: the member hears what it was, and whether it can be taken back;
never that nothing was done. A "cancel" later on, or at a question, is about something else."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import DIAMOND, Member

from flows.language import answers

WRONG = [
    ("等等送错了", "wait, I sent it to the wrong person"),
    ("送错人了", "I sent it to the wrong number"),
    ("撤回", "can I take it back"),
    ("我送错了，取消", "oh no wrong person, take it back!"),
    ("弄错了，撤回", "that was a mistake, undo it"),
    ("送错人了，能要回来吗", "i want my points back"),
    ("撤销", "cancel"),
    ("不要了", "i changed my mind, cancel it"),
    ("我不要了，把分退给我", "i dont want it anymore, give me my points back"),
    ("不小心换的，能退吗", "can you reverse it"),
    ("转错了帮我追回来", "refund please"),
    ("不对，是给我自己的", "no, for me"),
    ("错了，充到我的手机", "not her, me"),
    ("撤回刚才的转赠", "I did not want that"),
    ("不是我要的", "that's not what I wanted"),
]
NOT_BACK = [
    "充错了我要投诉",
    "查积分",
    "退会",
    "我手机丢了",
    "取消订阅",
    "谢谢",
    "好的",
    "别再发短信了",
    "一分都没退给我",
    "the wrong number keeps calling me",
    "take me back to the menu",
    "不要给我",
    "不是我",
    "I want to leave",
    "thank you",
    "no",
]


def gave_points(member: Member) -> Member:
    member.asks_for("give").enters_pin_if_asked().enters(DIAMOND.removeprefix("+86"))
    return member.enters("500").confirms().hears("give-given")


def redeemed(member: Member, flow: str, what: str) -> Member:
    member.asks_for(flow).enters_pin_if_asked()
    if member.open_question == "redeem_gift.how":
        member.picks("read_out")
    member.picks(what).confirms()
    if str(member.open_question).endswith(".code"):
        member.enters(member.texted_code)
    return member.has_final_answer()


@pytest.mark.parametrize(("zh", "en"), WRONG)
def test_points_given_by_mistake_cannot_be_taken_back(member: Member, zh: str, en: str) -> None:
    before = gave_points(member).points()
    member.speaks(zh if member.language == "zh" else en, 0.95).hears("give-moved", points=500)
    member.hears("engine-person").does_not_hear("engine-nothing_begun")
    assert member.points() == before


@pytest.mark.parametrize(("zh", "en"), WRONG)
def test_gift_ordered_by_mistake_may_be_cancelled(member: Member, zh: str, en: str) -> None:
    redeemed(member, "redeem_gift", "phone-stand").hears("redeem_gift-ordered")
    order = member.latest("gift_order", "created_at").number
    text = zh if member.language == "zh" else en
    member.speaks(text, 0.95)
    if not answers.asks(text):
        member.hears("cancel_order-ask", number=order).is_asked("cancel_order.ask")
    else:
        member.hears("redeem_gift-moved", points=300, order=order)


@pytest.mark.parametrize(("zh", "en"), [("充错了，取消", "wrong phone, cancel it")])
def test_credit_added_by_mistake_cannot_be_taken_back(member: Member, zh: str, en: str) -> None:
    redeemed(member, "redeem_credit", "credit-10").hears("redeem_credit-adding")
    member.speaks(zh if member.language == "zh" else en, 0.95)
    member.hears("redeem_credit-moved", points=1_000).does_not_hear("engine-not_wished")


@pytest.mark.parametrize("channel", ["sms"])
def test_points_exchanged_by_mistake_cannot_be_taken_back(member: Member) -> None:
    member.enters("HZ").enters("1").enters("500").confirms().hears("exchange-asked")
    member.speaks("换错了，退回来" if member.language == "zh" else "undo that", 0.95)
    member.hears("exchange-moved", points=500)


@pytest.mark.parametrize("channel", ["sms"])
def test_other_wish_refused_afterwards_says_not_that_nothing_was_done(member: Member) -> None:
    gave_points(member).enters("别换话费了" if member.language == "zh" else "no phone credit")
    member.does_not_hear("engine-not_wished").does_not_hear("give-moved")


@pytest.mark.parametrize("channel", ["sms"])
def test_complaint_filed_since_is_what_is_withdrawn(member: Member) -> None:
    gave_points(member).enters("TS 话费扣多了").picks("yes").hears("complaint-filed")
    member.enters("撤回").does_not_hear("give-moved").is_asked("withdraw_complaint.confirm")


@pytest.mark.parametrize("text", NOT_BACK)
def test_other_words_take_nothing_back(text: str) -> None:
    assert not answers.takes_back(text)


@pytest.mark.parametrize("text", ["还能给我把那个" * 8 + "换", "oh no wait i want to " * 2])
def test_words_that_only_begin_so_take_nothing_back(text: str) -> None:
    assert not answers.takes_back(text)


@SMS_ONLY
@pytest.mark.parametrize(
    "text", ["我没让你换!", "谁让你换的", "I didn't ask for that", "who told you to redeem it"]
)
def test_who_never_asked_for_it_is_told_what_was_done(member: Member, text: str) -> None:
    member.enters("HF 10").enters(member.code).hears("redeem_credit-adding")
    member.speaks(text).hears("redeem_credit-moved", points=1_000)


@SMS_ONLY
@pytest.mark.parametrize(
    ("between", "text"),
    [
        (("给13800000003转三十五分",), "取消"),
        (("send 13800000003 twenty five",), "cancel"),
        (("查积分",), "取消"),
        (("查积分",), "我再考虑考虑"),
        (("积分历史",), "点错了"),
        (("查积分", "订单"), "不需要了谢谢"),
        (("POINTS",), "NEVER MIND"),
        (("complain the courier is slow", "1", "withdraw my complaint", "1"), "undo"),
    ],
)
def test_cancel_later_on_is_not_about_it(
    member: Member, between: tuple[str, ...], text: str
) -> None:
    gave_points(member)
    for each in between:
        member.enters(each)
    member.enters(text).does_not_hear("give-moved")
    assert member.open_question is None


@SMS_ONLY
@pytest.mark.parametrize("text", ["送错人了", "I sent it to the wrong person"])
def test_words_that_name_it_are_about_it_later_on_too(member: Member, text: str) -> None:
    gave_points(member).enters("查积分").enters(text).hears("give-moved", points=500)
