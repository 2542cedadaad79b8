"""What was given, ordered or exchanged and is wanted back: nobody who says so does it once more."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import Member

OTHER = "13800000002"
SPENDING = ("give", "redeem_gift", "redeem_credit", "redeem_data", "exchange")


def said(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en)


def begins_nothing(member: Member) -> None:
    assert not any(step.partition(".")[0] in SPENDING for step in member.stack), member.stack
    assert member.points() == (12_345, 0)


@pytest.mark.parametrize("channel", ["sms", "voice"])
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        (f"把送给{OTHER}的500分要回来", f"get my 500 points back from {OTHER}"),
        (f"把转给{OTHER}的分要回来", f"I need the points back that I gave {OTHER}"),
        (f"让{OTHER}把分还给我", f"ask {OTHER} to send the points back"),
        ("我送错了，能把送出去的积分追回来吗", "reverse the last transfer"),
    ],
)
def test_points_that_were_given_are_not_taken_back(member: Member, zh: str, en: str) -> None:
    said(member, zh, en).hears("give-can_undo").hears("ask_wish-meant", wish="agent")
    begins_nothing(member)


@SMS_ONLY
def test_miles_are_not_taken_back(member: Member) -> None:
    said(member, "把换的里程退回来", "give the miles back").hears("exchange-can_undo")
    member.hears("ask_wish-meant", wish="agent")
    begins_nothing(member)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("退手机支架", "refund the phone stand"),
        ("耳机退一下", "i want a refund for the mascot doll"),
        ("流量退了吧", "send back the phone stand"),
    ],
)
def test_refund_of_what_was_not_ordered_orders_nothing(member: Member, zh: str, en: str) -> None:
    said(member, zh, en).hears("engine-cancelling").hears("ask_wish-meant", wish="agent")
    begins_nothing(member)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("退手机支架", "refund the phone stand"),
        ("手机支架不想要了退一下", "send back the phone stand"),
        ("支架退了吧", "i want to return the stand"),
        ("把手机支架换成公仔", "can I swap the phone stand for the doll"),
    ],
)
def test_refund_is_about_the_order(member: Member, zh: str, en: str) -> None:
    member.enters("DH 1").enters(member.code)
    number = member.latest("gift_order", "created_at").number
    said(member, zh, en).hears("cancel_order-ask", number=number).is_asked("cancel_order.ask")


@SMS_ONLY
@pytest.mark.parametrize("begun", [True, False])
def test_gift_that_another_is_swapped_for_is_the_one_that_is_meant(
    member: Member, begun: bool
) -> None:
    if begun:
        member.enters("DH 1").is_asked("redeem_gift.code")
    said(member, "把手机支架换成限量公仔", "swap the phone stand for the mascot doll")
    member.hears("redeem_gift-code_sent", points=800)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        (f"停止给{OTHER}送积分", f"stop giving my points to {OTHER}"),
        (f"要{OTHER}给我充10块", f"ask {OTHER} to top me up with 10 yuan"),
        ("让我妈给我充1G", "have my mom send me points"),
    ],
)
def test_what_others_are_to_do_or_nobody_any_more_is_not_begun(
    member: Member, zh: str, en: str
) -> None:
    said(member, zh, en)
    begins_nothing(member)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("积分换的里程没到账", "my miles haven't arrived"),
        ("里程呢", "where are my miles"),
        ("换的里程一直没到", "the miles i exchanged never arrived"),
        ("没收到换的里程", "i never got my miles"),
    ],
)
def test_miles_that_did_not_come_are_asked_about(member: Member, zh: str, en: str) -> None:
    said(member, zh, en).is_asked("offer_wishes.which")
    shown = [each["value"] for each in member.session.top.answers["shown"]]
    assert shown == ["history", "complaint", "agent"]


@VOICE_ONLY
def test_points_back_are_no_gift_at_the_confirmation(member: Member) -> None:
    said(member, f"把送给{OTHER}的500分要回来", f"get my 500 points back from {OTHER}")
    member.says_no()
    begins_nothing(member)
