"""A callback that is booked can be cancelled in words, on every channel."""

import pytest
from driver import Hotline, Member


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
        ("算了", "never mind"),
        ("不用回电了", "cancel callback"),
        ("不用回电话了", "cancel the call back"),
        ("取消回电", "please don't call me back"),
    ],
)
def test_booked_callback_is_cancelled(hotline: Hotline, member: Member, zh: str, en: str) -> None:
    book(hotline, member)
    in_words(member, zh, en).hears("cancel_callback-cancelled")
    assert waiting(member) == ["closed"]
    in_words(member, "算了", "never mind").does_not_hear("cancel_callback-cancelled")


def test_callback_that_nobody_booked_is_not_cancelled(member: Member) -> None:
    in_words(member, "不用回电了", "cancel the call back").hears("cancel_callback-none")


def test_agent_who_is_calling_is_not_cancelled(hotline: Hotline, member: Member) -> None:
    book(hotline, member)
    hotline.change("UPDATE handover SET status = 'talking'")
    in_words(member, "不用回电了", "cancel the call back").hears("cancel_callback-calling")
    assert waiting(member) == ["talking"]


def test_who_asks_again_hears_that_it_is_booked(hotline: Hotline, member: Member) -> None:
    book(hotline, member)
    in_words(member, "请回电给我", "call me back please").hears("callback-booked")
    assert waiting(member) == ["open"]
