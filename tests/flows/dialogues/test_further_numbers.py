"""A member calls or writes from another number of theirs, or from a fixed line."""

from functools import partial

import pytest
from dialogue_steps import NOT_SMS, SMS_ONLY, spoken
from driver import Hotline, Member
from voucher_stock import NUMBER, SKU, offer_vouchers

from core.members import numbers
from core.messaging import sent_texts

SECOND, FIXED = "+8613900000001", "+862584567890"


def from_number(member: Member, hotline: Hotline, number: str) -> Member:
    hotline.database.run(
        lambda conn: numbers.add(
            conn, member_id=1, number=number, by="billing", key=f"add:{number}", at=hotline.at
        )
    )
    return Member(hotline, member.channel, member.language, number)


@pytest.mark.parametrize("number", [SECOND, FIXED])
@NOT_SMS
def test_caller_is_the_member(member: Member, hotline: Hotline, number: str) -> None:
    other = from_number(member, hotline, number)
    other.asks_for("balance").hears("balance-expiring", points=12_345)


@SMS_ONLY
def test_own_number_of_a_text_is_the_one_that_it_came_from(
    member: Member, hotline: Hotline
) -> None:
    other = from_number(member, hotline, SECOND)
    code = other.enters("HF 10").hears("redeem_credit-code_sent", whose="own").code
    other.enters(code).hears("redeem_credit-adding", whose="own")
    assert hotline.rows("SELECT receiver FROM gift_order WHERE receiver = :n", n=SECOND)


@NOT_SMS
def test_credit_from_a_fixed_line_goes_to_the_mobile_number(
    member: Member, hotline: Hotline
) -> None:
    other = from_number(member, hotline, FIXED)
    other.asks_for("redeem_credit").enters_pin_if_asked().picks("credit-10")
    other.hears("redeem_credit-confirm", whose="other", phone="138****0001").confirms()
    other.hears("redeem_credit-adding", whose="other")
    query = "SELECT receiver FROM gift_order WHERE member_id = 1 ORDER BY created_at DESC LIMIT 1"
    assert hotline.row(query)[0] == "+8613800000001"


@pytest.mark.parametrize("channel", ["voice"])
def test_where_the_code_goes_is_said_to_a_fixed_line(member: Member, hotline: Hotline) -> None:
    hotline.change("UPDATE member SET pin_hash = NULL WHERE member_id = 1")
    other = from_number(member, hotline, FIXED)
    other.asks_for("pin").hears("engine-code_goes_to", last="0001")
    [text] = hotline.rows("SELECT member_id FROM outbox WHERE topic = 'code'")
    assert text[0] == 1


@pytest.mark.parametrize("channel", ["voice"])
def test_texts_that_the_main_number_refuses_reach_no_number(
    member: Member, hotline: Hotline
) -> None:
    other = from_number(member, hotline, FIXED).calls()
    assert not other.session.texts_blocked
    hotline.database.run(lambda conn: sent_texts.opt_out(conn, "+8613800000001", hotline.at))
    other.says_main()
    assert other.session.texts_blocked


@pytest.mark.parametrize("channel", ["voice"])
def test_number_that_was_read_back_gets_the_credit(member: Member, hotline: Hotline) -> None:
    """Also where the main number changes between the question and the yes."""
    other = from_number(member, hotline, FIXED)
    from_number(member, hotline, SECOND)
    other.asks_for("redeem_credit").enters_pin_if_asked().picks("credit-10")
    other.hears("redeem_credit-confirm", whose="other", phone="138****0001")
    hotline.database.run(
        lambda conn: numbers.make_main(conn, member_id=1, number=SECOND, key="main", at=hotline.at)
    )
    other.confirms().hears("redeem_credit-adding", whose="other", phone="138****0001")
    query = "SELECT receiver FROM gift_order WHERE member_id = 1 ORDER BY created_at DESC LIMIT 1"
    assert hotline.row(query)[0] == "+8613800000001"


@NOT_SMS
def test_who_has_no_mobile_number_is_asked_for_one(member: Member, hotline: Hotline) -> None:
    hotline.change("UPDATE msisdn SET number = :fixed WHERE member_id = 1", fixed=FIXED)
    hotline.change("UPDATE member SET number = :fixed WHERE member_id = 1", fixed=FIXED)
    other = Member(hotline, member.channel, member.language, FIXED)
    other.asks_for("redeem_credit").enters_pin_if_asked().is_asked("redeem_credit.receiver")
    other.enters(FIXED.removeprefix("+86")).hears("redeem_credit-no_mobile")
    other.is_asked("redeem_credit.receiver").enters("13900000009").picks("credit-10")
    other.hears("redeem_credit-confirm", phone="139****0009").confirms()
    assert hotline.rows("SELECT 1 FROM gift_order WHERE receiver = '+8613900000009'")


@NOT_SMS
def test_fixed_line_is_not_said_to_have_refused_texts(member: Member, hotline: Hotline) -> None:
    hotline.database.run(partial(offer_vouchers, codes=["COFFEE-0001"], at=hotline.at))
    hotline.change("UPDATE msisdn SET number = :fixed WHERE member_id = 1", fixed=FIXED)
    hotline.change("UPDATE member SET number = :fixed WHERE member_id = 1", fixed=FIXED)
    other = Member(hotline, member.channel, member.language, FIXED)
    other.asks_for("redeem_gift").enters_pin_if_asked()
    if other.channel == "voice":
        other.picks("by_number").enters(str(NUMBER))
    else:
        other.picks(SKU)
    other.confirms().hears("redeem_gift-texted-no_texts")
    assert not any("退订" in sentence for sentence in spoken(other))


@pytest.mark.parametrize("channel", ["voice"])
def test_fixed_line_is_told_who_can_help_in_place_of_a_code(
    member: Member, hotline: Hotline
) -> None:
    hotline.change("UPDATE msisdn SET number = :fixed WHERE member_id = 1", fixed=FIXED)
    hotline.change("UPDATE member SET number = :fixed WHERE member_id = 1", fixed=FIXED)
    other = Member(hotline, member.channel, member.language, FIXED)
    other.asks_for("give").enters_pin_if_asked().enters("13800000002").enters("5001").says_yes()
    other.hears("give-texts_refused", line="fixed").hears("engine-person")
    assert not any("START" in sentence for sentence in spoken(other))
    other.asks_for("summary").hears("summary-no_mobile")


@pytest.mark.parametrize("channel", ["sms", "voice"])
def test_points_for_another_own_number_name_that_number(member: Member, hotline: Hotline) -> None:
    from_number(member, hotline, SECOND)
    member.asks_for("give").enters_pin_if_asked().enters(SECOND.removeprefix("+86"))
    member.hears("give-oneself", to="139****0001").is_asked("give.receiver")
