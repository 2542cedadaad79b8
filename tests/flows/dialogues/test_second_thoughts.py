"""What members want back or want otherwise: points, staying after all, a loss that
is none, and one kind of text only."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import DIAMOND, FROZEN, Hotline, Member

REFUNDS = [
    ("我要退积分", "give me my points back"),
    ("退给我", "i want a refund"),
    ("我不要了，把分退给我", "i dont want it anymore, give me my points back"),
    ("不小心换的，能退吗", "can i get my points back"),
]
RECEIVER = DIAMOND.removeprefix("+86")


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), REFUNDS)
def test_refund_is_no_wish_to_leave(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).hears("engine-cancelling").hears("ask_wish-meant", wish="agent")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "points"),
    [
        (f"留1000分，其他都送给{RECEIVER}", f"give all but 1000 points to {RECEIVER}", 11_345),
        (f"把一半积分送给{RECEIVER}", f"give half of my points to {RECEIVER}", 6_172),
        (f"把我的分全部转给{RECEIVER}", f"give all my points to {RECEIVER}", 12_345),
    ],
)
def test_share_of_the_points_is_read_back(member: Member, zh: str, en: str, points: int) -> None:
    in_words(member, zh, en)
    if member.open_question == "ask_wish.meant":
        member.says_yes()
    member.hears("give-code_sent", points=points, left=12_345 - points)


@pytest.mark.parametrize(
    ("zh", "en", "points"),
    [("一半", "half", 6_172), ("留一千，其余的都送", "keep 1000 and give the rest", 11_345)],
)
@SMS_ONLY
def test_share_of_the_points_is_an_amount(member: Member, zh: str, en: str, points: int) -> None:
    member.enters(f"ZZ {RECEIVER}").is_asked("give.amount")
    in_words(member, zh, en).hears("give-code_sent", points=points)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("后悔了，不退了", "I changed my mind, I want to stay"), ("我不想退会了", "LEAVE")],
)
def test_leaving_is_taken_back_in_words(member: Member, zh: str, en: str) -> None:
    member.asks_for("leave").picks("unused")
    member.enters(member.code).hears("leave-noticed")
    in_words(member, zh, en).is_asked("leave.take_back").says_yes().hears("leave-stays")


@SMS_ONLY
def test_who_does_not_mean_leaving_is_not_asked_why(member: Member) -> None:
    in_words(member, "不是要退会", "I don't want to leave")
    assert member.open_question != "leave.reason"


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("我只想收积分到期提醒，别的都不要", "only send me expiry reminders, nothing else"),
        ("除了到期提醒，其他短信都别发", "only send me expiry reminders, nothing else"),
    ],
)
def test_only_kind_of_text_that_is_wanted_is_kept(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).hears("notices-others")
    assert member.open_question != "expiry_notices.refuse"


NOT_LOST = [
    ("算了找到了", "no sorry mistake"),
    ("找到了找到了，不用了", "found it under the sofa"),
    ("在沙发底下找到了", "oh wait, found it, thanks"),
]


@pytest.mark.parametrize(("zh", "en"), NOT_LOST)
def test_found_phone_is_not_reported(member: Member, zh: str, en: str) -> None:
    member.asks_for("report_lost").is_asked("report_lost.confirm")
    in_words(member, zh, en).hears("report_lost-cancelled")


@pytest.mark.parametrize(
    ("zh", "en"),
    [("对了，挂失以后怎么恢复", "how do i lift it afterwards"), ("怎么解除", "can it be undone")],
)
def test_how_a_report_is_lifted_is_answered(member: Member, zh: str, en: str) -> None:
    member.asks_for("report_lost").is_asked("report_lost.confirm")
    in_words(member, zh, en).hears("report_lost-lifting").is_asked("report_lost.confirm")


def test_who_has_reported_it_is_told_so(hotline: Hotline, language: str) -> None:
    member = hotline.member("sms", language, FROZEN).enters("GS")
    member.hears("report_lost-already").has_final_answer()
