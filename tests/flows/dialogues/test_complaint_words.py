"""Words around a complaint that are none: what is added to one, questions and slips before it is
filed, and a wish for another one."""

import pytest
from dialogue_steps import SMS_ONLY, USSD_ONLY, VOICE_ONLY
from driver import ACTIVE, ENGLISH, Hotline, Member

from flows.language import Does, understanding

NUMBER = "20260002"
COMPLAINT_EN = "I want to complain about your courier, he shouted at me"
TEXT = pytest.mark.parametrize("channel", ["sms", "ussd"])


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def files(member: Member) -> str:
    member.asks_for("complaint").says("The gift came late.").files_it().hears("complaint-filed")
    return str(member.latest("complaint", "opened_at").number)


def added(member: Member) -> list[str]:
    return [row.words for row in member.rows_of("complaint_step") if row.act == "add"]


@pytest.mark.parametrize(
    ("zh", "en", "words"),
    [
        (
            "补充到投诉20260002：四月也有",
            "add to complaint 20260002: it also happened in April",
            ("四月也有", "it also happened in April"),
        ),
        (
            "我上次投诉少说了一点,四月也有",
            "I want to add that it also happened in April",
            ("四月也有", "it also happened in April"),
        ),
    ],
)
def test_what_is_added_in_words_is_read_back_and_added(
    hotline: Hotline, channel: str, language: str, zh: str, en: str, words: tuple[str, str]
) -> None:
    member = hotline.member(channel, language, ENGLISH).calls()
    in_words(member, zh, en).is_asked("add_to_complaint.ask")
    member.hears("add_to_complaint-ask", number=NUMBER).picks("add")
    member.hears("add_to_complaint-added")
    assert added(member) == [words[language == "en"]]


@TEXT
def test_who_has_more_to_say_is_asked_for_it(hotline: Hotline, channel: str, language: str) -> None:
    member = hotline.member(channel, language, ENGLISH).calls()
    in_words(member, "我对投诉还有话要说", "I have more to say about my complaint")
    member.is_asked("add_to_complaint.words")
    in_words(member, "四月也有", "it also happened in April").is_asked("add_to_complaint.ask")
    member.picks("add").hears("add_to_complaint-added")


@SMS_ONLY
def test_what_happened_as_well_goes_on_with_what_was_just_filed(member: Member) -> None:
    files(member)
    in_words(member, "四月也有", "it also happened in April").is_asked("add_to_complaint.ask")


@TEXT
def test_what_was_not_added_is_said(member: Member) -> None:
    files(member)
    in_words(member, "还有，他态度也很差", "also, he was rude").is_asked("add_to_complaint.ask")
    in_words(member, "我有多少积分", "how many points do I have").hears("engine-still_open")
    member.is_asked("add_to_complaint.ask").says_main().hears("add_to_complaint-dropped")
    assert added(member) == []


@TEXT
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("多久能处理", "wait, how long will it take?"),
        ("那几天能答复？", "when will I get an answer?"),
    ],
)
def test_how_long_it_takes_is_answered_and_no_part_of_it(member: Member, zh: str, en: str) -> None:
    member.asks_for("complaint").says("Too much was charged.").is_asked("complaint.confirm")
    in_words(member, zh, en).hears("complaint-how_long", days=5).is_asked("complaint.confirm")
    member.says_yes().hears("complaint-filed")
    assert member.latest("complaint", "opened_at").words == "Too much was charged."


@SMS_ONLY
@pytest.mark.parametrize(
    "words",
    [
        "wo yao tousu",
        "不是挂失,是投诉",
        "not lost, complaint",
        "再投诉一个",
        "another complaint",
    ],
)
def test_bare_wish_is_asked_for_words(member: Member, words: str) -> None:
    member.enters(words).is_asked("complaint.words")


@TEXT
@pytest.mark.parametrize("begun", ["withdrawal", "loss", "nothing"])
def test_another_complaint_withdraws_none(member: Member, begun: str) -> None:
    files(member)
    if begun == "withdrawal":
        in_words(member, "撤销", "withdraw").is_asked("withdraw_complaint.confirm")
    elif begun == "loss":
        in_words(member, "我手机丢了", "I lost my phone").is_asked("report_lost.confirm")
    in_words(member, "我不是要撤销,我要再投诉一个", "no I mean I want to complain")
    if member.open_question == "ask_wish.meant":
        member.says_yes()
    member.is_asked("complaint.words")


@USSD_ONLY
def test_digits_are_no_complaint(member: Member) -> None:
    member.asks_for("complaint").enters("123456").is_asked("complaint.words")
    member.hears("engine-miss_words")
    assert "123456" not in member.screen


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "sentence"),
    [
        ("会不会影响我号码", "will this affect my account?", "complaint-harm"),
        ("可以吗", "can i?", "complaint-not_added"),
        ("行不行啊", "is that ok?", "complaint-not_added"),
    ],
)
def test_question_before_it_is_filed_is_answered_and_not_added(
    member: Member, zh: str, en: str, sentence: str
) -> None:
    in_words(member, "我要投诉快递员，他骂我", COMPLAINT_EN)
    in_words(member, zh, en).hears(sentence).is_asked("complaint.confirm")
    member.says_yes().hears("complaint-filed")
    [filed] = member.rows_of("complaint")
    assert "\n" not in filed.words


@SMS_ONLY
def test_why_before_it_is_filed_is_more_of_the_complaint(member: Member) -> None:
    in_words(member, "我要投诉快递员，他骂我", COMPLAINT_EN)
    in_words(member, "凭什么这样对我？", "and why was nobody there?").says_yes()
    [filed] = member.rows_of("complaint")
    assert "\n" in filed.words


@SMS_ONLY
def test_second_thoughts_before_it_is_filed_drop_it(member: Member) -> None:
    in_words(member, "我要投诉快递员，他骂我", COMPLAINT_EN)
    in_words(member, "还是别了吧", "maybe not").hears("complaint-cancelled")
    assert not member.rows_of("complaint")


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("投诉你们", "complain about you guys"),
        ("我要投诉快递员", "I want to complain about the agent"),
    ],
)
def test_whom_it_is_about_is_no_complaint_yet(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).is_asked("complaint.words")
    in_words(member, "态度很差，还骂人", "he was rude").is_asked("complaint.confirm")


@SMS_ONLY
def test_second_complaint_is_asked_for_and_read_back(member: Member) -> None:
    files(member)
    in_words(member, "我还要投诉客服", "I also want to complain about your agent")
    member.is_asked("complaint.words")
    in_words(member, "态度很差，还骂人", "he was rude").is_asked("complaint.confirm")
    assert len(member.rows_of("complaint")) == 1
    member.says_yes()
    assert len(member.rows_of("complaint")) == 2


CORRECTED = [
    (
        "不对，是快递慢，不是客服态度",
        "no wait, it's about the late courier",
        "快递慢",
        "it's about the late courier",
    ),
    (
        "不是客服态度，是快递慢",
        "not the agent, it's the courier who was late",
        "快递慢",
        "it's the courier who was late",
    ),
    (
        "说错了，我是说快递晚了",
        "sorry, I meant the courier was late",
        "快递晚了",
        "the courier was late",
    ),
]


@TEXT
@pytest.mark.parametrize(("zh", "en", "new_zh", "new_en"), CORRECTED)
def test_what_puts_a_complaint_right_takes_its_place(
    member: Member, zh: str, en: str, new_zh: str, new_en: str
) -> None:
    member.asks_for("complaint")
    in_words(member, "客服态度太差", "the agent was rude").is_asked("complaint.confirm")
    new = new_zh if member.language == "zh" else new_en
    in_words(member, zh, en).hears("complaint-confirm", beginning=new).says_yes()
    filed = member.latest("complaint", "opened_at")
    assert (filed.words, filed.category) == (new, "delivery")


@VOICE_ONLY
@pytest.mark.parametrize(("zh", "en", "new_zh", "new_en"), CORRECTED)
def test_what_puts_a_complaint_right_on_a_call_is_read_back(
    member: Member, zh: str, en: str, new_zh: str, new_en: str
) -> None:
    in_words(member, "我要投诉你们客服态度太差", "I want to complain, the agent was very rude")
    member.is_asked("complaint.heard")
    new = new_zh if member.language == "zh" else new_en
    in_words(member, zh, en).hears("complaint-heard", beginning=new).files_it()
    assert member.latest("complaint", "opened_at").words == new


@TEXT
def test_what_goes_on_after_a_no_is_added(member: Member) -> None:
    member.asks_for("complaint")
    in_words(member, "客服态度太差", "the agent was rude").is_asked("complaint.confirm")
    in_words(member, "不是，他还骂人", "no, it's not fair that he shouted")
    member.is_asked("complaint.confirm")
    assert "客服态度太差" in member.screen or "the agent was r" in member.screen


@pytest.mark.parametrize("words", ["礼品坏了", "the courier yelled at me"])
def test_grievance_that_is_not_sure_is_read_back_at_once(hotline: Hotline, words: str) -> None:
    """In either language: it asks by itself whether it is meant."""
    language = "en" if words.isascii() else "zh"
    member = hotline.member("sms", language, ENGLISH if language == "en" else ACTIVE)
    assert understanding.understand(words).does is Does.ASK
    member.enters(words).hears("complaint-confirm", beginning=words)
    member.enters("2").hears("complaint-cancelled")
