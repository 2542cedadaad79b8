"""Several numbers in one message are several, and of two choices the one said last counts."""

import pytest
from dialogue_steps import SMS_ONLY, open_gift_list
from driver import ENGLISH, Member

from flows.language import answers, understanding

NOT_USSD = pytest.mark.parametrize("channel", ["sms", "voice"])
NUMBER = ENGLISH.removeprefix("+86")


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


@SMS_ONLY
@pytest.mark.parametrize("words", [f"{NUMBER} 300", f"{NUMBER}，300分", f"+86 {NUMBER} 300 points"])
def test_receiver_and_amount_at_once(member: Member, words: str) -> None:
    member.asks_for("give").is_asked("give.receiver").enters(words).is_asked("give.code")
    given = member.session.top.answers
    assert (given["points"], given["number"]) == (300, ENGLISH)


@SMS_ONLY
def test_receiver_in_groups_is_one_number(member: Member) -> None:
    member.asks_for("give").enters(f"86 {NUMBER[:3]} {NUMBER[3:7]} {NUMBER[7:]}")
    member.is_asked("give.amount")


@SMS_ONLY
@pytest.mark.parametrize("words", ["1 2 3", "100 200", "1, 2, 3"])
def test_several_amounts_are_none(member: Member, words: str) -> None:
    member.asks_for("give").enters(NUMBER).is_asked("give.amount").enters(words)
    member.hears("engine-miss_several").is_asked("give.amount")


@SMS_ONLY
@pytest.mark.parametrize("words", ["1 000", "1,000", "1000 points"])
def test_thousands_are_one_amount(member: Member, words: str) -> None:
    member.asks_for("give").enters(NUMBER).enters(words).is_asked("give.code")
    assert member.session.top.answers["points"] == 1_000


@SMS_ONLY
def test_several_orders_are_not_joined(member: Member) -> None:
    command = member.enters("DD 1 2")
    command.does_not_hear("order-unknown")


@NOT_USSD
@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("第二个，不，第一个", "the second one, no, the first"),
        ("保温杯，不对，手机支架", "the thermos cup, sorry, the phone stand"),
    ],
)
def test_choice_that_was_said_last_counts(member: Member, zh: str, en: str) -> None:
    in_words(open_gift_list(member), zh, en)
    assert member.session.top.answers["sku"] == "phone-stand"


@NOT_USSD
def test_choice_corrected_to_nothing_is_asked_again(member: Member) -> None:
    in_words(open_gift_list(member), "第二个，不，那个", "the second one, no, that").is_asked(
        "redeem_gift.pick"
    )


@SMS_ONLY
def test_amount_that_was_said_last_counts(member: Member) -> None:
    member.asks_for("give").enters(NUMBER).is_asked("give.amount")
    in_words(member, "300，不，500", "300, no, 500").is_asked("give.code")
    assert member.session.top.answers["points"] == 500


@pytest.mark.parametrize("words", ["换2个礼品", "redeem 2 pieces", "我要换3件东西"])
def test_pieces_are_no_number_of_a_gift(words: str) -> None:
    assert understanding.number_in(words) == ""


@pytest.mark.parametrize(
    ("text", "are_apart"),
    [
        ("13800000001 300", True), ("20260001 20260002", True), ("13800000001，300", True),
        ("138 0000 0001", False), ("86 13800000001", False), ("+86 13800000001", False),
        ("1 3 5 7 9 0", False), ("135 790", False),
    ],
)  # fmt: skip
def test_long_number_beside_another_is_apart(text: str, are_apart: bool) -> None:
    assert answers.are_apart(text) is are_apart


@SMS_ONLY
@pytest.mark.parametrize(
    "words",
    ["13800000091 13800000092", "13800000091和13800000092", "13800000091 或者 13800000092",
     "13800000091 and 13800000092", "13800000091 or 13800000092"],
)  # fmt: skip
@pytest.mark.parametrize("where", ["加一个号码", "送500分"])
def test_of_two_numbers_one_is_asked_for(member: Member, words: str, where: str) -> None:
    question = member.enters(where).open_question
    member.enters(words).hears("engine-miss_several")
    assert member.open_question == question


@SMS_ONLY
@pytest.mark.parametrize(
    "words", ["加号码13800000091和13800000092", "add 13800000091 and 13800000092"]
)
def test_of_two_numbers_in_the_wish_one_is_asked_for(member: Member, words: str) -> None:
    member.enters(words).hears("change_numbers-one_by_one").is_asked("change_numbers.entered")


@SMS_ONLY
@pytest.mark.parametrize(
    ("words", "question"),
    [
        ("13800000091和13800000092", None),
        ("13800000001", "report_lost.confirm"),
        ("13800000001和13800000092", "lost_whose.whose"),
    ],
)
def test_numbers_tell_whose_phone_is_lost(member: Member, words: str, question: str | None) -> None:
    member.enters("我妈的手机丢了").is_asked("lost_whose.whose").enters(words)
    assert member.open_question == question
