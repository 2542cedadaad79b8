"""Two wishes in one text: what is only looked up is answered, and none is dropped."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import Member

from flows.language import understanding

BOTH_LOOK_UPS = ["查积分和等级", "balance and tier please"]
MORE_LOOK_UPS = ["查积分 查等级", "查积分，再看看等级", "balance, tier"]


@pytest.mark.parametrize("text", [*BOTH_LOOK_UPS, *MORE_LOOK_UPS])
def test_both_look_ups_are_answered(member: Member, text: str) -> None:
    member.speaks(text, 0.95).hears("balance-expiring").hears("tier-below").has_final_answer()


@SMS_ONLY
@pytest.mark.parametrize("text", ["查积分，看看订单", "check my balance and my orders"])
def test_both_are_answered_where_both_need_only_the_number(member: Member, text: str) -> None:
    member.speaks(text).hears("balance-expiring").hears("order-sent").has_final_answer()


@VOICE_ONLY
@pytest.mark.parametrize("text", ["查积分，看看订单", "check my balance and my orders"])
def test_what_needs_the_pin_is_asked_about_behind_the_other(member: Member, text: str) -> None:
    member.speaks(text, 0.95).hears("balance-expiring").hears("ask_wish-meant", wish="order")


TWO_GIFTS = [("换手机支架和保温杯", "phone stand and thermos cup please"),
             ("要支架，还有保温杯", "redeem the phone stand and the mug")]  # fmt: skip


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), TWO_GIFTS)
def test_of_two_gifts_the_second_comes_after_the_first(member: Member, zh: str, en: str) -> None:
    member.speaks(zh if member.language == "zh" else en)
    member.hears("redeem_gift-one_by_one")
    if member.open_question == "redeem_gift.meant":
        member.says_yes()
    member.hears("redeem_gift-code_sent", points=300).enters(member.code)
    member.hears("redeem_gift-ordered", points=300)
    if member.open_question == "redeem_gift.meant":
        member.says_yes()
    member.hears("redeem_gift-code_sent", points=1_000).enters(member.code)
    member.hears("redeem_gift-ordered", points=1_000).has_final_answer()
    assert member.points() == (11_045, 1_300)


@SMS_ONLY
def test_cancelling_the_first_of_two_gifts_leaves_both(member: Member) -> None:
    member.speaks(TWO_GIFTS[0][member.language == "en"]).is_asked("redeem_gift.code")
    member.speaks("取消" if member.language == "zh" else "cancel it").hears("engine-dropped")
    member.has_final_answer()
    assert member.points() == (12_345, 0)


@VOICE_ONLY
def test_two_gifts_on_a_call(member: Member) -> None:
    member.speaks(TWO_GIFTS[0][member.language == "en"]).says_yes().enters_pin_if_asked()
    member.hears("redeem_gift-one_by_one").confirms().hears("redeem_gift-ordered", points=300)
    member.is_asked("redeem_gift.confirm").confirms().hears("redeem_gift-ordered", points=1_000)


@SMS_ONLY
@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("帮我查下积分,再换10元话费", "credit"),
        ("换个杯子再查下积分", "redeem"),
        ("my balance and also stop the ads", "stop"),
    ],
)
def test_look_up_is_answered_and_the_other_one_asked_about(
    member: Member, text: str, wish: str
) -> None:
    member.speaks(text).hears("balance-expiring").hears("ask_wish-meant", wish=wish)
    member.is_asked("ask_wish.meant").says_no().hears("ask_wish-never_mind")


@SMS_ONLY
@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("积分 等级 订单", "order-sent"),
        ("查积分、等级和订单", "order-sent"),
        ("balance, tier and orders", "order-sent"),
        ("积分 等级 明细", "history-page"),
        ("my points, my tier, my history", "history-page"),
    ],
)
def test_three_that_are_looked_up_are_all_answered(member: Member, text: str, last: str) -> None:
    member.speaks(text).hears("balance-expiring").hears("tier-below").hears(last)


@VOICE_ONLY
def test_third_that_needs_the_pin_is_asked_about(member: Member) -> None:
    member.speaks("积分 等级 订单").hears("balance-expiring").hears("tier-below")
    member.hears("ask_wish-meant", wish="order").is_asked("ask_wish.meant")


@pytest.mark.parametrize(
    "text", ["积分 话费", "投诉 积分", "我的积分没了，订单也没到", "你好 积分"]
)
def test_names_that_are_no_look_ups_are_not_several(text: str) -> None:
    assert not understanding.wishes_in(text)


@SMS_ONLY
def test_two_that_cost_are_offered(member: Member) -> None:
    member.speaks("换50元话费和1G流量").is_asked("offer_wishes.which")
    shown = [each["value"] for each in member.session.top.answers["shown"]]
    assert shown[:2] == ["credit", "data"]


@VOICE_ONLY
def test_two_that_were_heard_badly_are_offered(member: Member) -> None:
    member.speaks(BOTH_LOOK_UPS[member.language == "en"], 0.3)
    member.does_not_hear("balance-expiring")


@SMS_ONLY
def test_amount_of_the_one_that_is_picked_is_kept(member: Member) -> None:
    member.speaks("帮我查下积分,再换10元话费").says_yes().is_asked("redeem_credit.code")


@pytest.mark.parametrize(
    "text",
    ["话费和流量怎么换", "积分和里程怎么换", "积分还有多少", "我还有多少分", "换保温杯和茶具",
     "I want credit and not data", "stop the ads and spam", "give my points to mom and dad",
     "how many points do i have and when do they expire"],
)  # fmt: skip
def test_one_wish_is_not_taken_for_two(text: str) -> None:
    assert not understanding.wishes_in(text)


@SMS_ONLY
@pytest.mark.parametrize(
    "text",
    ["换保温杯，查积分", "查积分，换保温杯", "redeem the thermos cup, and check my balance"],
)
def test_gift_that_is_named_drops_no_look_up(member: Member, text: str) -> None:
    member.speaks(text).hears("balance-expiring").hears("ask_wish-meant", wish="redeem")
    member.says_yes().hears("redeem_gift-code_sent", points=1_000).is_asked("redeem_gift.code")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("再送500分给13800000002", "and then send 500 points to 13800000002")],
)
def test_second_wish_at_a_code_comes_behind_it(member: Member, zh: str, en: str) -> None:
    first = member.enters("LL 1").code
    member.speaks(zh if member.language == "zh" else en).is_asked("give.too_soon")
    member.enters(first).hears("redeem_data-adding")
    member.hears("give-code_sent", points=500, left=11_345).enters(member.code)
    member.hears("give-given", points=500, left=11_345).has_final_answer()


@SMS_ONLY
def test_second_of_two_gifts_is_weighed_by_what_is_left(member: Member) -> None:
    member.speaks(TWO_GIFTS[0][member.language == "en"]).enters(member.code)
    member.hears("redeem_gift-code_sent", points=1_000, left=11_045)
