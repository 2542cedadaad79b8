"""What a caller says beside a yes or a no: digits that are no answer, who gets the points, staying
after all, and whether they are a member still."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import ACTIVE, Hotline, Member

NOT_VOICE = pytest.mark.parametrize("channel", ["sms", "ussd"])
STAYING = [
    ("算了不退了", "never mind, I'm staying"),
    ("我还是留下来吧", "I want to stay"),
    ("我不走了", "Actually I'd like to stay as a member"),
]
RECEIVER = "13800000002"


def said(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


@pytest.mark.parametrize("digits", ["158369", "111111", "11"])
def test_digits_together_are_no_yes(buyer: Member, digits: str) -> None:
    buyer.asks_for("redeem_credit").enters_pin_if_asked().picks("credit-10")
    question = buyer.open_question
    for entry in (buyer.enters, buyer.speaks):
        entry(digits)
        assert buyer.points() == (12_345, 0)
    assert buyer.open_question in (question, "redeem_credit.offered", "offer.help")


@pytest.mark.parametrize("what", ["redeem_credit", "give"])
def test_other_number_alone_is_read_back(member: Member, what: str) -> None:
    member.asks_for(what).enters_pin_if_asked()
    if what == "give":
        member.enters(RECEIVER).enters("300")
    else:
        member.picks("credit-10")
    points = member.session.top.answers["points"]
    for _ in "ab" if member.confirms_by_code else "a":  # where it is asked about, the same is a yes
        member.speaks("13800000003")
    member.is_asked(f"{what}.{'code' if member.confirms_by_code else 'confirm'}")
    answers = member.session.top.answers
    assert answers["points"] == points
    assert "138****0003" in (answers.get("to"), answers.get("phone"))
    assert member.points() == (12_345, 0)


@VOICE_ONLY
def test_digits_in_words_are_no_yes(member: Member) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked().picks("credit-10")
    said(member, "幺五八三六九", "one five eight three six nine")
    member.is_asked("redeem_credit.confirm")
    assert member.points() == (12_345, 0)


@pytest.mark.parametrize(
    ("zh", "en"), [("送给谁", "who is it for"), ("对方号码是多少", "who gets it?")]
)
def test_who_gets_the_points_is_told(member: Member, zh: str, en: str) -> None:
    member.asks_for("give").enters_pin_if_asked().enters(RECEIVER).enters("300")
    question = member.open_question
    said(member, zh, en)
    if member.traits.spoken:
        member.hears("give-to_whom", number=f"+86{RECEIVER}")
    else:
        assert RECEIVER in member.screen
    assert member.open_question == question
    assert member.session.top.answers["points"] == 300


@pytest.mark.parametrize(("zh", "en"), STAYING)
@pytest.mark.parametrize("question", ["leave.reason", "leave.confirm"])
def test_staying_ends_leaving(member: Member, question: str, zh: str, en: str) -> None:
    member.asks_for("leave").enters_pin_if_asked().is_asked("leave.reason")
    if question == "leave.confirm":
        member.picks("unused")
    said(member, zh, en).hears("leave-cancelled")
    assert member.session.resting or member.open_question == "membership_menu.menu"


@pytest.mark.parametrize(("zh", "en"), [("不", "no"), ("不是", "nope"), ("不用", "no thanks")])
def test_no_is_not_the_reason_that_begins_with_it(member: Member, zh: str, en: str) -> None:
    member.asks_for("leave").enters_pin_if_asked().is_asked("leave.reason")
    said(member, zh, en).hears("leave-cancelled")


@VOICE_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("算了不退了", "never mind"), ("取消", "cancel"), ("不退了", "I'm staying")]
)
def test_staying_is_not_about_an_order_before(member: Member, zh: str, en: str) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked().picks("credit-10").confirms()
    member.asks_for("leave").is_asked("leave.reason")
    said(member, zh, en).does_not_hear("redeem_credit-moved").hears("leave-cancelled")


@VOICE_ONLY
def test_cancel_at_a_question_is_not_about_an_order_before(member: Member) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked().picks("credit-10").confirms()
    member.asks_for("report_lost").is_asked("report_lost.confirm")
    said(member, "算了", "never mind").does_not_hear("redeem_credit-moved")


def notice_given(member: Member) -> Member:
    member.asks_for("leave").enters_pin_if_asked().picks("unused")
    if member.open_question == "leave.confirm":
        member.says_yes()
    if member.open_question == "leave.code":
        member.waits(1)
        member.enters(member.texted_code if member.traits.spoken else member.code)
    return member.hears("leave-noticed")


@pytest.mark.parametrize(("zh", "en"), STAYING[1:])
def test_staying_after_the_notice_is_asked_about(member: Member, zh: str, en: str) -> None:
    said(notice_given(member), zh, en).is_asked("leave.take_back").says_yes().hears("leave-stays")


@pytest.mark.parametrize(
    ("zh", "en"),
    [("我还是会员吗", "am I still a member?"), ("我什么时候退会", "when does my membership end")],
)
def test_who_leaves_is_told_until_when_they_are_a_member(member: Member, zh: str, en: str) -> None:
    said(notice_given(member), zh, en).hears("leave-member_until", on="2026-07-01")


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("我还是会员吗", "am I still a member?")])
def test_who_does_not_leave_is_told_no_day(member: Member, zh: str, en: str) -> None:
    said(member, zh, en).does_not_hear("leave-member_until")


@NOT_VOICE
def test_amount_is_not_written_twice(member: Member) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked().is_asked("redeem_credit.pick")
    assert member.turn is not None
    assert [each.text[:4] for each in member.turn.options] in (["10元话"], ["10 y"])
    member.enters("10")
    assert member.session.top.answers["sku"] == "credit-10"


@SMS_ONLY
def test_gift_has_its_article_where_its_code_is_named(member: Member) -> None:
    code = member.enters("DH 2").is_asked("redeem_gift.code").code
    assert ("The Thermos cup" in member.screen) == (member.language == "en")
    member.enters(f"ZZ {RECEIVER} 300").hears("give-too_soon")
    assert ("a code for the Thermos cup" in member.screen) == (member.language == "en")
    assert code


@pytest.mark.parametrize("confidence", [0.9, 0.4])
def test_two_likeliest_are_offered_where_a_call_is_hardly_understood(
    hotline: Hotline, confidence: float
) -> None:
    caller = hotline.member("voice", "zh", ACTIVE).calls()
    caller.speaks("那个东西给我弄一下", confidence).hears("engine-not_clear")
    caller.is_asked("offer_wishes.which")
    assert caller.turn is not None and len(caller.turn.options) <= 3
