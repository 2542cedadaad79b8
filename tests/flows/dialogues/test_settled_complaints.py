"""Complaints that are settled before anybody works on them, and decisions that settle nothing, in
words that name neither the keyword nor the option."""

import pytest
from dialogue_steps import NOT_SMS, SMS_ONLY
from driver import ENGLISH, Hotline, Member

NUMBER = "20260002"


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def decided(hotline: Hotline, channel: str, language: str) -> Member:
    """The member whose complaint came by the channel, and was decided a minute ago."""
    hotline.change(
        "UPDATE complaint SET status = 'decided', decided_at = :at, decision = 'No.',"
        " channel = :channel, level = 1 WHERE number = :number",
        at=hotline.at.isoformat(timespec="microseconds"),
        channel=channel,
        number=NUMBER,
    )
    return hotline.member(channel, language, ENGLISH).waits(60)


def state(member: Member) -> tuple[str, int | None, int]:
    [row] = [each for each in member.rows_of("complaint") if each.number == NUMBER]
    return row.status, row.satisfaction, row.level


SETTLED = [
    ("撤了吧,刚才找到了", "withdraw it please, I found it"),
    ("不用处理了,已经解决了", "no need, it's solved now"),
    ("我没有投诉", "I didn't complain"),
    ("不用管了，谢谢", "please don't bother, it arrived"),
    ("算了，我不投诉了", "I never filed a complaint"),
    ("che xiao", "che xiao"),
]


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), SETTLED)
def test_settled_complaint_is_withdrawn(member: Member, zh: str, en: str) -> None:
    in_words(member, "TS 快递太慢了", "COMPLAIN the courier is too slow").files_it()
    in_words(member, zh, en).is_asked("withdraw_complaint.confirm")
    member.says_yes().hears("withdraw_complaint-withdrawn")


@SMS_ONLY
def test_settled_is_a_yes_to_withdrawing(member: Member) -> None:
    in_words(member, "TS 快递太慢了", "COMPLAIN the courier is too slow").files_it()
    in_words(member, "撤销", "WITHDRAW").is_asked("withdraw_complaint.confirm")
    in_words(member, "已经解决了", "it's solved").hears("withdraw_complaint-withdrawn")


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), SETTLED)
def test_settled_complaint_is_not_filed(member: Member, zh: str, en: str) -> None:
    in_words(member, "TS 快递太慢了", "COMPLAIN the courier is too slow")
    in_words(member.is_asked("complaint.confirm"), zh, en).hears("complaint-cancelled")
    assert not member.rows_of("complaint")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("还没解决呢", "it is not solved"), ("刚才找到了", "I found it")]
)
def test_what_does_not_settle_a_complaint_withdraws_none(member: Member, zh: str, en: str) -> None:
    in_words(member, "TS 快递太慢了", "COMPLAIN the courier is too slow").files_it()
    in_words(member, zh, en)
    assert member.open_question != "withdraw_complaint.confirm"


UNSOLVED = [
    ("你们根本没解决", "you didn't solve anything"),
    ("还是没解决", "it's still not fixed"),
    ("无法接受", "this is not acceptable"),
]


@pytest.mark.parametrize(("zh", "en"), UNSOLVED)
def test_who_is_offered_a_second_look_takes_it_in_words(
    hotline: Hotline, channel: str, language: str, zh: str, en: str
) -> None:
    member = decided(hotline, channel, language)
    member = member if member.traits.sessionless else member.calls().is_asked("grade.ask")
    in_words(member, "不满意", "not happy").is_asked("grade.again")
    in_words(member, zh, en).hears("grade-reopened")
    assert state(member) == ("open", 2, 2)


@SMS_ONLY
@pytest.mark.parametrize(
    "words",
    ["this is not acceptable, reopen it", "that's not fair, please review it", "无法接受，请复核"],
)
def test_second_look_is_asked_for_beside_a_judgement(
    hotline: Hotline, channel: str, language: str, words: str
) -> None:
    member = decided(hotline, channel, language).enters(words)
    member.is_asked("second_look.again").says_yes().hears("second_look-asked")
    assert state(member)[2] == 2


@NOT_SMS
def test_long_words_of_who_is_not_happy_are_a_low_grade(
    hotline: Hotline, channel: str, language: str
) -> None:
    member = decided(hotline, channel, language).calls().is_asked("grade.ask")
    in_words(
        member, "我对你们的处理结果不满意", "I'm not happy with the answer to my complaint"
    ).is_asked("grade.again")
    in_words(
        member.says_no(), "我对投诉结果不满意", "I'm not happy with the answer to my complaint"
    )
    member.is_asked("second_look.again")


@SMS_ONLY
@pytest.mark.parametrize(
    "words", ["5分 谢谢", "5 thanks", "谢谢，5分", "thank you, 5", "5，辛苦了"]
)
def test_grade_counts_beside_thanks(
    hotline: Hotline, channel: str, language: str, words: str
) -> None:
    member = decided(hotline, channel, language).enters(words)
    member.hears("grade-thanks", number=NUMBER)
    assert state(member) == ("closed", 5, 1)


@SMS_ONLY
@pytest.mark.parametrize("words", ["谢谢", "thanks"])
def test_thanks_alone_are_no_grade(
    hotline: Hotline, channel: str, language: str, words: str
) -> None:
    member = decided(hotline, channel, language).enters(words)
    assert state(member) == ("decided", None, 1)
