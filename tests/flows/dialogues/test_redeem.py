"""Points for a gift, for credit, for data: asked, confirmed, once."""

import json
from collections.abc import Callable

import pytest
from dialogue_steps import (
    NOT_SMS,
    SMS_ONLY,
    VOICE_ONLY,
    open_gift_list,
)
from driver import (
    DIAMOND,
    ENGLISH,
    NEW,
    Hotline,
    Member,
)


def names_a_gift(member: Member, number: str) -> Member:
    """By its number: keyed on the phone, typed with the keyword; a screen has its list."""
    if member.traits.keywords:
        return member.enters(f"DH{number}")
    return member.asks_for("redeem_gift").enters_pin_if_asked().picks("by_number").enters(number)


def test_a_gift_from_the_list(buyer: Member) -> None:
    open_gift_list(buyer).picks("thermos-cup")
    assert buyer.points() == (12_345, 0)  # asked, and nothing taken
    buyer.confirms().hears("redeem_gift-ordered", points=1_000, left=11_345).has_final_answer()
    assert buyer.points() == (11_345, 1_000)
    order = buyer.latest("gift_order", "created_at")
    assert (order.sku, order.points, order.status) == ("thermos-cup", 1_000, "held")
    assert order.channel == buyer.channel
    buyer.asks_for("order").enters_pin_if_asked().hears("order-held", number=order.number)


@pytest.mark.parametrize("channel", ["voice", "sms"])
def test_a_gift_by_its_number(buyer: Member, channel: str) -> None:
    names_a_gift(buyer, "2").confirms().hears("redeem_gift-ordered", points=1_000)
    assert buyer.points() == (11_345, 1_000)


@pytest.mark.parametrize("channel", ["voice", "sms"])
@pytest.mark.parametrize(("number", "key"), [("4", "gone"), ("77", "unknown")])
def test_a_number_that_leads_nowhere(member: Member, channel: str, number: str, key: str) -> None:
    names_a_gift(member, number).hears(f"redeem_gift-{key}").is_asked("redeem_gift.pick")


@VOICE_ONLY
@pytest.mark.parametrize(("key", "asked"), [("9", "redeem_gift.confirm"), ("0", "agent.wait")])
def test_a_gift_of_one_digit_has_that_key(
    buyer: Member, channel: str, key: str, asked: str
) -> None:
    """9 is the main menu, and a gift's number; 0 numbers no gift, so it is the agent."""
    buyer.hotline.change("UPDATE gift SET number = 9 WHERE sku = 'thermos-cup'")
    names_a_gift(buyer, key).is_asked(asked)
    if key == "9":
        buyer.confirms().hears("redeem_gift-ordered", points=1_000)


@VOICE_ONLY
def test_nine_is_the_main_menu_where_no_answer_is_so_short(member: Member, channel: str) -> None:
    member.asks_for("order_by_number").enters_pin_if_asked().enters("9").is_asked("voice_home.menu")


@SMS_ONLY
@pytest.mark.parametrize("wanted", ["-1", "0", "00"])
def test_what_is_no_gifts_number(member: Member, channel: str, wanted: str) -> None:
    member.enters(f"DH {wanted}").hears("redeem_gift-unknown", wanted=wanted)
    member.is_asked("redeem_gift.pick")


@SMS_ONLY
@pytest.mark.parametrize(
    ("keyword", "key"), [("DD", "order-unknown"), ("CX", "complaint_status-unknown")]
)
def test_a_number_longer_than_any_of_ours_is_not_said_back(
    member: Member, channel: str, keyword: str, key: str
) -> None:
    member.enters(f"{keyword} {'9' * 1_000}").hears(key, number="9" * 12).has_final_answer()


@SMS_ONLY
def test_a_number_longer_than_any_gifts(member: Member) -> None:
    member.enters("DH" + "9" * 60).hears("redeem_gift-unknown").is_asked("redeem_gift.pick")


def test_too_few_points(buyer: Member) -> None:
    buyer.hotline.change("UPDATE gift SET points = 13000 WHERE sku = 'earphones'")
    open_gift_list(buyer).picks("earphones")
    buyer.hears("redeem_gift-too_few", missing=655).has_final_answer()
    assert buyer.points() == (12_345, 0)


def test_redeeming_is_not_open_yet(
    hotline: Hotline, member_with_number: Callable[[str], Member]
) -> None:
    newcomer = member_with_number(NEW)
    hotline.change(
        "UPDATE member SET pin_hash = (SELECT pin_hash FROM member WHERE member_id = 1)"
        " WHERE member_id = 4"
    )
    open_gift_list(newcomer).picks("phone-stand")
    newcomer.hears("redeem_gift-not_open", missing=1_000).has_final_answer()


def test_no_more_than_five_orders_a_day(buyer: Member) -> None:
    for _ in range(5):
        open_gift_list(buyer).picks("phone-stand").confirms().hears("redeem_gift-ordered")
        buyer.waits(61)  # for the next code
    open_gift_list(buyer).picks("phone-stand").hears("redeem_gift-limit").has_final_answer()
    assert buyer.points() == (10_845, 1_500)


def test_no_more_than_so_many_points_a_day(
    hotline: Hotline, member_with_number: Callable[[str], Member]
) -> None:
    """Said before anything is asked, and before anyone is put through for it."""
    rich = member_with_number(DIAMOND)
    hotline.change("UPDATE gift SET points = 20001 WHERE sku = 'earphones'")
    open_gift_list(rich).picks("earphones").hears("redeem_gift-limit").has_final_answer()


@NOT_SMS
def test_no_is_no(buyer: Member, channel: str) -> None:
    open_gift_list(buyer).picks("thermos-cup").says_no().hears("redeem_gift-cancelled")
    assert buyer.points() == (12_345, 0)


@NOT_SMS
def test_silence_is_not_consent(member: Member, channel: str) -> None:
    open_gift_list(member).picks("thermos-cup").is_asked("redeem_gift.confirm")
    member.stays_silent().hears("engine-silence").is_asked("redeem_gift.confirm")
    assert member.points() == (12_345, 0)


@NOT_SMS
def test_a_second_wanted_redemption_is_a_second_order(buyer: Member, channel: str) -> None:
    for _ in range(2):
        open_gift_list(buyer).picks("phone-stand").confirms()
    assert buyer.points() == (11_745, 600)


@SMS_ONLY
def test_a_code_confirms_with_or_without_its_keyword(buyer: Member) -> None:
    open_gift_list(buyer).picks("phone-stand")
    buyer.enters(f"确认 {buyer.code}").hears("redeem_gift-ordered")
    assert buyer.points() == (12_045, 300)


@SMS_ONLY
def test_a_wrong_code_and_the_third_one(member: Member) -> None:
    open_gift_list(member).picks("phone-stand")
    member.enters("111111").hears("redeem_gift-code_wrong", tries=2)
    member.is_asked("redeem_gift.code")
    member.enters("111112").hears("redeem_gift-code_wrong", tries=1)
    member.enters("111113").hears("redeem_gift-expired").has_final_answer()
    assert member.points() == (12_345, 0)


@SMS_ONLY
def test_a_code_expires(member: Member) -> None:
    code = open_gift_list(member).picks("phone-stand").code
    member.waits(5 * 60).enters(code).hears("redeem_gift-expired")
    assert member.points() == (12_345, 0)


@SMS_ONLY
def test_the_next_code_takes_a_minute(member: Member) -> None:
    open_gift_list(member).picks("phone-stand").waits(15)
    open_gift_list(member).picks("phone-stand").hears("redeem_gift-too_soon", wait=45)
    open_gift_list(member.waits(46)).picks("phone-stand").is_asked("redeem_gift.code")


@SMS_ONLY
def test_an_earlier_code_is_void(member: Member) -> None:
    """Only the newest counts; that it is bound to its purpose too cannot be seen from here."""
    code = open_gift_list(member).picks("phone-stand").code
    member.waits(61).asks_for("redeem_credit").picks("credit-10").is_asked("redeem_credit.code")
    member.enters(code).hears("redeem_credit-code_wrong")
    assert member.points() == (12_345, 0)


@SMS_ONLY
def test_no_more_than_fifteen_codes_a_day(member: Member) -> None:
    for _ in range(15):
        open_gift_list(member).picks("phone-stand").waits(61)
    open_gift_list(member).picks("phone-stand").hears("redeem_gift-too_many")


def somebody_takes_the_last(buyer: Member) -> None:
    somebody = buyer.hotline.member("ussd", "en", ENGLISH)
    mine, my_turn = buyer.hotline.sessions.last_saved, buyer.turn
    open_gift_list(somebody).picks("mascot").confirms().hears("redeem_gift-ordered")
    buyer.hotline.sessions.last_saved, buyer.turn = mine, my_turn


def test_the_last_one_is_taken_by_somebody_else(buyer: Member) -> None:
    open_gift_list(buyer).picks("mascot")
    somebody_takes_the_last(buyer)
    buyer.confirms().hears("redeem_gift-gone").is_asked("redeem_gift.pick")
    assert "mascot" not in [entry["value"] for entry in buyer.session.top.answers["shown"]]
    assert buyer.points() == (12_345, 0)
    if buyer.confirms_by_code:  # one a minute
        buyer.waits(61)
    buyer.picks("phone-stand").confirms().hears("redeem_gift-ordered")
    assert buyer.points() == (12_045, 300)


def takes_off_sale(hotline: Hotline, sku: str) -> None:
    hotline.change("UPDATE gift SET on_sale = false WHERE sku = :sku", sku=sku)


def test_a_gift_goes_off_sale_between_the_list_and_the_key(buyer: Member) -> None:
    open_gift_list(buyer)
    key = buyer._key_of("thermos-cup")
    takes_off_sale(buyer.hotline, "thermos-cup")
    buyer.enters(key).hears("redeem_gift-gone").is_asked("redeem_gift.pick")
    assert "thermos-cup" not in [entry["value"] for entry in buyer.session.top.answers["shown"]]
    buyer.picks("phone-stand").confirms().hears("redeem_gift-ordered")


def test_a_gift_goes_off_sale_between_the_question_and_the_yes(buyer: Member) -> None:
    open_gift_list(buyer).picks("thermos-cup")
    takes_off_sale(buyer.hotline, "thermos-cup")
    buyer.confirms().hears("redeem_gift-gone").is_asked("redeem_gift.pick")
    assert buyer.points() == (12_345, 0)


def test_the_last_one_goes_between_the_list_and_the_key(buyer: Member) -> None:
    """Said at once, not after a code or a yes."""
    open_gift_list(buyer)
    key = buyer._key_of("mascot")
    somebody_takes_the_last(buyer)
    buyer.enters(key).hears("redeem_gift-gone").is_asked("redeem_gift.pick")


def test_the_last_one_of_all_is_gone(member: Member) -> None:
    member.hotline.change("UPDATE gift SET on_sale = false WHERE kind = 'gift'")
    member.asks_for("redeem_gift").enters_pin_if_asked()
    if member.open_question == "redeem_gift.how":
        member.picks("read_out")
    member.hears("redeem_gift-nothing").has_final_answer()


@pytest.mark.parametrize(
    ("what", "sku", "points"),
    [("redeem_credit", "credit-10", 1_000), ("redeem_data", "data-1gb", 500)],
)
def test_a_service_is_spent_at_once(buyer: Member, what: str, sku: str, points: int) -> None:
    buyer.asks_for(what).enters_pin_if_asked().is_asked(f"{what}.pick").picks(sku).confirms()
    assert buyer._was_said(f"{what}-delivered")
    buyer.has_final_answer()
    assert buyer.points() == (12_345 - points, 0)
    assert buyer.latest("gift_order", "created_at").sku == sku


@SMS_ONLY
def test_credit_by_its_size(member: Member) -> None:
    member.enters("HF 10").is_asked("redeem_credit.code").confirms()
    assert member.points() == (11_345, 0)


@VOICE_ONLY
def test_a_lot_of_points_by_phone_takes_a_code_too(
    hotline: Hotline, member_with_number: Callable[[str], Member], channel: str
) -> None:
    """It is texted, in the words that a text would have been answered with, and never said."""
    hotline.change("UPDATE gift SET points = 5001 WHERE sku = 'earphones'")
    rich = member_with_number(DIAMOND)
    before = rich.points()
    open_gift_list(rich).picks("earphones").is_asked("redeem_gift.confirm").says_yes()
    rich.hears("redeem_gift-code_sent").is_asked("redeem_gift.code")
    sent = rich.latest("outbox", "recorded_at")
    assert sent.topic == "code"
    assert json.loads(sent.payload)["sentence"] == "redeem_gift-code_sent"
    assert rich.texted_code not in rich.screen
    assert rich.points() == before
    rich.enters("111111").hears("redeem_gift-code_wrong", tries=2)
    code = rich.texted_code
    rich.enters(code).hears("redeem_gift-ordered")
    assert rich.points() == (before[0] - 5_001, before[1] + 5_001)
    assert code not in str(rich.rows_of("turn"))


@VOICE_ONLY
def test_a_code_by_phone_is_good_for_what_was_confirmed(
    hotline: Hotline, member_with_number: Callable[[str], Member], channel: str
) -> None:
    hotline.change("UPDATE gift SET points = 5001 WHERE sku = 'earphones'")
    rich = member_with_number(DIAMOND)
    open_gift_list(rich).picks("earphones").says_yes().is_asked("redeem_gift.code")
    rich.enters("111111").enters("111112").enters("111113").hears("redeem_gift-expired")
    open_gift_list(rich).picks("earphones").says_yes().hears("redeem_gift-too_soon")
    rich.waits(61)
    open_gift_list(rich).picks("earphones").says_yes().is_asked("redeem_gift.code")
    rich.waits(5 * 60).enters(rich.texted_code).hears("redeem_gift-expired")


@VOICE_ONLY
def test_text_it_to_me(member: Member) -> None:
    member.calls().picks("points", "by_text").hears("summary-asked")
    member.is_asked("points_menu.menu")
    sent = member.latest("outbox", "recorded_at")
    assert (sent.topic, json.loads(sent.payload)) == ("summary", {"language": member.language})


def test_arrears_may_look_but_not_redeem(hotline: Hotline, member: Member) -> None:
    hotline.change("UPDATE member SET status = 'arrears' WHERE member_id = 1")
    member.asks_for("balance").hears("balance-expiring")
    member.asks_for("redeem_gift").hears("engine-refused_arrears").has_final_answer()
