"""What is asked or wanted while a complaint is worded, or added to, is answered and never filed."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import ENGLISH, Hotline, Member

WORDS = {"zh": "快递一直没送到", "en": "the courier never came"}
MORE = {"zh": "还有，他态度很差", "en": "also, he was rude"}
ADDS = {"zh": "我要补充", "en": "i want to add something"}
IS_FILED = [
    ("登记了吗", "is this recorded"),
    ("这个登记上了吗", "is my complaint filed yet"),
    ("那你们收到了没有", "did you get my complaint"),
]


def in_language(member: Member, zh: str, en: str) -> str:
    return zh if member.language == "zh" else en


@pytest.fixture
def writer(hotline: Hotline, channel: str, language: str) -> Member:
    """Is asked what the complaint is."""
    return hotline.member(channel, language, ENGLISH).asks_for("complaint")


@pytest.fixture
def read_back(writer: Member) -> Member:
    return writer.enters(WORDS[writer.language]).is_asked("complaint.confirm")


@pytest.fixture
def filed(read_back: Member) -> Member:
    return read_back.files_it().hears("complaint-filed")


def words_of(member: Member) -> str:
    return str(member.latest("complaint", "opened_at").words)


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), IS_FILED)
def test_who_asks_whether_it_is_filed_is_told(read_back: Member, zh: str, en: str) -> None:
    asked = in_language(read_back, zh, en)
    read_back.enters(asked).hears("complaint-not_yet").is_asked("complaint.confirm")
    read_back.files_it().enters(asked).hears("complaint_status-open")
    assert words_of(read_back) == WORDS[read_back.language]


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), IS_FILED)
def test_question_is_no_complaint(writer: Member, zh: str, en: str) -> None:
    writer.enters(in_language(writer, zh, en)).hears("complaint-not_yet")
    writer.is_asked("complaint.words")


@VOICE_ONLY
@pytest.mark.parametrize(("zh", "en"), IS_FILED)
def test_caller_who_asks_whether_it_is_filed_is_told(writer: Member, zh: str, en: str) -> None:
    writer.says("recorded").is_asked("complaint.keep").speaks(in_language(writer, zh, en))
    writer.hears("complaint-not_yet").is_asked("complaint.keep")
    writer.files_it().hears("complaint-filed")


@VOICE_ONLY
def test_caller_whose_words_are_read_back_is_told(
    hotline: Hotline, channel: str, language: str
) -> None:
    member = hotline.member(channel, language, ENGLISH)
    member.speaks(in_language(member, "我要投诉，你们太差了", "i want to complain, you are so bad"))
    member.speaks(in_language(member, *IS_FILED[0])).hears("complaint-not_yet")
    member.is_asked("complaint.heard")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("等等，我的余额是多少", "no wait whats my balance"),
        ("不对，查积分", "hold on, check my points"),
    ],
)
def test_wish_that_comes_to_mind_is_asked_about(read_back: Member, zh: str, en: str) -> None:
    read_back.enters(in_language(read_back, zh, en)).is_asked("wish_or_words.which")
    read_back.enters("2").hears("complaint-confirm").is_asked("complaint.confirm")
    read_back.files_it()
    assert words_of(read_back) == WORDS[read_back.language]


@SMS_ONLY
def test_question_about_the_hotline_is_answered(writer: Member) -> None:
    asked = in_language(writer, "1积分值多少钱", "how do i earn points")
    rule = in_language(writer, "rules_asked-worth", "rules_asked-earning")
    writer.enters(asked).hears(rule).is_asked("complaint.words")
    writer.enters(WORDS[writer.language]).enters(asked).hears(rule).is_asked("complaint.confirm")
    writer.files_it()
    assert words_of(writer) == WORDS[writer.language]


@SMS_ONLY
def test_grievance_with_a_question_is_added(read_back: Member) -> None:
    more = in_language(read_back, "为什么1积分只值那么少", "why do i never earn points")
    read_back.enters(more).is_asked("complaint.confirm").files_it()
    assert more in words_of(read_back)


@SMS_ONLY
def test_question_is_not_added(filed: Member) -> None:
    filed.enters(ADDS[filed.language]).is_asked("add_to_complaint.words")
    for asked in (IS_FILED[0], ("多久有结果", "how long does it take")):
        filed.enters(in_language(filed, *asked)).hears("add_to_complaint-filed")
        filed.is_asked("add_to_complaint.words")
    filed.enters(in_language(filed, "都不是", "none of these")).does_not_hear(
        "add_to_complaint-ask"
    )
    assert filed.rows_of("complaint_step") == []


@SMS_ONLY
def test_question_leaves_what_is_to_be_added(filed: Member) -> None:
    filed.enters(MORE[filed.language]).is_asked("add_to_complaint.ask")
    filed.enters(in_language(filed, *IS_FILED[0])).hears("add_to_complaint-filed")
    filed.is_asked("add_to_complaint.ask").picks("add").hears("add_to_complaint-added")
    assert [step.words for step in filed.rows_of("complaint_step")] == [MORE[filed.language]]


@SMS_ONLY
def test_none_of_them_adds_nothing(filed: Member) -> None:
    filed.enters(MORE[filed.language]).enters(in_language(filed, "都不是", "none of these"))
    filed.hears("add_to_complaint-neither").has_final_answer()
    assert filed.rows_of("complaint_step") == []
