"""What is no answer to the open question, and no complaint either: too expensive, not solved, a
grade that nothing has asked for."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import ENGLISH, Hotline, Member

from flows.language import answers
from flows.protocol import Channel

NOT_USSD = pytest.mark.parametrize("channel", ["sms", "voice"])


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("太贵", "too expensive"), ("有便宜点的吗", "do you have anything cheaper")]
)
def test_too_dear_at_a_code_says_what_costs_less(member: Member, zh: str, en: str) -> None:
    member.asks_for("redeem_credit").picks("credit-10").is_asked("redeem_credit.code")
    code = member.code
    in_words(member, zh, en).hears("redeem_credit-too_dear", is_cheapest="no")
    member.is_asked("redeem_credit.code").enters(code)
    member.hears("redeem_credit-adding")


@SMS_ONLY
def test_cheapest_of_all_is_said_to_be(member: Member) -> None:
    member.asks_for("redeem_gift").picks("phone-stand").is_asked("redeem_gift.code")
    in_words(member, "太贵了吧", "that's way too much").hears("redeem_gift-too_dear")
    member.hears("redeem_gift-too_dear", is_cheapest="yes").is_asked("redeem_gift.code")


@SMS_ONLY
def test_too_dear_at_another_code_asks_about_no_complaint(member: Member) -> None:
    member.asks_for("give").enters(ENGLISH).enters("300").is_asked("give.code")
    in_words(member, "太贵", "too expensive").is_asked("give.code")


@VOICE_ONLY
@pytest.mark.parametrize(("zh", "en"), [("改成20", "make it 20"), ("改成二十", "make it twenty")])
def test_amount_is_changed_by_voice_at_the_confirmation(member: Member, zh: str, en: str) -> None:
    member.asks_for("give").enters_pin_if_asked().enters(ENGLISH.removeprefix("+86"))
    member.enters("300").is_asked("give.confirm")
    assert member.turn is not None
    assert member.turn.expects.speech
    in_words(member, zh, en).is_asked("give.confirm")
    assert member.session.top.answers["points"] == 20
    in_words(member, "是", "yes").is_asked("give.confirm")  # points are spent by key
    assert member.points() == (12_345, 0)


UNSOLVED = [
    ("没解决", "my problem isn't solved"),
    ("我的问题还是没有解决", "it's still not fixed"),
    ("给你们1分", "I give you 1 out of 5"),
    ("打两颗星", "2 stars"),
]


@NOT_USSD
@pytest.mark.parametrize(("zh", "en"), UNSOLVED)
def test_who_has_no_complaint_is_offered_an_agent(member: Member, zh: str, en: str) -> None:
    in_words(member, zh, en).is_asked("offer.help")


@NOT_USSD
@pytest.mark.parametrize(("zh", "en"), UNSOLVED)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_has_one_is_offered_a_second_look(
    hotline: Hotline, channel: str, language: str, zh: str, en: str
) -> None:
    member = hotline.member(channel, language, ENGLISH)
    if channel == Channel.VOICE:
        member.calls()
    in_words(member, zh, en).is_asked("second_look.raise")


@SMS_ONLY
def test_good_grade_unasked_is_thanked_for(member: Member) -> None:
    in_words(member, "给你们5分", "I give you 5 stars").hears("grade-unasked")


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("给你们1分", 1), ("我给五分", 5), ("打2分", 2), ("1 out of 5", 1),
        ("I'd rate it 3 stars", 3),
        ("给我1分", None), ("给他500分", None), ("1", None), ("给他5分", None),
        ("give 5 points to my wife", None),
    ],
)  # fmt: skip
def test_grade_that_is_said_to_be_one(text: str, grade: int | None) -> None:
    assert answers.given_grade_of(text) == grade
