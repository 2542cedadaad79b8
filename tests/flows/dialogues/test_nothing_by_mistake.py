"""What a member did not mean is not done: an old code after another receiver was named, a callback
cancelled by a "no" that was about something else."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import DIAMOND, ENGLISH, FROZEN, Hotline, Member

OTHER = "13800000005"


def said(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


@SMS_ONLY
def test_old_code_gives_nothing_to_a_receiver_that_was_replaced(member: Member) -> None:
    code = member.enters(f"ZZ {ENGLISH.removeprefix('+86')} 100").code
    member.enters(DIAMOND.removeprefix("+86")).is_asked("give.offered")
    member.enters(code).does_not_hear("give-given").is_asked("give.offered")
    assert member.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("送错了", "wrong person"), ("不对，收的人错了", "wrong one")]
)
def test_given_to_the_wrong_one_asks_for_another(member: Member, zh: str, en: str) -> None:
    member.enters(f"ZZ {ENGLISH.removeprefix('+86')} 100")
    said(member, zh, en).does_not_hear("give-can_undo")
    assert member.points() == (12_345, 0)


def test_a_stray_no_cancels_no_callback(member: Member) -> None:
    said(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    said(member, "查积分", "what is my balance")
    said(member, "算了", "never mind").does_not_hear("cancel_callback-cancelled")
    assert member.latest("handover", "requested_at").status == "open"


def test_a_no_right_after_a_callback_cancels_it(member: Member) -> None:
    said(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    said(member, "算了，取消", "cancel").hears("cancel_callback-cancelled")


@VOICE_ONLY
def test_number_spelled_with_the_wish_is_heard(member: Member) -> None:
    if member.language == "zh":
        pytest.skip("a Chinese number is written in figures")
    member.speaks(
        "top up ten yuan for one three eight zero zero zero zero zero zero zero two", 0.95
    )
    member.enters_pin_if_asked().hears(
        "redeem_credit-confirm", whose="other", digits=OTHER[:-1] + "2"
    )


@SMS_ONLY
def test_the_points_of_another_number_are_not_answered_with_the_members_own(member: Member) -> None:
    said(member, "13900000003有多少分", "how many points does 13900000003 have")
    member.does_not_hear("balance-expiring")


@pytest.mark.parametrize(("number", "can"), [(FROZEN, "no"), (ENGLISH, "yes")])
def test_nobody_is_told_to_withdraw_who_may_not(
    hotline: Hotline, language: str, number: str, can: str
) -> None:
    member = hotline.member("sms", language, number).enters("TS 快递员态度很差").says_yes()
    member.hears("complaint-filed", can_withdraw=can)
    word = {"zh": "撤销", "en": "WITHDRAW"}[language]
    assert (word in member.screen) is (can == "yes")


@VOICE_ONLY
def test_what_goes_on_for_another_number_is_not_said_to_be_cancelled(member: Member) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked().is_asked("redeem_credit.pick")
    said(member, "给我妈充", "for my mum").is_asked("redeem_credit.receiver")
    member.does_not_hear("engine-dropped")
