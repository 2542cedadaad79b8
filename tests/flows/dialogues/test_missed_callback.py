"""Who has not been called is told that the callback stands, or is offered another way on."""

import pytest
from dialogue_steps import SMS_ONLY, USSD_ONLY
from driver import ENGLISH, Hotline, Member

NOT_USSD = pytest.mark.parametrize("channel", ["voice", "sms"])
NOBODY = [
    ("没人给我打电话", "nobody called me"),
    ("怎么还没人联系我", "you never called me back"),
    ("我没接到你们的电话", "I haven't got a call yet"),
]


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def books(member: Member) -> Member:
    in_words(member, "明天下午三点给我回电", "call me back tomorrow at 3")
    return member.hears("callback_time-chosen")


def ways(member: Member) -> list[tuple[str, str]]:
    return [(row.way, row.status) for row in member.rows_of("handover")]


@NOT_USSD
@pytest.mark.parametrize(("zh", "en"), NOBODY)
def test_callback_stands_and_an_agent_is_offered(member: Member, zh: str, en: str) -> None:
    in_words(books(member), zh, en).is_asked("callback_stands.offer")
    member.hears("callback_stands-offer", planned="yes", call_time="15:00", is_late="no")
    member.says_no().hears("callback_stands-kept")
    assert ways(member) == [("callback", "open")]


@SMS_ONLY
def test_agent_who_is_offered_is_asked_for(member: Member) -> None:
    in_words(books(member), *NOBODY[0]).says_yes().hears("agent-writing")
    assert ways(member) == [("callback", "open"), ("text", "open")]


@SMS_ONLY
def test_callback_that_is_late_is_said_to_be(member: Member) -> None:
    books(member).waits(30 * 60 * 60)
    in_words(member, *NOBODY[0]).hears("callback_stands-offer", is_late="yes")


@USSD_ONLY
def test_callback_is_told_where_no_agent_can_be_asked_for(member: Member) -> None:
    in_words(books(member), *NOBODY[0]).hears("callback_stands-told").has_final_answer()
    assert ways(member) == [("callback", "open")]


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), NOBODY)
def test_without_a_callback_an_agent_is_offered(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).is_asked("offer.help")
    assert ways(member) == []


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [("不行，没人联系我", "no, nobody contacted me"), ("没人联系我", "nobody called me")],
)
def test_it_is_no_to_a_decision(
    hotline: Hotline, channel: str, language: str, zh: str, en: str
) -> None:
    hotline.change(
        "UPDATE complaint SET status = 'decided', decided_at = :at, decision = 'It was right.'"
        " WHERE number = '20260002'",
        at=hotline.at.isoformat(timespec="microseconds"),
    )
    member = hotline.member(channel, language, ENGLISH)
    in_words(member, zh, en).is_asked("second_look.again")
