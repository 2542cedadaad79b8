"""Answers that were taken for something else, on every channel and in both languages."""

import pytest
from driver import ENGLISH, STRANGER, Hotline, Member

VOICE_ONLY = pytest.mark.parametrize("channel", ["voice"])
SMS_ONLY = pytest.mark.parametrize("channel", ["sms"])
NOT_SMS = pytest.mark.parametrize("channel", ["voice", "ussd"])
LOST = ("手机丢了，帮我挂失", "my phone was stolen, please report it")


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def at_loss(member: Member) -> Member:
    in_words(member, *LOST)
    if member.open_question == "ask_wish.meant":
        member.says_yes()
    return member.is_asked("report_lost.confirm")


def status(member: Member) -> str:
    query = "SELECT status FROM member WHERE number = :number"
    return str(member.hotline.row(query, number=member.number).status)


@VOICE_ONLY
@pytest.mark.parametrize(("zh", "en"), [("是的", "yes"), ("好的", "yes please")])
def test_spoken_yes_to_what_is_costly_is_told_the_key(
    member: Member, channel: str, zh: str, en: str
) -> None:
    at_loss(member)
    in_words(member, zh, en).hears("engine-press_yes").is_asked("report_lost.confirm")
    in_words(member, zh, en).hears("engine-press_yes_again")
    assert "请按1" in member.screen or "press 1" in member.screen
    assert status(member) == "active"
    member.enters("1").hears("report_lost-frozen")


@VOICE_ONLY
def test_spoken_yes_to_spending_is_told_the_key(member: Member, channel: str) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked().picks("credit-10")
    member.is_asked("redeem_credit.confirm")
    in_words(member, "是的", "yes").hears("engine-press_yes").is_asked("redeem_credit.confirm")


def test_after_a_loss_only_what_is_possible_is_offered(member: Member) -> None:
    at_loss(member).says_yes().hears("report_lost-frozen")
    assert member.stack == ["frozen_home.menu"]
    if member.channel == "voice":
        member.is_asked("frozen_home.menu")


@pytest.mark.parametrize(("zh", "en"), [("不", "no"), ("停", "don't")])
def test_short_no_leaves_the_report_of_a_loss(member: Member, zh: str, en: str) -> None:
    at_loss(member)
    in_words(member, zh, en).hears("report_lost-cancelled")
    assert status(member) == "active"


@NOT_SMS
def test_stop_is_a_no_to_the_report_of_a_loss(member: Member, channel: str) -> None:
    at_loss(member).speaks("stop", 0.95).hears("report_lost-cancelled")
    assert status(member) == "active"


@SMS_ONLY
@pytest.mark.parametrize("digits", ["123", "12345678"])
def test_who_enters_other_digits_hears_how_many_a_code_has(
    member: Member, channel: str, digits: str
) -> None:
    member.asks_for("redeem_gift").picks("thermos-cup").is_asked("redeem_gift.code")
    code = member.code
    member.enters(digits).hears("engine-miss_code_length").is_asked("redeem_gift.code")
    member.enters(code).hears("redeem_gift-ordered")


@SMS_ONLY
@pytest.mark.parametrize("zero", ["٠", "０", "०"])
def test_code_is_taken_in_the_digits_of_other_scripts(
    member: Member, channel: str, zero: str
) -> None:
    member.asks_for("redeem_gift").picks("thermos-cup").is_asked("redeem_gift.code")
    code = "".join(chr(ord(zero) + int(digit)) for digit in member.code)
    member.enters(code).hears("redeem_gift-ordered")
    assert code not in str(member.session.lines)


@SMS_ONLY
@pytest.mark.parametrize("typed", ["SUGEST more gifts", "SUGGST more gifts"])
def test_mistyped_suggestion_is_asked_about_and_keeps_its_words(
    member: Member, channel: str, typed: str
) -> None:
    member.says(typed).is_asked("guess.meant").says_yes().hears("suggestion-thanks")
    assert [row.words for row in member.rows_of("suggestion")] == ["more gifts"]


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize(
    ("zh", "en"),
    [("没有建议", "no suggestions"), ("暂时没什么建议", "I have no suggestions, thanks")],
)
def test_no_suggestion_is_none(member: Member, channel: str, zh: str, en: str) -> None:
    member.asks_for("suggestion").is_asked("suggestion.words")
    in_words(member, zh, en).hears("suggestion-nothing")
    assert not member.rows_of("suggestion")


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize(("zh", "en"), [("别登", "don't file it"), ("不登了", "do not file this")])
def test_complaint_that_shall_not_be_filed(member: Member, channel: str, zh: str, en: str) -> None:
    in_words(member, "我要投诉，你们的快递员骂我", "I want to complain, your courier shouted at me")
    member.is_asked("complaint.confirm")
    in_words(member, zh, en).hears("complaint-cancelled")
    assert not member.rows_of("complaint")


def test_number_that_gets_no_points_is_masked(member: Member, channel: str) -> None:
    member.asks_for("give").enters_pin_if_asked().enters(STRANGER.removeprefix("+86"))
    member.hears("give-cannot", to="138****9999")
    if channel != "voice":
        assert "138****9999" in member.screen and "13899999999" not in member.screen


@pytest.mark.parametrize("channel", ["voice", "sms", "ussd"])
def test_second_look_is_confirmed_by_text(hotline: Hotline, channel: str, language: str) -> None:
    member = hotline.member(channel, language, ENGLISH)
    in_words(member, "要求上级复核", "I want a second look").says_yes().hears("second_look-asked")
    topics = [row.topic for row in hotline.rows("SELECT topic FROM outbox")]
    assert topics.count("complaint_raised") == 1
