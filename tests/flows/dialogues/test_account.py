"""The account: PIN, language, loss, advertising."""

from collections.abc import Callable

import pytest
from dialogue_steps import (
    NEW_PIN,
    SMS_ONLY,
    USSD_ONLY,
    VOICE_ONLY,
    WRONG_PINS,
    open_gift_list,
)
from driver import (
    NEW,
    Hotline,
    Member,
)

from core.seed import PIN


@VOICE_ONLY
def test_caller_sets_the_first_pin_with_a_texted_code(
    member_with_number: Callable[[str], Member], channel: str
) -> None:
    newcomer = member_with_number(NEW).asks_for("pin").hears("identify-no_pin")
    newcomer.is_asked("identify.code").enters(newcomer.texted_code).is_asked("identify.new")
    newcomer.enters(NEW_PIN).enters(NEW_PIN).hears("pin-set_now").is_asked("more_menu.menu")


@SMS_ONLY
def test_first_pin_by_text_needs_the_code_of_the_reply(
    hotline: Hotline, member_with_number: Callable[[str], Member], channel: str
) -> None:
    """A forged sender does not get the reply, and cannot set a PIN without reading it."""
    newcomer = member_with_number(NEW).asks_for("pin").hears("identify-no_pin")
    newcomer.hears("identify-code_sent").is_asked("identify.code")
    code = newcomer.code
    newcomer.enters(NEW_PIN).hears("identify-code_wrong", tries=2).is_asked("identify.code")
    assert hotline.row("SELECT pin_hash FROM member WHERE member_id = 4")[0] is None
    newcomer.enters(code).is_asked("identify.new")
    newcomer.enters(code).hears("identify-weak").is_asked("identify.new")  # sent twice
    newcomer.enters(NEW_PIN).enters(NEW_PIN).hears("pin-set_now").has_final_answer()


@USSD_ONLY
def test_first_pin_must_be_strong_and_repeated_identically(
    member_with_number: Callable[[str], Member], channel: str
) -> None:
    newcomer = member_with_number(NEW).asks_for("pin").is_asked("pin.new")
    newcomer.enters("111111").hears("pin-weak").is_asked("pin.new")
    newcomer.enters("000004").hears("pin-weak").is_asked("pin.new")  # part of the number
    newcomer.enters(NEW_PIN).is_asked("pin.again")
    newcomer.enters("864208").hears("pin-differs").is_asked("pin.new")
    newcomer.enters(NEW_PIN).enters(NEW_PIN).hears("pin-set_now").has_final_answer()


def test_pin_change_asks_for_the_old_pin_and_replaces_it(hotline: Hotline, member: Member) -> None:
    member.asks_for("pin").is_asked("identify.pin").enters(PIN)
    member.is_asked("pin.new").enters(NEW_PIN).enters(NEW_PIN).hears("pin-set_now")
    caller = hotline.member("voice", member.language).asks_for("history")
    caller.enters(PIN).hears("identify-wrong").enters(NEW_PIN).is_asked("history.page")


def test_pin_change_locks_after_three_wrong_old_pins(member: Member) -> None:
    member.asks_for("pin")
    for pin in WRONG_PINS:
        member.enters(pin)
    member.is_asked("identify.locked")


def test_language_menu_changes_the_language_of_the_member(
    hotline: Hotline, member: Member, language: str
) -> None:
    other = "en" if language == "zh" else "zh"
    member.asks_for("language").is_asked("language.choose").picks(other)
    member.language = other
    member.hears("language-done")
    assert hotline.row("SELECT language FROM member WHERE member_id = 1")[0] == other


@SMS_ONLY
def test_language_keyword_repeats_the_open_question_in_that_language(
    member: Member, language: str
) -> None:
    other = "en" if language == "zh" else "zh"
    open_gift_list(member).enters(other)
    member.language = other
    member.hears("engine-language").is_asked("redeem_gift.pick")


@SMS_ONLY
def test_language_change_keeps_the_pending_code_valid(buyer: Member, language: str) -> None:
    other = "en" if language == "zh" else "zh"
    open_gift_list(buyer).picks("phone-stand")
    code = buyer.code
    buyer.enters(other)
    buyer.language = other
    buyer.hears("engine-language").is_asked("redeem_gift.code")
    assert {"en": "reply with the code", "zh": "请回复验证码"}[other] in buyer.screen
    buyer.enters(code).hears("redeem_gift-ordered")


def test_report_lost_freezes_the_member_after_confirmation(
    hotline: Hotline, member: Member
) -> None:
    member.asks_for("report_lost").is_asked("report_lost.confirm").says_no()
    member.hears("report_lost-cancelled").asks_for("report_lost").says_yes()
    member.hears("report_lost-frozen")
    assert hotline.row("SELECT status FROM member WHERE member_id = 1")[0] == "frozen"
    member.says_main().is_asked("frozen_home.menu")


@SMS_ONLY
def test_stop_marketing_records_the_opt_out(hotline: Hotline, member: Member) -> None:
    member.asks_for("stop_marketing").hears("stop_marketing-stopped").has_final_answer()
    assert not hotline.row("SELECT marketing_ok FROM member WHERE member_id = 1")[0]


def test_marketing_entry_of_the_menu_offers_what_is_not_so(
    hotline: Hotline, member: Member, channel: str
) -> None:
    """It says how things are first: a switch that is pressed blindly may do the opposite."""

    def wants_offers() -> bool:
        return bool(hotline.row("SELECT marketing_ok FROM member WHERE member_id = 1")[0])

    def opens_the_entry() -> Member:
        member.calls() if member.turn is None and channel != "sms" else None
        return member.says_main().picks("more", "marketing")

    opens_the_entry().is_asked("marketing.refuse").says_no().hears("marketing-unchanged")
    assert wants_offers()
    opens_the_entry().says_yes().hears("stop_marketing-stopped")
    assert not wants_offers()
    opens_the_entry().is_asked("marketing.accept").says_yes().hears("subscribe-subscribed")
    assert wants_offers()


@SMS_ONLY
def test_subscribe_keyword_brings_marketing_texts_back(hotline: Hotline, member: Member) -> None:
    for word, wanted in (("TD", False), ("DY", True), ("退订", False), ("订阅", True)):
        member.enters(word).has_final_answer()
        found = hotline.row("SELECT marketing_ok FROM member WHERE member_id = 1")[0]
        assert bool(found) is wanted


@SMS_ONLY
@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("ZZ 转赠 送积分 GIVE", "give.receiver"),
        ("MM 密码 服务密码 PIN", "identify.pin"),
        ("GS 挂失 LOST", "report_lost.confirm"),
        ("LL 流量 DATA", "redeem_data.pick"),
        ("话费 CREDIT", "redeem_credit.pick"),
        ("礼品", "redeem_gift.pick"),
    ],
)
def test_keyword_of_a_costly_dialogue_opens_its_question(
    member: Member, words: str, question: str
) -> None:
    for word in words.split():
        member.enters(word).is_asked(question).enters("H")
    assert member.points() == (12_345, 0)


@SMS_ONLY
def test_data_keyword_takes_gigabytes_and_megabytes(member: Member) -> None:
    for amount in ("1", "1GB", "1024M"):
        member.enters(f"LL {amount}").is_asked("redeem_data.code").enters("H").waits(61)
    member.enters("LL 500MB").hears("redeem_data-unknown", wanted="0.5")
