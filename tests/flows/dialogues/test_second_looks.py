"""What was decided about a complaint, and a second look for whoever is not satisfied."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from dialogue_steps import NOT_SMS, SMS_ONLY
from driver import ENGLISH, Hotline, Member

NUMBER, DECISION = "20260002", "The charge was right."


def decide(hotline: Hotline, channel: str, level: int = 1) -> None:
    hotline.change(
        "UPDATE complaint SET status = 'decided', decided_at = :at, decision = :decision,"
        " channel = :channel, level = :level WHERE number = :number",
        at=hotline.at.isoformat(timespec="microseconds"),
        decision=DECISION,
        channel=channel,
        level=level,
        number=NUMBER,
    )


def with_decision(hotline: Hotline, channel: str, language: str, level: int = 1) -> Member:
    """The member whose complaint, which came by another channel, was decided a minute ago."""
    decide(hotline, "ussd" if channel == "voice" else "voice", level)
    return hotline.member(channel, language, ENGLISH).waits(60).calls()


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def state(member: Member) -> tuple[str, int]:
    row = member.latest("complaint", "opened_at")
    return row.status, row.level


def acts(member: Member) -> list[str]:
    return [row.act for row in member.rows_of("complaint_step")]


ASKED = [
    ("投诉结果是什么", "what did you decide about my complaint"),
    ("处理结果呢", "what's the decision?"),
    ("我的投诉怎么样了", "how is my complaint"),
]
SECOND_LOOKS = [
    ("要求上级复核", "I want a second look"),
    ("我不满意，要求升级", "I'm not satisfied, please look at it again"),
    ("我对结果不满意", "I disagree with the decision"),
    ("重新处理一下", "please reconsider my complaint"),
    ("重开投诉", "reopen my complaint"),
    ("太欺负人了 不认可这个结果", "this is ridiculous, I don't accept it"),
    ("结果不公平", "the decision is not fair"),
]


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), ASKED)
def test_decision_is_quoted_by_text(
    hotline: Hotline, channel: str, language: str, zh: str, en: str
) -> None:
    member = with_decision(hotline, channel, language)
    in_words(member, zh, en).hears("complaint_status-told", number=NUMBER, decision=DECISION)
    assert DECISION.rstrip(".") in member.has_final_answer().screen
    member.enters("复核" if language == "zh" else "REVIEW").is_asked("second_look.again")
    member.says_yes().hears("second_look-asked", number=NUMBER).has_final_answer()
    assert (state(member), acts(member)) == (("open", 2), ["reopen"])


@NOT_SMS
@pytest.mark.parametrize(("zh", "en"), ASKED)
def test_decision_is_heard_by_key_and_looked_at_again_by_key(
    hotline: Hotline, channel: str, language: str, zh: str, en: str
) -> None:
    member = with_decision(hotline, channel, language)
    in_words(member, zh, en).is_asked("complaint_status.settled").picks("hear")
    assert (member.open_question == "identify.pin") == (channel == "voice")
    member.enters_pin_if_asked().is_asked("decision.told")
    member.hears("decision-told", decision=DECISION)
    member.picks("again").hears("second_look-asked", number=NUMBER)
    assert (state(member), acts(member)) == (("open", 2), ["reopen"])


@NOT_SMS
@pytest.mark.parametrize(("zh", "en"), [*SECOND_LOOKS, ("很差", "bad")])
def test_words_at_the_decision_ask_for_a_second_look(
    hotline: Hotline, channel: str, language: str, zh: str, en: str
) -> None:
    member = with_decision(hotline, channel, language)
    in_words(member, *ASKED[0]).is_asked("complaint_status.settled")
    in_words(member, zh, en).hears("second_look-asked", number=NUMBER)
    assert (state(member), acts(member)) == (("open", 2), ["reopen"])


@pytest.mark.parametrize(("zh", "en"), SECOND_LOOKS)
@pytest.mark.parametrize("decided", [True, False])
def test_dissatisfaction_is_asked_about_once_and_goes_to_level_2(
    hotline: Hotline, channel: str, language: str, zh: str, en: str, decided: bool
) -> None:
    member = (
        with_decision(hotline, channel, language)
        if decided
        else hotline.member(channel, language, ENGLISH).calls()
    )
    in_words(member, zh, en).is_asked(f"second_look.{'again' if decided else 'raise'}")
    assert state(member) == ("decided" if decided else "open", 1)
    member.says_yes().hears("second_look-asked", number=NUMBER)
    assert (state(member), acts(member)) == (
        ("open", 2),
        ["reopen" if decided else "escalate"],
    )
    in_words(member, zh, en).hears("second_look-in_hand", number=NUMBER)


REGRADED = [
    ("改成不满意", "change my grade to 1"),
    ("打零分", "0 out of 5"),
    ("我要改评价", "I want to change my rating"),
    ("我不满意", "I don't accept it"),
]


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), REGRADED)
def test_lower_grade_after_the_first_asks_for_a_second_look(
    hotline: Hotline, channel: str, language: str, zh: str, en: str
) -> None:
    decide(hotline, "sms")
    member = hotline.member(channel, language, ENGLISH).waits(60).enters("4")
    in_words(member.hears("grade-thanks"), zh, en).is_asked("second_look.again")
    member.says_yes().hears("second_look-asked", number=NUMBER)


@SMS_ONLY
def test_better_grade_after_the_first_is_thanked_for(
    hotline: Hotline, channel: str, language: str
) -> None:
    decide(hotline, "sms")
    member = hotline.member(channel, language, ENGLISH).waits(60).enters("4")
    in_words(member, "评价改成5分", "change my rating to 5").hears("grade-unasked")


def test_second_look_is_declined(hotline: Hotline, channel: str, language: str) -> None:
    member = with_decision(hotline, channel, language)
    in_words(member, *SECOND_LOOKS[0]).says_no().hears("second_look-kept")
    assert (state(member), acts(member)) == (("decided", 1), [])


def test_what_a_supervisor_has_decided_is_not_looked_at_again(
    hotline: Hotline, channel: str, language: str
) -> None:
    member = with_decision(hotline, channel, language, level=2)
    in_words(member, *SECOND_LOOKS[0]).hears("second_look-appeal", number=NUMBER)
    assert state(member) == ("decided", 2)


@NOT_SMS
def test_second_look_is_asked_for_in_place_of_a_grade(
    hotline: Hotline, channel: str, language: str
) -> None:
    decide(hotline, channel)
    member = hotline.member(channel, language, ENGLISH).waits(60).calls().is_asked("grade.ask")
    in_words(member, *SECOND_LOOKS[0]).is_asked("second_look.again").says_yes()
    assert (state(member), acts(member)) == (("open", 2), ["reopen"])


@pytest.mark.parametrize(
    ("zh", "en"),
    [("我要升级", "how do I upgrade"), ("我对快递不满意", "I'm unhappy with the courier")],
)
def test_other_words_ask_for_no_second_look(
    hotline: Hotline, channel: str, language: str, zh: str, en: str
) -> None:
    member = with_decision(hotline, channel, language)
    in_words(member, zh, en).does_not_hear("second_look-again")


@SMS_ONLY
def test_decision_is_not_told_while_the_account_is_frozen(
    hotline: Hotline, channel: str, language: str
) -> None:
    member = with_decision(hotline, channel, language)
    hotline.change("UPDATE member SET status = 'frozen' WHERE number = :n", n=ENGLISH)
    member.enters("CX").hears("complaint_status-decided", number=NUMBER)
    assert DECISION.rstrip(".") not in member.screen


def close(hotline: Hotline, channel: str) -> None:
    decide(hotline, channel)
    hotline.change(
        "UPDATE complaint SET status = 'closed', closed_at = decided_at, satisfaction = 4"
        " WHERE number = :number",
        number=NUMBER,
    )


DAY = 24 * 3600


def test_a_closed_complaint_is_reopened_with_its_number_and_a_new_clock(
    hotline: Hotline, channel: str, language: str
) -> None:
    close(hotline, "voice")
    member = hotline.member(channel, language, ENGLISH).waits(30 * DAY).calls()
    member.asks_for("complaint_status")
    if member.traits.keywords:
        member.hears("complaint_status-told", number=NUMBER, level=1).enters(f"复核 {NUMBER}")
        member.is_asked("second_look.again").says_yes()
    else:
        member.is_asked("complaint_status.settled").picks("again")
    member.hears("second_look-asked", number=NUMBER)
    assert (state(member), acts(member)) == (("open", 2), ["reopen"])
    found = member.latest("complaint", "opened_at")
    assert found.contacted_at is None and found.closed_at is None
    first, due = _moment(found.first_contact_due), _moment(found.decide_due)
    assert first == hotline.at + timedelta(hours=24) and due > hotline.at + timedelta(days=5)


def test_a_complaint_that_was_closed_long_ago_is_not_reopened(
    hotline: Hotline, channel: str, language: str
) -> None:
    close(hotline, "voice")
    member = hotline.member(channel, language, ENGLISH).waits(31 * DAY).calls()
    member.asks_for("complaint_status")
    if member.traits.keywords:
        member.hears("complaint_status-told", number=NUMBER, level=0)
    else:
        member.is_asked("complaint_status.final").hears("complaint_status-final", level=0)
        member.says_main()
    in_words(member, *SECOND_LOOKS[0]).hears("second_look-too_late", reopen_days=30)
    assert (state(member), acts(member)) == (("closed", 1), [])


OBJECTIONS = [
    ("不行，快递公司没道歉", "no, the courier never apologized"),
    ("这样不行，客服没有道歉", "that's not ok, nobody apologised"),
]


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), OBJECTIONS)
def test_words_against_a_decision_ask_for_a_second_look_and_are_kept(
    hotline: Hotline, channel: str, language: str, zh: str, en: str
) -> None:
    member = with_decision(hotline, channel, language)
    in_words(member, *ASKED[0]).hears("complaint_status-told")
    in_words(member, zh, en).is_asked("second_look.again").says_yes()
    assert (state(member), acts(member)) == (("open", 2), ["reopen", "add"])
    assert len(member.rows_of("complaint")) == 1


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("不行，我要投诉快递", "no, I want to complain about the courier"),
        ("不行，查积分", "no, my points"),
    ],
)
def test_other_wish_behind_a_no_is_none(
    hotline: Hotline, channel: str, language: str, zh: str, en: str
) -> None:
    member = with_decision(hotline, channel, language)
    in_words(member, *ASKED[0])
    in_words(member, zh, en).does_not_hear("second_look-again")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("投诉的事你们催一下", "please chase my complaint"),
        ("投诉麻烦帮我催催", "please follow up on my complaint"),
    ],
)
@pytest.mark.parametrize("decided", [True, False])
def test_who_presses_for_a_complaint_hears_how_it_stands(
    hotline: Hotline, channel: str, language: str, zh: str, en: str, decided: bool
) -> None:
    member = (
        with_decision(hotline, channel, language)
        if decided
        else hotline.member(channel, language, ENGLISH)
    )
    in_words(member, zh, en)
    assert member.open_question != "complaint.confirm"
    assert NUMBER in member.screen.replace(" ", "")


def _moment(value: Any) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)
