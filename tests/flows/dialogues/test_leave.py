"""Leaving the programme, and staying after all, as scripts: on all channels, in both languages."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from dialogue_steps import SMS_ONLY, USSD_ONLY, VOICE_ONLY
from driver import Hotline, Member

from core.loyalty import leaving
from core.members import membership, profiles
from core.programme import Programme, set_current_rules, shipped_rules

DAY = "2026-07-01"


def leaves_on(member: Member) -> date | None:
    return member.hotline.database.read(lambda conn: membership.leaves_on(conn, 1))


def wants_to_leave(member: Member) -> Member:
    return member.asks_for("leave").enters_pin_if_asked()


@SMS_ONLY
def test_points_held_for_an_order_are_not_said_to_be_lost(member: Member) -> None:
    member.enters("DH 1").enters(member.code)
    assert member.points() == (12_045, 300)
    wants_to_leave(member).picks("choice").waits(61)
    member.hears("leave-code_sent", points=12_045)


def gives_notice(hotline: Hotline) -> None:
    hotline.database.run(
        lambda conn: membership.give_notice(conn, member_id=1, key="notice", at=hotline.at)
    )


def test_notice_is_confirmed_by_what_is_costly_there(member: Member) -> None:
    wants_to_leave(member).is_asked("leave.reason").picks("choice")
    facts = {"points": 12_345, "on": DAY}
    member.hears(f"leave-{'code_sent' if member.channel == 'sms' else 'confirm'}", **facts)
    assert leaves_on(member) is None
    if member.channel != "sms":
        member.is_asked("leave.confirm").says_yes()
    if member.channel == "voice":  # many points: by PIN and code
        member.hears("leave-code_sent").is_asked("leave.code").enters(member.texted_code)
    elif member.channel == "sms":
        member.is_asked("leave.code").enters(member.code)
    member.hears("leave-noticed", on=DAY).has_final_answer()
    assert leaves_on(member) == date(2026, 7, 1)
    assert member.points() == (12_345, 0)
    [notice] = member.rows_of("leave_notice")
    assert (notice.said, notice.reason) == ("given", "choice")
    assert member.hotline.is_sound()


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_whoever_is_leaving_can_stay_after_all(
    hotline: Hotline, member: Member, answer: str
) -> None:
    gives_notice(hotline)
    wants_to_leave(member).is_asked("leave.take_back").picks(answer)
    if answer == "no":
        member.hears("leave-still", on=DAY).has_final_answer()
        assert leaves_on(member) == date(2026, 7, 1)
        return
    member.hears("leave-stays").has_final_answer()
    assert leaves_on(member) is None
    assert [row.said for row in member.rows_of("leave_notice")] == ["given", "withdrawn"]
    assert member.hotline.is_sound()


def test_no_leaves_everything_as_it_is(member: Member) -> None:
    wants_to_leave(member).picks("other")
    if member.channel == "sms":
        member.enters({"zh": "不退了", "en": "never mind"}[member.language])
    else:
        member.says_no()
    assert leaves_on(member) is None


@SMS_ONLY
def test_keyword_to_leave_does_so_after_a_redemption_too(member: Member) -> None:
    member.enters("LL 1").confirms().hears("redeem_data-adding")
    member.enters("退会" if member.language == "zh" else "LEAVE").is_asked("leave.reason")


@pytest.fixture
def offer() -> Iterator[None]:
    """The programme offers points to who stays."""
    document = shipped_rules().model_dump(mode="json")
    document["leaving"]["offer_points"] = 500
    set_current_rules(Programme.model_validate(document))
    yield
    set_current_rules(shipped_rules())


@pytest.mark.usefixtures("offer")
def test_who_takes_the_offer_stays_and_gets_the_points_once_a_year(member: Member) -> None:
    wants_to_leave(member).picks("unused").hears("leave-offer", offer=500).says_yes()
    member.hears("leave-kept", offer=500).has_final_answer()
    assert member.points() == (12_845, 0)
    assert leaves_on(member) is None
    wants_to_leave(member).picks("unused").does_not_hear("leave-offer")
    assert member.hotline.is_sound()


@pytest.mark.usefixtures("offer")
def test_who_refuses_the_offer_leaves_as_before(member: Member) -> None:
    wants_to_leave(member).picks("unused").is_asked("leave.offer").says_no()
    member.hears(f"leave-{'code_sent' if member.channel == 'sms' else 'confirm'}", points=12_345)
    assert member.points() == (12_345, 0)


def test_nothing_is_offered_unless_the_programme_does(member: Member) -> None:
    wants_to_leave(member).picks("unused").does_not_hear("leave-offer")


@SMS_ONLY
def test_who_would_rather_not_say_why_has_other_reasons(member: Member, channel: str) -> None:
    words = {"zh": "不想说", "en": "skip"}
    wants_to_leave(member).is_asked("leave.reason").enters(words[member.language])
    member.hears("leave-code_sent").enters(member.code).hears("leave-noticed")
    [notice] = member.rows_of("leave_notice")
    assert notice.reason == "other"


@pytest.mark.parametrize("language", ["zh"])
@VOICE_ONLY
def test_what_is_said_on_the_phone(member: Member, channel: str, language: str) -> None:
    member.calls().picks("more", "other")
    assert "退会或管理您的号码，请按3。" in member.screen
    member.enters("3")
    assert "退会，请按1。" in member.screen
    member.enters("1").enters_pin_if_asked().picks("unused")
    lost = "退会七月一日生效。到时候您的一万两千三百四十五分全部作废，等级也没有了。"
    assert lost in member.screen
    member.says_yes().enters(member.texted_code)
    assert "退会已经登记，七月一日生效。" in member.screen


@pytest.mark.parametrize("language", ["zh"])
@SMS_ONLY
def test_what_is_written_by_text(member: Member, channel: str, language: str) -> None:
    member.enters("注销").picks("number")
    assert "退会7月1日生效，12345分到时作废，之前可以反悔。验证码" in member.screen
    member.enters(member.code)
    assert "已登记退会，7月1日生效。想留下来，请在这之前回复：不退了。" in member.screen
    member.enters("不退了").is_asked("leave.take_back").enters("1").hears("leave-stays")


@USSD_ONLY
def test_keys_of_the_screen(member: Member, channel: str) -> None:
    member.calls().picks("more", "other").enters("1").is_asked("other_menu.menu")
    member.enters("3").is_asked("membership_menu.menu").enters("1")
    member.enters_pin_if_asked().is_asked("leave.reason")


@SMS_ONLY
def test_wish_in_words_opens_the_question(member: Member, channel: str) -> None:
    words = {"zh": "我想退出积分计划", "en": "please delete my membership for good"}
    member.speaks(words[member.language]).is_asked("leave.reason")


@VOICE_ONLY
def test_greeting_says_that_the_member_is_leaving(
    hotline: Hotline, member: Member, channel: str
) -> None:
    member.calls().does_not_hear("account_greeting-leaving")
    gives_notice(hotline)
    member.calls().hears("account_greeting-leaving", leaves_on=DAY)


def test_end_comes_when_the_notice_is_over(hotline: Hotline, member: Member) -> None:
    gives_notice(hotline)
    later = hotline.at + timedelta(days=31)
    points = hotline.database.run(
        lambda conn: leaving.leave(conn, member_id=1, key=leaving.LEAVE, at=later)
    )
    assert points == 12_345
    assert hotline.database.read(lambda conn: profiles.by_id(conn, 1)).status == "left"
    assert hotline.is_sound()


STAYS = [
    ("算了我反悔了", "changed my mind"),
    ("别退", "I want to stay"),
    ("我不退了", "I take it back"),
    ("退会怎么退", "how do i cancel leaving"),
    ("留下", "i'm staying"),
    ("我想留下来", "STAY"),
    ("取消退会申请", "undo"),
    ("不想退了", "I don't want to leave anymore"),
]


@pytest.mark.parametrize(("zh", "en"), STAYS)
def test_leaving_is_taken_back_in_own_words(
    hotline: Hotline, member: Member, zh: str, en: str
) -> None:
    gives_notice(hotline)
    member.speaks(zh if member.language == "zh" else en, 0.95).enters_pin_if_asked()
    member.is_asked("leave.take_back").speaks(zh if member.language == "zh" else en, 0.95)
    member.hears("leave-stays")
    assert leaves_on(member) is None


@SMS_ONLY
def test_who_did_not_mean_to_leave_when_asked_stays(hotline: Hotline, member: Member) -> None:
    gives_notice(hotline)
    words = {"zh": ("退会", "不退了"), "en": ("LEAVE", "i want to stay")}[member.language]
    member.enters(words[0]).is_asked("leave.take_back").enters(words[1]).hears("leave-stays")


@SMS_ONLY
def test_bare_cancel_at_the_question_changes_nothing(hotline: Hotline, member: Member) -> None:
    gives_notice(hotline)
    words = {"zh": ("退会", "取消"), "en": ("LEAVE", "cancel")}[member.language]
    member.enters(words[0]).is_asked("leave.take_back").enters(words[1])
    member.does_not_hear("leave-stays")
    assert leaves_on(member) is not None


@SMS_ONLY
def test_other_words_do_not_ask_who_is_leaving_to_stay(hotline: Hotline, member: Member) -> None:
    gives_notice(hotline)
    for words in ("积分", "balance", "谢谢", "thanks", "照常退会吧", "I want to leave now"):
        member.enters(words).does_not_hear("leave-stays")
    assert leaves_on(member) is not None


@SMS_ONLY
def test_who_is_not_leaving_has_nothing_to_stay_for(member: Member) -> None:
    words = {"zh": "我想留下来", "en": "i want to stay"}[member.language]
    member.enters(words).does_not_hear("leave-take_back")
