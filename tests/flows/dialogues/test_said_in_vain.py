"""What members say that must not be said in vain: words that nobody understood, "cancel it" of what
is open, and a code that they have cancelled."""

import pytest
from dialogue_steps import SMS_ONLY
from driver import Hotline, Member

from flows.language import sms_segments

UNKNOWN = {"zh": "桌子板凳", "en": "peanut butter"}
ALIKE = {"zh": "花生米", "en": "red wagon"}


def said(member: Member, zh: str, en: str) -> Member:
    return member.enters(zh if member.language == "zh" else en)


@SMS_ONLY
def test_first_words_that_are_not_understood_are_quoted_in_one_segment(member: Member) -> None:
    words = UNKNOWN[member.language]
    member.enters(words).hears("engine-not_clear", excerpt=words).hears("engine-help")
    assert member.open_question is None
    assert sms_segments.segments(member.screen).count == 1


@SMS_ONLY
def test_quoted_words_end_with_one_mark(member: Member) -> None:
    said(member, "桌子板凳！！", "peanut butter!!")
    quoted = {"zh": "没看懂“桌子板凳”。", "en": 'get "peanut butter."'}[member.language]
    assert quoted in member.screen


@SMS_ONLY
def test_the_menu_comes_at_the_second_miss_and_an_agent_at_the_third(member: Member) -> None:
    words = UNKNOWN[member.language]
    member.enters(words).enters(words).hears("engine-not_clear").is_asked("text_home.menu")
    said(member, "板凳桌子", "jam sandwich").is_asked("offer.help")


@SMS_ONLY
def test_number_that_answers_nothing_has_the_menu(member: Member) -> None:
    member.enters("12").hears("engine-not_clear", excerpt="none").is_asked("text_home.menu")


CANCELS = [
    ("取消掉吧", "please cancel it"),
    ("帮我取消掉", "cancel that please"),
    ("麻烦帮忙把它取消掉吧", "could you cancel it please?"),
    ("能帮我取消吗", "i want to cancel that"),
    ("甭办了", "just cancel it"),
]


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), CANCELS)
@pytest.mark.parametrize(
    ("begins", "asked"),
    [
        ("DH 2", "redeem_gift.code"),
        ("DH", "redeem_gift.pick"),
        ("BD", "claim.receipt"),
        ("BD 12345678", "claim.confirm"),
        ("ZZ", "give.receiver"),
    ],
)
def test_cancel_means_what_is_open(
    member: Member, begins: str, asked: str, zh: str, en: str
) -> None:
    member.enters(begins).is_asked(asked)
    said(member, zh, en).hears("engine-dropped").has_final_answer()
    assert member.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), CANCELS)
def test_cancel_is_a_no_to_a_yes_or_no(member: Member, zh: str, en: str) -> None:
    member.enters("GS").is_asked("report_lost.confirm")
    said(member, zh, en).hears("report_lost-cancelled")
    member.enters("TS 态度不好").is_asked("complaint.confirm")
    said(member, zh, en).hears("complaint-cancelled")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("取消订单", "cancel the order"), ("取消这个订单", "please cancel my order")]
)
def test_order_that_is_not_confirmed_is_the_one_to_cancel(member: Member, zh: str, en: str) -> None:
    member.enters("DH 2").is_asked("redeem_gift.code")
    said(member, zh, en).hears("engine-dropped").has_final_answer()


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("能取消吗", "can I cancel it"), ("取消？", "cancel?")])
def test_question_cancels_nothing(member: Member, zh: str, en: str) -> None:
    member.enters("ZZ 13800000002 100").is_asked("give.code")
    said(member, zh, en).is_asked("give.code")


@SMS_ONLY
@pytest.mark.parametrize(
    ("begins", "words"),
    [
        ("DH 2", "甭换了"),
        ("ZZ 13800000002 100", "甭送了"),
        ("BD", "甭弄了"),
        ("DH 2", "还是甭了吧"),
    ],
)
def test_beng_is_a_no(member: Member, begins: str, words: str) -> None:
    member.enters(begins).enters(words).hears("engine-dropped").has_final_answer()


@SMS_ONLY
@pytest.mark.parametrize("words", ["甭转人工", "甭等了", "甭叫客服了"])
def test_beng_ends_the_wait_for_an_agent(member: Member, words: str) -> None:
    member.enters("RG").enters(words).hears("agent-withdrawn")


@SMS_ONLY
def test_nothing_written_is_not_said_to_be_lost(member: Member) -> None:
    member.enters("TS").is_asked("complaint.words")
    said(member, "不投诉了", "never mind").does_not_hear("complaint-dropped").hears("engine-left")
    member.enters("TS 态度不好").enters("JF").hears("complaint-dropped")


@SMS_ONLY
def test_cancelled_code_holds_up_nothing_else(hotline: Hotline, member: Member) -> None:
    member.enters("DH 2").is_asked("redeem_gift.code").enters("取消")
    member.enters("ZZ 13800000002 100").is_asked("give.code")
    member.enters(member.code).hears("give-given", points=100)
