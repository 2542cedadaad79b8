"""The grade of a decided complaint, asked on the channel that the complaint came by."""

from datetime import datetime, timedelta

import pytest
from dialogue_steps import NOT_SMS, SMS_ONLY
from driver import ENGLISH, Hotline, Member

from core.messaging import Topic, outbox
from core.service import complaint_handling

NUMBER = "20260002"


def with_decided_complaint(hotline: Hotline, channel: str, language: str) -> Member:
    """The member whose complaint came by the channel; it was decided a minute ago."""
    decide(hotline, channel, hotline.at)
    return hotline.member(channel, language, ENGLISH).waits(60)


def decide(hotline: Hotline, channel: str, at: datetime, level: int = 1) -> None:
    hotline.change(
        "UPDATE complaint SET status = 'decided', decided_at = :at, decision = 'No.',"
        " channel = :channel, level = :level WHERE number = :number",
        at=at.isoformat(timespec="microseconds"),
        channel=channel,
        level=level,
        number=NUMBER,
    )


def graded(member: Member) -> tuple[str, int | None, int]:
    row = member.latest("complaint", "opened_at")
    return row.status, row.satisfaction, row.level


def steps(hotline: Hotline) -> list[tuple[object, ...]]:
    """What the desk shows of the complaint: by whom, what, and the grade."""
    with hotline.database.engine.connect() as conn:
        case = complaint_handling.by_number(conn, NUMBER)
        return [(step.by, step.act, step.grade) for step in complaint_handling.steps(conn, case)]


@NOT_SMS
@pytest.mark.parametrize("grade", [3, 4, 5])
def test_session_begins_with_the_question_for_the_grade(
    hotline: Hotline, channel: str, language: str, grade: int
) -> None:
    member = with_decided_complaint(hotline, channel, language).calls().is_asked("grade.ask")
    member.enters(str(grade)).hears("grade-thanks", number=NUMBER).has_final_answer()
    assert graded(member) == ("closed", grade, 1)
    assert steps(hotline) == [("member", "close", str(grade))]
    assert member.is_cut_off().calls().open_question != "grade.ask"


@NOT_SMS
def test_grade_is_taken_in_words(hotline: Hotline, channel: str, language: str) -> None:
    member = with_decided_complaint(hotline, channel, language).calls()
    member.speaks("很满意" if language == "zh" else "very happy").hears("grade-thanks")
    assert graded(member) == ("closed", 5, 1)


@SMS_ONLY
@pytest.mark.parametrize(
    ("words", "grade"), [("5", 5), ("5分", 5), ("很满意", 5), ("so-so", 3), ("very good", 5)]
)
def test_text_with_a_grade_answers_the_text_with_the_decision(
    hotline: Hotline, channel: str, language: str, words: str, grade: int
) -> None:
    member = with_decided_complaint(hotline, channel, language)
    member.enters(words).hears("grade-thanks", number=NUMBER).has_final_answer()
    assert graded(member) == ("closed", grade, 1)
    member.enters("5").does_not_hear("grade-thanks")


@SMS_ONLY
def test_number_before_the_decision_is_told_is_no_grade(
    hotline: Hotline, channel: str, language: str
) -> None:
    """It was decided in the evening, and its text waits for the morning."""
    member = with_decided_complaint(hotline, channel, language)
    hotline.database.run(
        lambda conn: outbox.put(
            conn, 2, Topic.COMPLAINT_DECIDED, "decided", {}, hotline.at + timedelta(hours=9)
        )
    )
    member.enters("5").does_not_hear("grade-thanks")
    assert graded(member) == ("decided", None, 1)
    member.waits(9 * 3600).enters("very good").hears("grade-thanks")


@pytest.mark.parametrize("words", ["2", "不满意", "not happy"])
def test_dissatisfied_member_is_offered_to_have_it_looked_at_again(
    hotline: Hotline, channel: str, language: str, words: str
) -> None:
    member = with_decided_complaint(hotline, channel, language)
    (member.enters if member.traits.sessionless else member.calls().speaks)(words)
    assert steps(hotline) == [("member", "close", "2")]
    member.is_asked("grade.again").says_yes().hears("grade-reopened", number=NUMBER)
    assert steps(hotline)[1:] == [("member", "reopen", "")]
    assert graded(member.has_final_answer()) == ("open", 2, 2)
    decide(hotline, channel, hotline.at, level=2)
    again = hotline.member(channel, language, ENGLISH)
    (again.enters if again.traits.sessionless else again.calls().enters)("1")
    assert graded(again.hears("grade-appeal")) == ("closed", 1, 2)


def test_member_may_leave_it_as_it_is(hotline: Hotline, channel: str, language: str) -> None:
    member = with_decided_complaint(hotline, channel, language)
    (member.enters if member.traits.sessionless else member.calls().enters)("1")
    member.is_asked("grade.again").says_no().hears("grade-appeal").has_final_answer()
    assert graded(member) == ("closed", 1, 1)


@NOT_SMS
def test_nobody_has_to_give_a_grade(hotline: Hotline, channel: str, language: str) -> None:
    member = with_decided_complaint(hotline, channel, language).calls().is_asked("grade.ask")
    if member.traits.spoken:
        member.stays_silent().does_not_hear("engine-silence").is_at_main_menu()
        member.does_not_hear("account_greeting-decided")  # the question has said so
    else:
        member.enters("8").does_not_hear("engine-miss").is_at_main_menu()
    assert graded(member) == ("decided", None, 1)


@pytest.mark.parametrize("why", ["other channel", "a week ago", "not decided"])
def test_grade_is_asked_only_while_it_is_awaited(
    hotline: Hotline, channel: str, language: str, why: str
) -> None:
    if why == "other channel":
        decide(hotline, "ussd" if channel == "voice" else "voice", hotline.at)
    if why == "a week ago":
        decide(hotline, channel, hotline.at - timedelta(days=7))
    member = hotline.member(channel, language, ENGLISH).calls()
    if member.traits.sessionless:
        member.enters("5")
    assert not any(frame.startswith("grade.") for frame in member.stack)
    assert steps(hotline) == []


@SMS_ONLY
@pytest.mark.parametrize("words", ["很满意", "5分", "very good", "5"])
def test_grade_is_taken_while_the_member_waits_for_an_agent(
    hotline: Hotline, channel: str, language: str, words: str
) -> None:
    member = with_decided_complaint(hotline, channel, language).asks_for_agent()
    member.hears("agent-writing").enters(words).hears("grade-thanks").has_final_answer()
    assert graded(member) == ("closed", 5, 1)
    # What answers nothing of ours is the agent's.
    member.enters(words).does_not_hear("grade-thanks").hears("agent-received")


@SMS_ONLY
def test_grade_in_words_is_taken_at_the_home_menu(
    hotline: Hotline, channel: str, language: str
) -> None:
    member = with_decided_complaint(hotline, channel, language).says_main()
    member.enters("很满意").hears("grade-thanks")


@SMS_ONLY
def test_number_answers_the_open_question_and_not_the_text(
    hotline: Hotline, channel: str, language: str
) -> None:
    member = with_decided_complaint(hotline, channel, language)
    member.says_main().enters("1").hears("balance-safe")
    assert graded(member) == ("decided", None, 1)
