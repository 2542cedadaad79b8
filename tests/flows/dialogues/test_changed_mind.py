"""Numbers with words beside them, and a changed mind, at questions for a choice or an amount."""

import pytest
from dialogue_steps import SMS_ONLY, open_gift_list
from driver import Member

from flows.language import answers

TYPED = pytest.mark.parametrize("channel", ["sms", "ussd"])


def stays_with(member: Member, dialogue: str) -> bool:
    """Whether a redemption of that kind is under way. The only entry of a list is picked."""
    return (member.open_question or "").startswith(f"{dialogue}.")


@TYPED
@pytest.mark.parametrize(
    ("text", "dialogue"),
    [
        ("算了 换话费吧", "redeem_credit"),
        ("算了换话费吧", "redeem_credit"),
        ("不要了，换流量", "redeem_data"),
        ("never mind, get me data instead", "redeem_data"),
        ("no, phone credit", "redeem_credit"),
    ],
)
def test_changed_mind_at_the_gifts_leads_to_what_is_wanted(
    member: Member, text: str, dialogue: str
) -> None:
    open_gift_list(member).enters(text).does_not_hear("engine-dropped")
    assert stays_with(member, dialogue)
    assert member.points() == (12_345, 0)


@TYPED
@pytest.mark.parametrize("text", ["算了 换话费吧", "never mind, phone credit"])
def test_changed_mind_for_what_is_under_way_does_not_leave_it(member: Member, text: str) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked().enters(text)
    assert stays_with(member, "redeem_credit")


@TYPED
@pytest.mark.parametrize("text", ["算了", "不要了，谢谢", "no, thanks", "取消"])
def test_refusal_alone_still_leaves(member: Member, text: str) -> None:
    open_gift_list(member).enters(text)
    assert not stays_with(member, "redeem_gift")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("算了 换话费吧", "换话费吧"),
        ("不，10块", "10块"),
        ("no, 10 yuan", "10 yuan"),
        ("forget it, gifts", "gifts"),
        ("不要杯子，要支架", "要支架"),
        ("不要公仔要支架", "要支架"),
        ("不换话费要流量", "要流量"),
        ("不要太重要的", ""),
        ("不要紧", ""),
        ("not the cup, the stand", "the stand"),
        ("算了不换了，要手机支架", "要手机支架"),
        ("算了不换了要手机支架", "要手机支架"),
        ("算了，我不要了，换话费", "换话费"),
        ("no, no thanks, the mug", "the mug"),
        ("never mind, not the cup, the stand", "the stand"),
        ("no the mascot", "the mascot"),
        ("no 100", "100"),
        ("nope one hundred", "one hundred"),
        ("不 100", "100"),
        ("不对100", "100"),
        ("不对 公仔", "公仔"),
        ("no mascot", ""),
        ("no one", ""),
        ("不要 公仔", ""),
        ("算了不换了", ""),
        ("算了，不要了，谢谢", ""),
        ("不要话费", ""),
        ("not the cup", ""),
        ("取消订单", ""),
        ("cancel my phone credit", ""),
        ("不用了，谢谢", ""),
        ("no. thank you", ""),
        ("算了", ""),
    ],
)
def test_what_is_wanted_instead(text: str, wanted: str) -> None:
    assert answers.changed_to(text) == wanted


@TYPED
@pytest.mark.parametrize("text", ["10 bucks", "ten bucks", "10块", "十块钱吧", "no, 10 yuan"])
def test_amount_is_picked_as_money_is_said(member: Member, text: str) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked().enters(text)
    assert member.open_question in ("redeem_credit.confirm", "redeem_credit.code")


@TYPED
@pytest.mark.parametrize(
    "text", ["要第二个", "the second one please", "2nd one pls", "I'll take the second one"]
)
def test_place_in_the_list_is_picked(member: Member, text: str) -> None:
    second = open_gift_list(member).session.top.answers["shown"][1]["value"]
    member.enters(text)
    assert member.session.top.answers["sku"] == second


@SMS_ONLY
@pytest.mark.parametrize("text", ["要第二个", "the second one please", "number 2 please", "50块"])
def test_place_or_amount_that_is_not_there_is_no_other_wish(member: Member, text: str) -> None:
    member.asks_for("redeem_credit").is_asked("redeem_credit.pick").enters(text)
    member.hears("engine-miss").is_asked("redeem_credit.pick")


@TYPED
def test_yes_behind_a_no_confirms_nothing(buyer: Member) -> None:
    if buyer.confirms_by_code:
        return
    open_gift_list(buyer).picks("thermos-cup").is_asked("redeem_gift.confirm").enters("no, yes")
    assert buyer.points() == (12_345, 0)


@TYPED
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("不要保温杯，要手机支架", "not the thermos cup, the phone stand"),
        ("不要杯子，要支架", "not the cup, the stand"),
        ("不要杯子要支架", "not the cup but the stand"),
    ],
)
def test_gift_that_is_wanted_instead_is_picked(member: Member, zh: str, en: str) -> None:
    open_gift_list(member).enters({"zh": zh, "en": en}[member.language])
    assert (member.open_question or "").startswith("redeem_gift.")
    assert member.session.top.answers["sku"] == "phone-stand"


@TYPED
@pytest.mark.parametrize(
    ("zh", "en", "picked"),
    [
        ("不 公仔", "no the mascot", "mascot"),
        ("不要雨伞，要保温杯", "not the umbrella but the mug", "thermos-cup"),
        ("不对 要保温杯", "the mug", "thermos-cup"),
    ],
)
def test_gift_is_picked_by_another_name_and_without_a_mark(
    member: Member, zh: str, en: str, picked: str
) -> None:
    open_gift_list(member).enters({"zh": zh, "en": en}[member.language])
    assert (member.open_question or "") in ("redeem_gift.code", "redeem_gift.confirm")
    assert member.session.top.answers["sku"] == picked


@TYPED
@pytest.mark.parametrize(("zh", "en"), [("不 100", "no 100"), ("不对100", "nope, 100")])
def test_no_before_the_amount_is_no_refusal(member: Member, zh: str, en: str) -> None:
    text = zh if member.language == "zh" else en
    member.asks_for("give").enters_pin_if_asked().enters("13800000002").is_asked("give.amount")
    member.enters(text)
    assert member.session.top.answers["points"] == 100
    assert member.open_question in ("give.code", "give.confirm")
    member.says_main()
    member.asks_for("exchange").enters_pin_if_asked().enters("1").is_asked("exchange.points")
    member.enters(text)
    assert member.open_question in ("exchange.code", "exchange.confirm", "exchange.too_soon")
