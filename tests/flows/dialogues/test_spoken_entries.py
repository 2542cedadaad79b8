"""What is said on a call where digits are asked for, or points are to be confirmed."""

import pytest
from dialogue_steps import VOICE_ONLY
from driver import Member

pytestmark = VOICE_ONLY


def in_words(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en, 0.95)


def hears_speech(member: Member) -> bool:
    return member.turn is not None and member.turn.expects.speech


def test_receiver_and_points_may_be_spoken(buyer: Member) -> None:
    buyer.asks_for("give").enters_pin_if_asked().is_asked("give.receiver")
    assert hears_speech(buyer)
    zero = " zero" * 7
    in_words(buyer, "幺三八零零零零零零零二", f"one three eight{zero} two").is_asked("give.amount")
    assert hears_speech(buyer)
    in_words(buyer, "三百", "three hundred").is_asked("give.confirm")
    buyer.hears("give-confirm", points=300).confirms()
    assert buyer.points() == (12_045, 0)


def test_receipt_number_may_be_spoken(member: Member) -> None:
    member.asks_for("claim").is_asked("claim.receipt")
    in_words(member, "四四七幺零零二", "four four seven one zero zero two")
    member.hears("claim-confirm", receipt="4471002")


@pytest.mark.parametrize(
    ("zh", "en"),
    [("我的密码是二五八三六九", "my PIN is two five eight three six nine"), ("258369", "258369")],
)
def test_spoken_pin_is_not_taken_and_not_kept(member: Member, zh: str, en: str) -> None:
    member.asks_for("history").is_asked("identify.pin")
    assert hears_speech(member)
    in_words(member, zh, en).hears("engine-miss_secret_said").is_asked("identify.pin")
    in_words(member, zh, en).hears("engine-miss_secret_said_again")
    said = " ".join(words for _, words in member.session.lines)
    assert not {"258369", "二五八三六九", "five eight three"} & {
        each for each in ("258369", "二五八三六九", "five eight three") if each in said
    }
    member.enters_pin_if_asked().hears("history-page")


@pytest.mark.parametrize("entry", ["identify.pin", "give.receiver", "give.amount"])
def test_lost_phone_is_heard_at_every_entry(member: Member, entry: str) -> None:
    member.asks_for("give")
    if entry != "identify.pin":
        member.enters_pin_if_asked()
    if entry == "give.amount":
        member.enters("13800000002")
    in_words(member.is_asked(entry), "等等，我手机丢了要挂失", "wait, report my phone stolen")
    member.is_asked("ask_wish.meant").says_yes().is_asked("report_lost.confirm")


def test_another_wish_is_heard_at_an_entry(member: Member) -> None:
    member.asks_for("give").enters_pin_if_asked().is_asked("give.receiver")
    in_words(member, "不要了，换成话费", "no, redeem phone credit instead")
    assert member.open_question in ("ask_wish.meant", "redeem_credit.pick")


def test_spoken_no_leaves_the_confirmation_and_time_is_given(buyer: Member) -> None:
    buyer.asks_for("redeem_credit").enters_pin_if_asked().picks("credit-10")
    buyer.is_asked("redeem_credit.confirm")
    assert hears_speech(buyer)
    in_words(buyer, "等一下", "hold on").hears("engine-no_hurry").is_asked("redeem_credit.confirm")
    in_words(buyer, "不要了", "no").hears("redeem_credit-cancelled")
    assert buyer.points() == (12_345, 0)
