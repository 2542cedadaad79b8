"""A lost phone that may not be the one that calls: it is asked whose it is."""

import pytest
from dialogue_steps import NOT_SMS, SMS_ONLY, VOICE_ONLY
from driver import Member

from core.seed import PIN
from flows.dialogues.account.lost_words import may_be_anothers

OF_ANOTHER = [
    ("我妈的手机丢了", "my mother's phone is lost"),
    ("帮我挂失我老公的号码", "please report my husband's phone stolen"),
    ("手机丢了，用我朋友的手机打的", "I lost my phone, I'm calling from my wife's"),
]


def said(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en)


@pytest.mark.parametrize(("zh", "en"), OF_ANOTHER)
def test_it_is_asked_whose_phone_is_lost(member: Member, zh: str, en: str) -> None:
    said(member, zh, en).is_asked("lost_whose.whose").picks("own").is_asked("report_lost.confirm")
    member.hears("report_lost-confirm", own="138****0001", last="0001").says_no()
    assert member.hotline.row("SELECT status FROM member WHERE member_id = :m", m=member.member_id)[
        0
    ] in ("active", "open")


@SMS_ONLY
@pytest.mark.parametrize(
    "text",
    ["挂失13800000003", "13800000003丢了", "LOST 13800000003", "report 13800000003 as lost"],
)
def test_number_that_is_not_the_callers_is_not_taken_for_it(member: Member, text: str) -> None:
    member.enters(text).is_asked("lost_whose.whose")
    member.enters(text.replace("13800000003", "13800000001")).is_asked("report_lost.confirm")


@SMS_ONLY
def test_another_number_is_an_agents(member: Member) -> None:
    said(member, *OF_ANOTHER[0]).picks("other").hears("agent-writing")


@NOT_SMS
def test_own_number_is_named_before_it_is_frozen(member: Member) -> None:
    member.asks_for("report_lost").hears("report_lost-confirm", own="138****0001", last="0001")


@pytest.mark.parametrize(
    "text",
    [
        "我的手机丢了",
        "my phone is lost",
        "我妈的手机找到了",
        "我给我妈充话费丢了分",
        "I lost points",
    ],
)
def test_words_about_the_own_phone_ask_nothing_else(text: str) -> None:
    assert not may_be_anothers(text)


@pytest.mark.parametrize("keyed", ["112233", "1 1 2 2 3 3", PIN])
def test_number_of_several_digits_freezes_nothing(member: Member, keyed: str) -> None:
    """A PIN that is entered too early begins with a yes, and is none."""
    member.asks_for("report_lost").enters(keyed).is_asked("report_lost.confirm")
    assert member.rows_of("member")[0].status == "active"


@VOICE_ONLY
def test_carrier_waits_for_all_that_is_keyed_before_it_freezes(member: Member) -> None:
    """It would send the first digit of a PIN at once, which may be the key of a yes."""
    member.asks_for("report_lost").is_asked("report_lost.confirm")
    assert 'finishOnKey="#"' in member.screen and "numDigits" not in member.screen
    member.enters(PIN).hears("engine-miss").is_asked("report_lost.confirm")
    assert "井号键" in member.screen or "press pound" in member.screen
    assert member.rows_of("member")[0].status == "active"
    member.enters("1").hears("report_lost-frozen")
