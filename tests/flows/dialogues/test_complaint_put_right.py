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


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("商户", "shop"), ("是商户的问题", "it's about a shop")])
def test_name_of_a_category_right_after_filing_is_noted(member: Member, zh: str, en: str) -> None:
    in_words(files(member), zh, en).hears("complaint_category-noted")
    assert member.latest("complaint", "opened_at").category == "partner"


@SMS_ONLY
def test_something_else_right_after_filing_is_no_category(member: Member) -> None:
    category = files(member).latest("complaint", "opened_at").category
    in_words(member, "别的", "something else").does_not_hear("complaint_category-noted")
    assert member.latest("complaint", "opened_at").category == category


@SMS_ONLY
def test_who_calls_the_category_wrong_is_asked_for_it(member: Member) -> None:
    in_words(files(member), "类别错了", "wrong category").is_asked("complaint_category.about")
    in_words(member, "商户", "a shop").hears("complaint_category-noted")
    assert member.latest("complaint", "opened_at").category == "partner"


@SMS_ONLY
def test_more_is_added_while_it_is_read_back(member: Member) -> None:
    in_words(files(member), "补充：他还挂了电话", "please add to my complaint: he hung up")
    in_words(member.is_asked("add_to_complaint.ask"), "补充：他还骂人", "also add that he swore")
    both = {"zh": "他还挂了电话 他还骂人", "en": "he hung up he swore"}[member.language]
    member.is_asked("add_to_complaint.ask").hears("add_to_complaint-ask", added=both).picks("add")
    member.hears("add_to_complaint-added")
    [added] = [row.words for row in member.rows_of("complaint_step") if row.act == "add"]
    assert added == both.replace(" 他还", "\n他还").replace(" he swore", "\nhe swore")


@SMS_ONLY
def test_what_was_added_stays_and_is_said_to(member: Member) -> None:
    in_words(files(member), "把我补充的删掉", "delete what I added").hears("add_to_complaint-stays")


@SMS_ONLY
def test_who_drops_another_complaint_is_told_that_the_filed_one_stays(member: Member) -> None:
    number = files(member).latest("complaint", "opened_at").number
    in_words(member, "投诉 礼品是坏的", "complain the gift is broken")
    in_words(member.is_asked("complaint.confirm"), "撤销刚才的投诉", "don't file it")
    member.hears("complaint-cancelled", earlier=number)
    member.asks_for("complaint").enters({"zh": "撤销", "en": "WITHDRAW"}[member.language])
    member.hears("withdraw_complaint-not_filed").is_asked("withdraw_complaint.confirm")
    member.says_yes().hears("withdraw_complaint-withdrawn", number=number)


@VOICE_ONLY
def test_caller_takes_a_complaint_back_without_a_pin(member: Member) -> None:
    in_words(member, "我要投诉", "I want to complain").is_asked("complaint.words")
    in_words(member, "撤销", "withdraw it").hears("complaint-cancelled", earlier="none")


@SMS_ONLY
@pytest.mark.parametrize("language", ["en"])
@pytest.mark.parametrize(
    ("words", "beginning"),
    [
        ("complaint the agent was rude", "the agent was rude"),
        ("complain that he swore at me", "he swore at me"),
        ("complain about billing: it is wrong", "billing: it is wrong"),
    ],
)
def test_words_behind_complaint_are_the_complaints(
    member: Member, words: str, beginning: str
) -> None:
    member.enters(words).hears("complaint-confirm", beginning=beginning)


@SMS_ONLY
@pytest.mark.parametrize("language", ["zh"])
def test_who_cancels_a_complaint_and_a_call_hears_of_both(member: Member) -> None:
    files(member).enters("人工").enters("今天下午四点打给我").says_yes()
    member.enters("投诉和回电都取消").is_asked("withdraw_complaint.confirm").says_yes()
    member.hears("withdraw_complaint-withdrawn", called="yes")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "about_zh", "about_en"),
    [
        (
            "我要投诉 快递太慢了。",
            "I want to complain: the courier was rude.",
            "快递太慢了。",
            "the courier was rude.",
        ),
        (
            "我要投诉，耳机是坏的",
            "I'd like to file a complaint about the rude clerk",
            "耳机是坏的",
            "the rude clerk",
        ),
    ],
)
def test_read_back_leaves_out_that_it_is_a_complaint(
    member: Member, zh: str, en: str, about_zh: str, about_en: str
) -> None:
    in_words(member, zh, en).is_asked("complaint.confirm")
    about = about_zh if member.language == "zh" else about_en
    opening = "“" if member.language == "zh" else '"'
    assert f"{opening}{about}" in member.screen
    member.says_yes()
    assert member.latest("complaint", "opened_at").words.startswith((zh, en))
