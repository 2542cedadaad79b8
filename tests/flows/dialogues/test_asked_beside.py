"""Members ask something beside the question that is open: it is answered, and asked again."""

import pytest
from dialogue_steps import open_gift_list
from driver import Member

from flows.language import answers
from flows.language.answers import Topic

NOT_USSD = pytest.mark.parametrize("channel", ["sms", "voice"])
HOW_LONG = ("要多久才到", "how long does it take")
AFTER = [
    ("多久到账", "how long does it take"),
    ("话费到了没", "when will it arrive"),
    ("接下来怎么办", "what happens now"),
]


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def at_code_or_confirmation(member: Member) -> str:
    open_gift_list(member).picks("thermos-cup")
    assert member.open_question in ("redeem_gift.confirm", "redeem_gift.code")
    return str(member.open_question)


def test_how_long_a_gift_takes_is_answered_and_the_question_asked_again(member: Member) -> None:
    question = at_code_or_confirmation(member)
    answer = member.code if member.confirms_by_code else "1"
    in_words(member, *HOW_LONG).hears("redeem_gift-how_long").is_asked(question)
    member.enters(answer)
    if member.open_question == "redeem_gift.code":
        in_words(member, *HOW_LONG).hears("redeem_gift-how_long").is_asked("redeem_gift.code")
        member.enters(member.texted_code)
    by = member.latest("gift_order", "created_at").deliver_by
    member.hears("redeem_gift-ordered", by=by)
    in_words(member, *HOW_LONG).hears("redeem_gift-how_long", by=by)


@NOT_USSD
def test_whether_it_can_be_undone_is_answered(member: Member) -> None:
    question = at_code_or_confirmation(member)
    in_words(member, "能退吗", "can it be undone").is_asked(question)
    said = "redeem_gift-code_sent" if question.endswith("code") else "redeem_gift-can_undo"
    member.hears(said)


@NOT_USSD
@pytest.mark.parametrize(("zh", "en"), AFTER)
def test_top_up_just_ordered_says_when_it_comes(member: Member, zh: str, en: str) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked().picks("credit-10").confirms()
    if member.open_question == "redeem_credit.code":
        member.enters(member.texted_code)
    in_words(member.hears("redeem_credit-adding"), zh, en).hears("redeem_credit-how_long")


@NOT_USSD
def test_claim_says_by_when_it_is_decided(member: Member) -> None:
    member.asks_for("claim").enters_pin_if_asked().is_asked("claim.receipt")
    in_words(member, "补登要多久", "how long does a claim take").hears("claim-how_long")
    member.is_asked("claim.receipt").enters("20260601").is_asked("claim.confirm").picks("yes")
    member.describes_receipt().hears("claim-filed")
    in_words(member, "接下来怎么办", "what happens now").hears("claim-how_long")


@NOT_USSD
def test_what_was_not_done_answers_nothing(member: Member) -> None:
    in_words(member, "多久到账", "how long does it take")
    for flow in ("redeem_credit", "redeem_gift", "claim"):
        member.does_not_hear(f"{flow}-how_long")


@NOT_USSD
def test_question_about_something_else_is_not_answered_beside(member: Member) -> None:
    at_code_or_confirmation(member)
    in_words(member, "话费多久到账", "how long does a claim take")
    member.does_not_hear("redeem_gift-how_long")


@NOT_USSD
def test_giving_and_exchanging_answer_as_well(member: Member) -> None:
    member.asks_for("give").enters_pin_if_asked().is_asked("give.receiver")
    in_words(member, "能撤回吗", "can I take it back").hears("give-can_undo")
    in_words(member.is_asked("give.receiver"), *HOW_LONG).hears("give-how_long")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("那什么时候能送到啊", Topic.HOW_LONG), ("要几天", Topic.HOW_LONG),
        ("when will I get it?", Topic.HOW_LONG), ("what's next", Topic.HOW_LONG),
        ("还能取消吗", Topic.CAN_UNDO), ("can I cancel it", Topic.CAN_UNDO),
        ("一共要多少分", Topic.COST), ("how much is it?", Topic.COST),
        ("那什么时候到期", None), ("取消", None), ("怎么办", None), ("how much credit", None),
        ("when will my points expire", None), ("how long does the wait for an agent take", None),
    ],
)  # fmt: skip
def test_what_is_asked_beside(text: str, topic: Topic | None) -> None:
    found = answers.aside_in(text)
    assert (found and found.topic) == topic
