"""What members text who are angry, in a hurry, or fear that somebody has used their points."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Member

WRITTEN = pytest.mark.parametrize("channel", ["sms", "ussd"])
FIRST = {"zh": "快递员骂人", "en": "the courier yelled at me"}


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def writes(member: Member) -> Member:
    return member.asks_for("complaint").enters(FIRST[member.language]).is_asked("complaint.confirm")


@WRITTEN
@pytest.mark.parametrize(
    ("zh", "en"), [("登记吧 快点", "yes hurry up"), ("好的，赶紧的", "ok, quickly please")]
)
def test_who_is_in_a_hurry_says_yes_all_the_same(member: Member, zh: str, en: str) -> None:
    in_words(writes(member), zh, en).hears("complaint-filed")
    assert member.latest("complaint", "opened_at").words == FIRST[member.language]


@WRITTEN
@pytest.mark.parametrize(
    ("zh", "en"),
    [("等下,怎么投诉多久回复", "how long it take"), ("等会儿，多久回复", "how long this takes")],
)
def test_how_long_it_takes_is_no_part_of_a_complaint(member: Member, zh: str, en: str) -> None:
    in_words(writes(member), zh, en).hears("complaint-how_long").is_asked("complaint.confirm")
    member.says_yes()
    assert member.latest("complaint", "opened_at").words == FIRST[member.language]


@WRITTEN
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("不是投诉,是问问杯子到哪了", "not a complaint, where is my cup"),
        ("我没想投诉", "no I'm not complaining"),
    ],
)
def test_who_did_not_mean_to_complain_files_nothing(member: Member, zh: str, en: str) -> None:
    in_words(writes(member), zh, en)
    assert not member.rows_of("complaint")
    assert member.open_question != "complaint.confirm"


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("补充 一下 快递单号123456", "please add to my complaint: tracking number 123456"),
        ("补充一下，订单号20260001", "add to my complaint that the order is 20260001"),
    ],
)
def test_number_of_a_parcel_is_added_and_buys_nothing(member: Member, zh: str, en: str) -> None:
    writes(member).says_yes().hears("complaint-filed")
    in_words(member, zh, en).is_asked("add_to_complaint.ask")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("我被别人盗了积分", "somebody steal my points!!"),
        ("积分被人偷了", "my points were stolen"),
        ("我的积分被盗刷了", "someone hacked my account"),
        ("话费扣了1000分我没换过", "I never redeemed that"),
    ],
)
def test_who_fears_theft_of_points_is_offered_an_agent(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).is_asked("offer.help")


@SMS_ONLY
def test_a_stolen_phone_is_still_reported_lost(member: Member) -> None:
    in_words(member, "我的手机被偷了", "someone stole my phone").is_asked("report_lost.confirm")


@SMS_ONLY
def test_who_misses_what_is_recorded_as_delivered_may_complain(member: Member) -> None:
    in_words(member, "你们骗人!!!话费根本没到", "credit not arrive liar")
    member.is_asked("order.disputed").says_yes().is_asked("complaint.words")


@SMS_ONLY
def test_who_misses_an_order_and_has_made_none_is_told_so(member: Member) -> None:
    other = member.hotline.member("sms", member.language, "+8613800000002")
    in_words(other, "我的礼品没收到", "i never got my cup and nobody answer").hears("order-none")
