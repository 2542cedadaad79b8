"""Answering in words: picking options, saying amounts, agreeing and cancelling, in a dialogue."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import ENGLISH, Member

from core.seed import PIN

TO = ENGLISH.removeprefix("+86")
TEXT = pytest.mark.parametrize("channel", ["sms", "ussd"])
USSD_ONLY = pytest.mark.parametrize("channel", ["ussd"])


def words(member: Member, zh: str, en: str) -> str:
    return zh if member.language == "zh" else en


def at_amount(member: Member) -> Member:
    if member.traits.sessionless:
        member.says_main()
    else:
        member.calls()
    member.picks("redeem", "give").enters_pin_if_asked()
    return member.enters(TO).is_asked("give.amount")


@TEXT
def test_options_are_picked_by_their_words_and_amounts(buyer: Member, channel: str) -> None:
    if buyer.traits.sessionless:
        buyer.says_main()
    else:
        buyer.calls()
    buyer.picks("redeem").is_asked("redeem_menu.menu")
    buyer.enters(words(buyer, "我要换话费", "phone credit please")).enters_pin_if_asked()
    buyer.is_asked("redeem_credit.pick").enters(words(buyer, "十元的", "10 yuan"))
    heard = "redeem_credit-code_sent" if buyer.confirms_by_code else "redeem_credit-confirm"
    buyer.hears(heard, points=1_000)


@TEXT
@pytest.mark.parametrize(
    ("zh", "en", "points"),
    [("五百分", "five hundred points", 500), ("全部", "all of it", 12_345)],
)
def test_amount_is_said_in_words(member: Member, zh: str, en: str, points: int) -> None:
    at_amount(member).enters(words(member, zh, en))
    member.hears("give-code_sent" if member.confirms_by_code else "give-confirm", points=points)
    assert member.points() == (12_345, 0)


@TEXT
def test_yuan_are_not_taken_for_points(member: Member, channel: str) -> None:
    at_amount(member).enters(words(member, "五十元", "fifty yuan")).is_asked("give.amount")


@USSD_ONLY
@pytest.mark.parametrize(("zh", "en"), [("好啊，换吧", "sure, go ahead"), ("对对对", "yup")])
def test_typed_yes_in_words_redeems(buyer: Member, zh: str, en: str) -> None:
    buyer.asks_for("redeem_gift").enters_pin_if_asked().picks("thermos-cup")
    buyer.is_asked("redeem_gift.confirm").enters(words(buyer, "可以吗？", "is it ok?"))
    buyer.is_asked("redeem_gift.confirm").enters(words(buyer, zh, en))
    buyer.hears("redeem_gift-ordered", points=1_000)
    assert buyer.points() == (11_345, 1_000)


@VOICE_ONLY
def test_spoken_yes_redeems_nothing(buyer: Member, channel: str) -> None:
    buyer.asks_for("redeem_gift").enters_pin_if_asked()
    buyer.speaks(words(buyer, "不知道", "read them out"))
    buyer.picks("read_out", "thermos-cup").is_asked("redeem_gift.confirm")
    buyer.speaks(words(buyer, "好的换吧", "yes please")).is_asked("redeem_gift.confirm")
    assert buyer.points() == (12_345, 0)
    buyer.speaks(words(buyer, "算了", "never mind")).hears("redeem_gift-cancelled")
    assert buyer.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("算了", "never mind"), ("不换了", "no thanks"), ("不", "no")]
)
def test_cancelling_at_a_code_prompt_spends_nothing(buyer: Member, zh: str, en: str) -> None:
    buyer.asks_for("redeem_gift").picks("thermos-cup").is_asked("redeem_gift.code")
    code = buyer.code
    buyer.enters(words(buyer, zh, en)).hears("engine-dropped").has_final_answer()
    buyer.enters(code)
    assert buyer.points() == (12_345, 0)


@USSD_ONLY
def test_cancelling_at_a_pin_prompt_counts_no_wrong_pin(buyer: Member, channel: str) -> None:
    buyer.asks_for("redeem_gift").is_asked("identify.pin")
    buyer.enters(words(buyer, "不用了", "cancel")).hears("engine-dropped").has_final_answer()
    assert buyer.hotline.row("SELECT pin_wrong FROM member WHERE member_id = 1")[0] == 0


@TEXT
@pytest.mark.parametrize(("zh", "en"), [("算了，不投诉了", "forget it"), ("取消", "cancel")])
def test_cancelling_where_words_are_asked_files_nothing(member: Member, zh: str, en: str) -> None:
    member.asks_for("complaint").is_asked("complaint.words")
    member.enters(words(member, zh, en)).hears("engine-left").has_final_answer()
    assert not member.rows_of("complaint")


@TEXT
def test_bare_yes_is_no_complaint(member: Member, channel: str) -> None:
    member.asks_for("complaint").enters(words(member, "好的", "okay")).is_asked("complaint.words")
    assert not member.rows_of("complaint")


@TEXT
def test_no_to_what_is_read_back_asks_again_and_cancelling_leaves(
    member: Member, channel: str
) -> None:
    member.asks_for("claim").enters("20260601").is_asked("claim.confirm")
    member.enters(words(member, "不对", "that's wrong")).is_asked("claim.receipt")
    member.enters("20260601").enters(words(member, "不用了谢谢", "never mind"))
    member.hears("engine-dropped").has_final_answer()
    assert not member.rows_of("claim")


@SMS_ONLY
def test_nothing_to_cancel_is_said(member: Member, channel: str) -> None:
    member.enters(words(member, "算了", "never mind")).hears("engine-nothing_begun")
    member.has_final_answer()


@USSD_ONLY
def test_leaving_a_menu_in_words(member: Member, channel: str) -> None:
    member.calls().picks("redeem").enters(words(member, "算了", "not now")).hears("engine-left")


@VOICE_ONLY
def test_resumed_session_takes_yes_and_no(buyer: Member, channel: str) -> None:
    buyer.asks_for("redeem_gift").enters(PIN).picks("read_out").is_cut_off().calls()
    buyer.speaks(words(buyer, "好的", "yes please")).is_asked("identify.pin")


HESITATES = [
    "停", "停停停", "我再考虑下", "先不吧", "不确定", "没门", "太贵不要",
    "太麻烦了不弄了",
    "not anymore", "no ta", "too expensive", "wait no", "leave it out", "not sure",
]  # fmt: skip


@USSD_ONLY
@pytest.mark.parametrize("said", HESITATES)
def test_hesitation_at_a_confirmation_is_a_no(member: Member, said: str) -> None:
    at_amount(member).enters("500").is_asked("give.confirm").enters(said)
    assert all(frame.flow != "give" for frame in member.session.stack)
    assert member.points() == (12_345, 0)


@TEXT
@pytest.mark.parametrize("said", ["停", "not anymore", "我再想一想", "leave it out"])
def test_words_that_leave_do_so_at_every_question(member: Member, said: str) -> None:
    at_amount(member).enters(said).hears("engine-dropped")
    assert member.hotline.row("SELECT marketing_ok FROM member WHERE member_id = 1")[0]


@USSD_ONLY
@pytest.mark.parametrize(
    "said",
    [
        "好滴呢",
        "办了吧",
        "妥了",
        "行你弄吧",
        "alrighty",
        "I'm happy with that",
        "sounds like a plan",
    ],
)
def test_yes_as_members_say_it(member: Member, said: str) -> None:
    at_amount(member).enters("500").is_asked("give.confirm").enters(said).hears("give-given")


@TEXT
@pytest.mark.parametrize("said", ["am i sure?", "I'm so happy with it"])
def test_words_that_may_answer_a_confirmation_leave_nothing(member: Member, said: str) -> None:
    at_amount(member).enters("500").enters(said)
    assert any(frame.flow == "give" for frame in member.session.stack)
    assert member.points() == (12_345, 0)


@USSD_ONLY
def test_refusal_of_something_else_says_what_is_still_open(member: Member) -> None:
    at_amount(member).enters("500").is_asked("give.confirm")
    member.enters(words(member, "别动我的密码", "don't reset my PIN"))
    member.hears("engine-still_open").does_not_hear("engine-not_wished").is_asked("give.confirm")
