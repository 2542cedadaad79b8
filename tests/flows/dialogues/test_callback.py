"""A callback that is booked can be cancelled in words, on every channel."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import COMPLAINT_WORDS, Hotline, Member


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def book(hotline: Hotline, member: Member) -> None:
    """Books a callback from the member's number on the channel that has no other way."""
    hotline.member("ussd", member.language).asks_for("agent").hears("agent-booked")
    assert waiting(member) == ["open"]


def waiting(member: Member) -> list[str]:
    return [row.status for row in member.rows_of("handover") if row.way == "callback"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("不用回电了", "actually cancel the callback"),
        ("不用回电话了", "cancel the call back"),
        ("取消回电", "please don't call me back"),
    ],
)
def test_booked_callback_is_cancelled(hotline: Hotline, member: Member, zh: str, en: str) -> None:
    book(hotline, member)
    in_words(member, zh, en).hears("cancel_callback-cancelled")
    assert waiting(member) == ["closed"]
    in_words(member, "算了", "never mind").does_not_hear("cancel_callback-cancelled")


@pytest.mark.parametrize(
    ("zh", "en"), [("算了", "never mind"), ("不需要了", "i dont need it any more")]
)
def test_a_no_in_another_session_cancels_no_callback(
    hotline: Hotline, member: Member, zh: str, en: str
) -> None:
    book(hotline, member)
    in_words(member, zh, en).does_not_hear("cancel_callback-cancelled")
    assert waiting(member) == ["open"]


def test_callback_that_nobody_booked_is_not_cancelled(member: Member) -> None:
    in_words(member, "不用回电了", "cancel the call back").hears("cancel_callback-none")


def test_agent_who_is_calling_is_not_cancelled(hotline: Hotline, member: Member) -> None:
    book(hotline, member)
    hotline.change("UPDATE handover SET status = 'talking'")
    in_words(member, "不用回电了", "cancel the call back").hears("cancel_callback-calling")
    assert waiting(member) == ["talking"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("请回电给我", "call me back please"),
        ("什么时候给我回电", "when will you call me"),
        ("客服几点打给我", "when are you calling"),
    ],
)
def test_who_asks_again_hears_that_it_is_booked(
    hotline: Hotline, member: Member, zh: str, en: str
) -> None:
    book(hotline, member)
    in_words(member, zh, en).hears("callback-booked")
    assert waiting(member) == ["open"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("别打了，我上班不方便", "don't call, I'm at work"),
        ("不用打给我了谢谢", "no thanks dont call"),
        ("那就别打电话了", "please don't ring me"),
        ("不要来电话了", "cancel the call"),
    ],
)
def test_who_wants_no_call_gets_none(hotline: Hotline, member: Member, zh: str, en: str) -> None:
    book(hotline, member)
    in_words(member, zh, en).hears("cancel_callback-cancelled")
    assert waiting(member) == ["closed"]


def test_who_wants_no_call_but_another_time_keeps_it(hotline: Hotline, member: Member) -> None:
    book(hotline, member)
    in_words(member, "别打了，改成明天三点", "don't call, make it tomorrow at 3")
    member.does_not_hear("cancel_callback-cancelled")
    assert waiting(member) == ["open"]


REGRETS = pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("我改主意了", "hmm changed my mind"),
        ("算了我反悔了", "never mind, I take it back"),
        ("取消", "cancel it"),
    ],
)


@REGRETS
def test_newest_act_is_taken_back_and_not_the_callback(
    hotline: Hotline, member: Member, zh: str, en: str
) -> None:
    book(hotline, member)
    member.asks_for("complaint").says(COMPLAINT_WORDS).files_it().hears("complaint-filed")
    in_words(member, zh, en).enters_pin_if_asked().is_asked("withdraw_complaint.confirm")
    assert waiting(member) == ["open"]


@REGRETS
def test_leaving_is_taken_back_and_not_the_callback(
    hotline: Hotline, language: str, zh: str, en: str
) -> None:
    member = hotline.member("sms", language)
    book(hotline, member)
    member.asks_for("leave").picks("choice").enters(member.code).hears("leave-noticed")
    in_words(member, zh, en).is_asked("leave.take_back")
    assert waiting(member) == ["open"]


@REGRETS
def test_callback_that_was_booked_last_is_taken_back(member: Member, zh: str, en: str) -> None:
    member.asks_for("complaint").says(COMPLAINT_WORDS).files_it().hears("complaint-filed")
    in_words(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    in_words(member, zh, en).hears("cancel_callback-cancelled")
    assert [row.status for row in member.rows_of("complaint")] == ["open"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("我不想接电话", "i dont want a call"),
        ("电话就不用了", "I don't want to be called"),
        ("不用给我打电话了，谢谢", "no calls please"),
    ],
)
def test_call_that_is_not_wanted_is_cancelled(
    hotline: Hotline, member: Member, zh: str, en: str
) -> None:
    book(hotline, member)
    in_words(member, zh, en).hears("cancel_callback-cancelled")
    assert [row.way for row in member.rows_of("handover")] == ["callback"]
    assert waiting(member) == ["closed"]


def test_who_was_not_called_cancels_nothing(hotline: Hotline, member: Member) -> None:
    book(hotline, member)
    in_words(member, "没人给我打电话", "nobody called me")
    assert waiting(member) == ["open"]


@pytest.mark.parametrize("picked", [[], ["fine"]])
def test_never_mind_after_booking_cancels_it(
    hotline: Hotline, language: str, picked: list[str]
) -> None:
    member = hotline.member("ussd", language).asks_for("agent").picks(*picked)
    in_words(member, "算了", "never mind").hears("cancel_callback-cancelled")
    assert waiting(member) == ["closed"]


def test_no_call_at_the_question_for_its_time_cancels_it(hotline: Hotline, language: str) -> None:
    member = hotline.member("ussd", language).asks_for("agent").picks("time")
    in_words(member, "不用打了", "don't call me").hears("callback_time-dropped")
    assert waiting(member) == ["closed"]


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("发短信给我就行", "actually just text me"),
        ("不用打电话了，发短信吧", "I'd rather you text me"),
        ("还是发短信吧", "text me instead"),
    ],
)
def test_text_takes_the_place_of_the_call(member: Member, zh: str, en: str) -> None:
    in_words(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    in_words(member, zh, en).hears("text_instead-writing")
    ways = {row.way: row.status for row in member.rows_of("handover")}
    assert ways == {"callback": "closed", "text": "open"}


@SMS_ONLY
def test_text_that_is_asked_for_later_keeps_the_call(member: Member) -> None:
    in_words(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    member.asks_for("balance").asks_for("tier")
    in_words(member, "发短信给我", "text me").does_not_hear("text_instead-writing")
    assert waiting(member) == ["open"]
