"""What is said of a complaint beside its words: what it is about, its number, how long it takes."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import Member

TEXT = pytest.mark.parametrize("channel", ["sms", "ussd"])
FIRST = {"zh": "快递员骂人", "en": "the courier yelled at me"}


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def files(member: Member) -> Member:
    member.asks_for("complaint").enters(FIRST[member.language])
    return member.is_asked("complaint.confirm").says_yes().hears("complaint-filed")


@TEXT
@pytest.mark.parametrize(
    ("zh", "en", "category"),
    [
        ("不对，是服务态度", "no wait, it's about service", "service"),
        ("类别错了，是商户", "change the category to partner", "partner"),
    ],
)
def test_words_are_kept_where_only_the_category_is_put_right(
    member: Member, zh: str, en: str, category: str
) -> None:
    member.asks_for("complaint").enters(
        {"zh": "有个事", "en": "something went wrong"}[member.language]
    )
    in_words(member.is_asked("complaint.confirm"), zh, en).is_asked("complaint.confirm").says_yes()
    filed = member.latest("complaint", "opened_at")
    assert filed.category == category
    assert filed.words.startswith(("有个事", "something went wrong"))


@TEXT
def test_words_are_kept_where_a_mere_matter_is_named(member: Member) -> None:
    first = {"zh": "天天掉线", "en": "it drops all day"}[member.language]
    member.asks_for("complaint").enters(first)
    in_words(member, "不对，是网络的问题", "no wait, it's about a network problem")
    member.is_asked("complaint.confirm").says_yes()
    assert first in member.latest("complaint", "opened_at").words


@VOICE_ONLY
def test_name_of_a_category_drops_no_spoken_complaint(member: Member) -> None:
    in_words(member, "我要投诉快递员骂人", "I want to complain, the courier was very rude")
    in_words(member.is_asked("complaint.heard"), "服务", "service").is_asked("complaint.heard")
    member.files_it()
    assert member.latest("complaint", "opened_at").category == "service"


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("改成商户", "change the category to partner"),
        ("类别错了，是商户", "wrong category, it's partner"),
    ],
)
def test_what_a_filed_complaint_is_about_is_put_right(member: Member, zh: str, en: str) -> None:
    in_words(files(member), zh, en).hears("complaint_category-noted")
    assert member.latest("complaint", "opened_at").category == "partner"


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("投诉编号是多少", "what's my complaint number"),
        ("多久啊", "how long will it take"),
        ("多久能有结果", "when will I hear back"),
    ],
)
def test_number_and_time_of_what_was_filed(member: Member, zh: str, en: str) -> None:
    in_words(files(member), zh, en).hears("complaint_status-open")


@SMS_ONLY
def test_what_is_to_be_added_is_told_from_a_claim(member: Member) -> None:
    in_words(
        files(member), "补一下：超市叫华联", "please add to my complaint: the shop was Hualian"
    )
    member.is_asked("add_to_complaint.ask")


@SMS_ONLY
@pytest.mark.parametrize("language", ["zh"])
def test_how_one_says_to_complain_is_none_of_its_words(member: Member) -> None:
    member.enters("投诉一下 商户乱收费").hears("complaint-confirm", beginning="商户乱收费")


@SMS_ONLY
@pytest.mark.parametrize("language", ["zh"])
@pytest.mark.parametrize("words", ["一个月没到账", "一下子扣了我两百分", "个事没人管"])
def test_words_that_only_begin_like_that_are_the_complaints(member: Member, words: str) -> None:
    member.enters(f"TS {words}").hears("complaint-confirm", beginning=words)
