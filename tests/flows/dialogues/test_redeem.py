"""Points for a gift, for credit, for data: asked, confirmed, once."""

import json
import re
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

from flows.all_words import load_wording
from flows.protocol import Channel


def names_a_gift(member: Member, number: str) -> Member:
    """By its number: keyed on the phone, typed with the keyword; a screen has its list."""
    if member.traits.keywords:
        return member.enters(f"DH{number}")
    return member.asks_for("redeem_gift").enters_pin_if_asked().picks("by_number").enters(number)


def test_gift_picked_from_the_list_is_ordered(buyer: Member) -> None:
    open_gift_list(buyer).picks("thermos-cup")
    assert buyer.points() == (12_345, 0)  # asked, and nothing taken
    buyer.confirms().hears("redeem_gift-ordered", points=1_000, left=11_345).has_final_answer()
    assert buyer.points() == (11_345, 1_000)
    order = buyer.latest("gift_order", "created_at")
    assert (order.sku, order.points, order.status) == ("thermos-cup", 1_000, "held")
    assert order.channel == buyer.channel
    buyer.asks_for("order").enters_pin_if_asked().hears("order-several", count=2)
    buyer.picks(order.number).hears("order-held", number=order.number)


@pytest.mark.parametrize("channel", ["voice", "sms"])
def test_gift_named_by_number_is_ordered(buyer: Member, channel: str) -> None:
    names_a_gift(buyer, "2").confirms().hears("redeem_gift-ordered", points=1_000)
    assert buyer.points() == (11_345, 1_000)


@pytest.mark.parametrize("channel", ["voice", "sms"])
@pytest.mark.parametrize(("number", "key"), [("4", "gone"), ("77", "unknown")])
def test_sold_out_or_unknown_gift_number_leads_to_the_list(
    member: Member, channel: str, number: str, key: str
) -> None:
    names_a_gift(member, number).hears(f"redeem_gift-{key}").is_asked("redeem_gift.pick")


@VOICE_ONLY
@pytest.mark.parametrize(("key", "asked"), [("9", "redeem_gift.confirm"), ("0", "agent.wait")])
def test_one_digit_gift_number_takes_precedence_over_the_main_menu_key(
    buyer: Member, channel: str, key: str, asked: str
) -> None:
    """9 is the main menu, and a gift's number; 0 numbers no gift, so it is the agent."""
    buyer.hotline.change("UPDATE gift SET number = 9 WHERE sku = 'thermos-cup'")
    names_a_gift(buyer, key).is_asked(asked)
    if key == "9":
        buyer.confirms().hears("redeem_gift-ordered", points=1_000)


@VOICE_ONLY
def test_nine_is_the_main_menu_key_where_answers_have_more_digits(
    member: Member, channel: str
) -> None:
    member.asks_for("order_by_number").enters_pin_if_asked().enters("9").is_asked("voice_home.menu")


@SMS_ONLY
@pytest.mark.parametrize("wanted", ["-1", "0", "00"])
def test_invalid_gift_number_is_reported_as_unknown(
    member: Member, channel: str, wanted: str
) -> None:
    member.enters(f"DH {wanted}").hears("redeem_gift-unknown", wanted=wanted)
    member.is_asked("redeem_gift.pick")


@SMS_ONLY
@pytest.mark.parametrize(
    ("keyword", "key"), [("DD", "order-unknown"), ("CX", "complaint_status-unknown")]
)
def test_overlong_reference_number_is_truncated_in_the_answer(
    member: Member, channel: str, keyword: str, key: str
) -> None:
    member.enters(f"{keyword} {'9' * 1_000}").hears(key, number=f"{'9' * 12}...").has_final_answer()


@SMS_ONLY
def test_overlong_gift_number_is_reported_as_unknown(member: Member) -> None:
    member.enters("DH" + "9" * 60).hears("redeem_gift-unknown").is_asked("redeem_gift.pick")


def test_gift_above_the_balance_is_refused(buyer: Member) -> None:
    buyer.hotline.change("UPDATE gift SET points = 13000 WHERE sku = 'earphones'")
    open_gift_list(buyer).picks("earphones")
    buyer.hears("redeem_gift-something_else", missing=655, available=12_345).has_final_answer()
    assert buyer.points() == (12_345, 0)


def test_too_dear_gifts_are_marked_and_keep_their_numbers(buyer: Member, language: str) -> None:
    def shown() -> list[tuple[str, str]]:
        open_gift_list(buyer)
        assert buyer.turn is not None
        return [(option.key, option.text) for option in buyer.turn.options]

    before = shown()
    buyer.hotline.change("UPDATE gift SET points = 13000 WHERE sku = 'phone-stand'")
    buyer.says_main()
    after = shown()
    assert [key for key, _ in after] == [key for key, _ in before]
    marks = ("不够",) if language == "zh" else ("not enough", "more than you have")
    marked = [any(mark in label for mark in marks) for _, label in after]
    assert marked == [True] + [False] * (len(after) - 1)


def test_too_few_points_say_what_can_be_had(buyer: Member, language: str) -> None:
    """The dearest of the kind that was asked for, and of another kind."""
    buyer.hotline.change("UPDATE gift SET points = 13000 WHERE sku = 'earphones'")
    buyer.hotline.change("UPDATE gift SET points = 12000 WHERE sku = 'thermos-cup'")
    said = open_gift_list(buyer).picks("earphones").hears("redeem_gift-something_else").screen
    assert ("可以换保温杯或10元话费" if language == "zh" else "Thermos cup or 10 yuan") in said
    buyer.hotline.change("UPDATE gift SET points = 14000")
    open_gift_list(buyer).picks("phone-stand")
    buyer.hears("redeem_gift-too_few", missing=1_655).has_final_answer()


def test_redemption_is_refused_until_enough_points_are_earned(
    hotline: Hotline, member_with_number: Callable[[str], Member]
) -> None:
    """Before any gift is offered."""
    newcomer = member_with_number(NEW)
    hotline.change(
        "UPDATE member SET pin_hash = (SELECT pin_hash FROM member WHERE member_id = 1)"
        " WHERE member_id = 4"
    )
    newcomer.asks_for("redeem_gift").enters_pin_if_asked()
    newcomer.hears("redeem_gift-not_open", missing=1_000).has_final_answer()


def test_no_more_than_five_orders_a_day(buyer: Member) -> None:
    for _ in range(5):
        open_gift_list(buyer).picks("phone-stand").confirms().hears("redeem_gift-ordered")
    open_gift_list(buyer).picks("phone-stand").hears("redeem_gift-limit").has_final_answer()
    assert buyer.points() == (10_845, 1_500)


def test_gift_above_the_daily_points_limit_is_refused(
    hotline: Hotline, member_with_number: Callable[[str], Member]
) -> None:
    """Said before anything is asked, and before anyone is put through for it."""
    rich = member_with_number(DIAMOND)
    hotline.change("UPDATE gift SET points = 20001 WHERE sku = 'earphones'")
    open_gift_list(rich).picks("earphones").hears("redeem_gift-limit").has_final_answer()


@NOT_SMS
def test_declined_redemption_takes_no_points(buyer: Member, channel: str) -> None:
    open_gift_list(buyer).picks("thermos-cup").says_no().hears("redeem_gift-cancelled")
    assert buyer.points() == (12_345, 0)


@NOT_SMS
def test_no_input_at_confirmation_redeems_nothing(member: Member, channel: str) -> None:
    open_gift_list(member).picks("thermos-cup").is_asked("redeem_gift.confirm")
    member.stays_silent().hears("engine-silence").is_asked("redeem_gift.confirm")
    assert member.points() == (12_345, 0)


@NOT_SMS
def test_repeated_redemption_of_a_gift_creates_a_second_order(buyer: Member, channel: str) -> None:
    for _ in range(2):
        open_gift_list(buyer).picks("phone-stand").confirms()
    assert buyer.points() == (11_745, 600)


@SMS_ONLY
def test_code_is_accepted_with_its_keyword(buyer: Member) -> None:
    open_gift_list(buyer).picks("phone-stand")
    buyer.enters(f"确认 {buyer.code}").hears("redeem_gift-ordered")
    assert buyer.points() == (12_045, 300)


@SMS_ONLY
def test_third_wrong_code_cancels_the_redemption(member: Member) -> None:
    open_gift_list(member).picks("phone-stand")
    member.enters("111111").hears("redeem_gift-code_wrong", tries=2)
    member.is_asked("redeem_gift.code")
    member.enters("111112").hears("redeem_gift-code_wrong", tries=1)
    member.enters("111113").hears("redeem_gift-expired").has_final_answer()
    assert member.points() == (12_345, 0)


@SMS_ONLY
def test_code_expires_after_five_minutes(member: Member) -> None:
    code = open_gift_list(member).picks("phone-stand").code
    member.waits(5 * 60).enters(code).hears("redeem_gift-expired")
    assert member.points() == (12_345, 0)


@SMS_ONLY
def test_next_code_is_sent_only_after_a_minute(member: Member) -> None:
    member.enters("DH 1").is_asked("redeem_gift.code").waits(15)
    member.enters("DH 2").hears("redeem_gift-too_soon", wait=45)
    member.waits(20).picks("go_on").hears("redeem_gift-too_soon", wait=25)
    member.waits(26).picks("go_on").is_asked("redeem_gift.code")
    member.hears("redeem_gift-code_sent", points=1_000).confirms()
    member.hears("redeem_gift-ordered", points=1_000)
    assert member.points() == (11_345, 1_000)


@SMS_ONLY
def test_code_that_was_sent_confirms_the_same_wish_begun_anew(buyer: Member) -> None:
    """Nobody has to wait for another code, and the one sent before confirms it once."""
    code = open_gift_list(buyer).picks("phone-stand").code
    buyer.waits(15).enters("H")
    assert open_gift_list(buyer).picks("phone-stand").is_asked("redeem_gift.code").code == code
    buyer.hears("redeem_gift-code_sent", points=300, code_minutes=4)
    buyer.enters(code).hears("redeem_gift-ordered")
    open_gift_list(buyer).picks("phone-stand").enters(code).hears("redeem_gift-code_wrong", tries=2)
    assert buyer.points() == (12_045, 300)


@SMS_ONLY
@pytest.mark.parametrize("seconds", [5, 50])
def test_earlier_code_is_taken_during_the_wait_for_the_next(buyer: Member, seconds: int) -> None:
    code = buyer.enters("DH 1").code
    buyer.enters("DH 2").hears("redeem_gift-too_soon", earlier="taken")
    buyer.does_not_hear("engine-dropped")
    buyer.waits(seconds).enters(f"{code[:3]} {code[3:]}").hears("redeem_gift-ordered", points=300)
    buyer.hears("redeem_gift-code_sent", points=1_000, left=11_045).enters(buyer.code)
    assert buyer.hears("redeem_gift-ordered").has_final_answer().points() == (11_045, 1_300)


@SMS_ONLY
def test_code_that_is_entered_after_a_detour_is_counted_as_continued(
    any_hotline: Hotline, buyer: Member
) -> None:
    code = buyer.enters("DH 1").is_asked("redeem_gift.code").code
    buyer.enters("ZZ 13800000002 100").is_asked("give.too_soon")
    buyer.enters(code).hears("redeem_gift-ordered", points=300)
    any_hotline.conversation.funnel_writer.write()
    found = any_hotline.row(
        "SELECT visits, answered FROM step_visit WHERE flow = 'redeem_gift' AND step = 'code'"
    )
    assert found.visits == found.answered == 1


@SMS_ONLY
def test_earlier_code_of_another_dialogue_is_taken_during_the_wait(buyer: Member) -> None:
    code = buyer.enters("DH 1").is_asked("redeem_gift.code").code
    buyer.enters("ZZ 13800000002 100").is_asked("give.too_soon")
    buyer.enters(code).hears("redeem_gift-ordered", points=300)
    assert buyer.points() == (12_045, 300)


@SMS_ONLY
def test_wrong_code_during_the_wait_counts_and_keeps_the_wait(member: Member) -> None:
    member.enters("DH 1").is_asked("redeem_gift.code")
    member.enters("DH 2").is_asked("redeem_gift.too_soon")
    for tries in (2, 1):
        member.enters(f"11111{tries}").hears("redeem_gift-code_wrong", tries=tries)
        member.is_asked("redeem_gift.too_soon")
    member.enters("111113").is_asked("redeem_gift.code").hears(
        "redeem_gift-code_sent", points=1_000
    )


@SMS_ONLY
@pytest.mark.parametrize("cancelled_by", ["取消", "NO", "H"])
def test_code_that_was_cancelled_holds_up_no_other_and_does_nothing(
    member: Member, cancelled_by: str
) -> None:
    code = open_gift_list(member).picks("phone-stand").code
    member.enters(cancelled_by)
    new = open_gift_list(member).picks("thermos-cup").is_asked("redeem_gift.code").code
    member.enters(code).hears("engine-left_code").is_asked("redeem_gift.code")
    assert member.points() == (12_345, 0)
    member.enters(new).hears("redeem_gift-ordered", points=1_000)


@SMS_ONLY
def test_next_code_is_waited_for_three_times_then_an_agent_is_offered(member: Member) -> None:
    member.enters("DH 1").is_asked("redeem_gift.code").waits(15)
    member.enters("DH 2").hears("redeem_gift-too_soon", wait=45)
    member.waits(5).picks("go_on").hears("engine-miss_early").hears("redeem_gift-too_soon", wait=40)
    member.waits(5).enters("77").hears("engine-miss_again")
    member.hears("redeem_gift-too_soon", wait=35)
    member.enters("1").is_asked("offer.help").says_no().is_asked("redeem_gift.too_soon")
    member.waits(36).picks("go_on").hears("redeem_gift-code_sent", points=1_000)


@SMS_ONLY
def test_member_who_has_to_wait_may_choose_nothing(member: Member) -> None:
    member.enters("HF 10").enters("LL 1").picks("drop").hears("redeem_data-cancelled")
    assert member.has_final_answer().points() == (12_345, 0)


@SMS_ONLY
def test_used_code_does_not_hold_up_the_next_redemption(buyer: Member) -> None:
    for number in ("1", "2"):
        buyer.enters(f"DH {number}").confirms().hears("redeem_gift-ordered")
    buyer.enters("DH 1")
    for wrong in ("111111", "111112", "111113"):
        buyer.enters(wrong)
    buyer.hears("redeem_gift-expired").enters("DH 1").confirms().hears("redeem_gift-ordered")
    assert buyer.points() == (10_745, 1_600)


@SMS_ONLY
@pytest.mark.parametrize("what", ["redeem_gift", "give"])
def test_wrong_code_says_how_many_tries_and_minutes_are_left(
    hotline: Hotline, language: str, what: str, channel: str
) -> None:
    member = hotline.member(channel, language)
    if what == "give":
        member.asks_for("give").enters("13800000002").enters("500")
    else:
        open_gift_list(member).picks("phone-stand")
    code = member.is_asked(f"{what}.code").code
    member.waits(61).enters("111111").hears(f"{what}-code_wrong", tries=2, code_minutes=3)
    member.waits(200).enters("Y 111112").hears(f"{what}-code_wrong", tries=1, code_minutes=1)
    ended = {"redeem_gift": "redeem_gift-ordered", "give": "give-given"}[what]
    member.enters(code).hears(ended)


@SMS_ONLY
def test_new_code_invalidates_the_earlier_one(member: Member) -> None:
    """Only the newest counts; that it is bound to its purpose too cannot be seen from here."""
    code = open_gift_list(member).picks("phone-stand").code
    member.waits(61).asks_for("redeem_credit").picks("credit-10").is_asked("redeem_credit.code")
    member.enters(code).hears("engine-left_code")
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


def test_gift_sold_out_before_confirmation_is_refused(buyer: Member) -> None:
    open_gift_list(buyer).picks("mascot")
    somebody_takes_the_last(buyer)
    buyer.confirms().hears("redeem_gift-gone").is_asked("redeem_gift.pick")
    assert "mascot" not in [entry["value"] for entry in buyer.session.top.answers["shown"]]
    assert buyer.points() == (12_345, 0)
    buyer.picks("phone-stand").confirms().hears("redeem_gift-ordered")
    assert buyer.points() == (12_045, 300)


def takes_off_sale(hotline: Hotline, sku: str) -> None:
    hotline.change("UPDATE gift SET on_sale = false WHERE sku = :sku", sku=sku)


def test_gift_taken_off_sale_before_selection_is_refused(buyer: Member) -> None:
    open_gift_list(buyer)
    key = buyer._key_of("thermos-cup")
    takes_off_sale(buyer.hotline, "thermos-cup")
    buyer.enters(key).hears("redeem_gift-gone").is_asked("redeem_gift.pick")
    assert "thermos-cup" not in [entry["value"] for entry in buyer.session.top.answers["shown"]]
    buyer.picks("phone-stand").confirms().hears("redeem_gift-ordered")


def test_gift_taken_off_sale_before_confirmation_is_refused(buyer: Member) -> None:
    open_gift_list(buyer).picks("thermos-cup")
    takes_off_sale(buyer.hotline, "thermos-cup")
    buyer.confirms().hears("redeem_gift-gone").is_asked("redeem_gift.pick")
    assert buyer.points() == (12_345, 0)


def test_gift_sold_out_before_selection_is_refused(buyer: Member) -> None:
    """Said at once, not after a code or a yes."""
    open_gift_list(buyer)
    key = buyer._key_of("mascot")
    somebody_takes_the_last(buyer)
    buyer.enters(key).hears("redeem_gift-gone").is_asked("redeem_gift.pick")


def test_member_is_told_when_no_gift_is_on_sale(member: Member) -> None:
    member.hotline.change("UPDATE gift SET on_sale = false WHERE kind = 'gift'")
    member.asks_for("redeem_gift").enters_pin_if_asked()
    if member.open_question == "redeem_gift.how":
        member.picks("read_out")
    member.hears("redeem_gift-nothing").has_final_answer()


@pytest.mark.parametrize(
    ("what", "sku", "points"),
    [("redeem_credit", "credit-10", 1_000), ("redeem_data", "data-1gb", 500)],
)
def test_credit_or_data_is_requested_with_its_points_held(
    buyer: Member, what: str, sku: str, points: int
) -> None:
    buyer.asks_for(what).enters_pin_if_asked().is_asked(f"{what}.pick").picks(sku).confirms()
    assert buyer._was_said(f"{what}-adding")
    buyer.has_final_answer()
    assert buyer.points() == (12_345 - points, points)
    order = buyer.latest("gift_order", "created_at")
    assert (order.sku, order.status, order.receiver) == (sku, "held", "+8613800000001")


@SMS_ONLY
def test_credit_is_chosen_by_keyword_and_amount(member: Member) -> None:
    member.enters("HF 10").is_asked("redeem_credit.code").confirms()
    assert member.points() == (11_345, 1_000)


@VOICE_ONLY
def test_large_redemption_by_phone_requires_a_texted_code(
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
def test_texted_code_expires_after_three_wrong_tries_or_five_minutes(
    hotline: Hotline, member_with_number: Callable[[str], Member], channel: str
) -> None:
    hotline.change("UPDATE gift SET points = 5001 WHERE sku = 'earphones'")
    rich = member_with_number(DIAMOND)
    open_gift_list(rich).picks("earphones").says_yes().is_asked("redeem_gift.code")
    rich.enters("111111").enters("111112").enters("111113").hears("redeem_gift-expired")
    open_gift_list(rich).picks("earphones").says_yes().is_asked("redeem_gift.code")
    code = rich.texted_code
    rich.waits(5 * 60).enters(code).hears("redeem_gift-expired")


@VOICE_ONLY
def test_summary_by_text_is_put_in_the_outbox(member: Member) -> None:
    member.calls().picks("points", "by_text").hears("summary-asked")
    member.is_asked("points_menu.menu")
    sent = member.latest("outbox", "recorded_at")
    assert (sent.topic, json.loads(sent.payload)) == ("summary", {"language": member.language})


def test_member_in_arrears_sees_balance_but_cannot_redeem(hotline: Hotline, member: Member) -> None:
    hotline.change("UPDATE member SET status = 'arrears' WHERE member_id = 1")
    member.asks_for("balance").hears("balance-expiring")
    member.asks_for("redeem_gift").hears("engine-refused_arrears").has_final_answer()


def test_a_gift_has_its_number_of_the_catalogue_on_every_channel(member: Member) -> None:
    """The rice cooker, 4, is sold out: what follows is not renumbered."""
    open_gift_list(member)
    keys = {name: member._key_of(name) for name in ("phone-stand", "earphones", "mascot")}
    assert keys == {"phone-stand": "1", "earphones": "3", "mascot": "5"}
    assert [option.key for option in member.turn.options] == ["1", "2", "3", "5"]
    member.enters("5").is_asked(
        "redeem_gift.code" if member.confirms_by_code else "redeem_gift.confirm"
    )
    assert member.session.top.answers["sku"] == "mascot"


@VOICE_ONLY
def test_a_gift_with_a_number_of_two_digits_is_told_with_it_and_keyed_by_it(
    member: Member, channel: str
) -> None:
    """One key picks from the list; the whole number is entered instead."""
    member.hotline.change("UPDATE gift SET number = 12 WHERE sku = 'thermos-cup'")
    open_gift_list(member)
    assert member.turn is not None
    said = {option.key: option.text for option in member.turn.options}
    key = member._key_of("thermos-cup")
    assert len(key) == 1 and re.search("编号幺二|number one two", said.pop(key))
    assert not any(re.search("编号|number", words) for words in said.values())
    member.enters(key).is_asked("redeem_gift.confirm").says_main()
    member.asks_for("redeem_gift").picks("by_number").enters("12")
    member.is_asked("redeem_gift.confirm")
    assert member.session.top.answers["sku"] == "thermos-cup"
    member.says_main().asks_for("redeem_credit")
    told = [option.text for option in member.turn.options]
    assert not re.search("编号|number", "".join(told)), "credit is not asked for by its number"


@pytest.mark.parametrize(
    ("what", "zh", "en"),
    [("gift", "DH", "GIFT"), ("credit", "HF", "CREDIT"), ("data", "LL", "DATA")],
)
def test_expired_code_names_the_word_that_begins_again(what: str, zh: str, en: str) -> None:
    for language, word in (("zh", zh), ("en", en)):
        said = load_wording().say(f"redeem_{what}-expired", language, Channel("sms"), {})
        assert re.search(rf"\b{word}\b", said, re.ASCII)
