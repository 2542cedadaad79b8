"""What is asked in the middle of something costly is answered, and what was begun stays open."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import Member

RECEIVER = "13800000002"


def said(member: Member, zh: str, en: str) -> Member:
    return member.speaks(zh if member.language == "zh" else en)


def open_giving(member: Member) -> None:
    member.asks_for("give").enters_pin_if_asked()
    member.enters(RECEIVER).enters("100").is_asked("give.confirm")


def open_credit(member: Member) -> None:
    member.asks_for("redeem_credit").enters_pin_if_asked()
    member.enters("1").is_asked("redeem_credit.confirm")


def open_gift(member: Member) -> None:
    member.asks_for("redeem_gift").enters_pin_if_asked().picks("by_number")
    member.enters("2").is_asked("redeem_gift.confirm")


def open_leaving(member: Member) -> None:
    member.asks_for("leave").enters_pin_if_asked().enters("1").is_asked("leave.confirm")


def open_exchange(member: Member) -> None:
    member.asks_for("exchange").enters_pin_if_asked()
    member.enters("1").enters("1000").is_asked("exchange.confirm")


def open_claim(member: Member) -> None:
    member.asks_for("claim").enters("12345678").is_asked("claim.confirm")


def open_loss(member: Member) -> None:
    member.asks_for("report_lost").is_asked("report_lost.confirm")


def open_complaint(member: Member) -> None:
    member.asks_for("complaint").is_asked("complaint.words")


def open_recording(member: Member) -> None:
    open_complaint(member)
    member.says("").is_asked("complaint.keep")


def open_suggestion(member: Member) -> None:
    member.asks_for("suggestion").is_asked("suggestion.words")


@VOICE_ONLY
@pytest.mark.parametrize(
    "opens",
    [
        open_giving,
        open_credit,
        open_gift,
        open_leaving,
        open_exchange,
        open_claim,
        open_loss,
        open_complaint,
        open_recording,
        open_suggestion,
    ],
)
@pytest.mark.parametrize(
    ("zh", "en", "answer"),
    [
        ("我有多少积分", "how many points do I have", "balance-expiring"),
        ("我是什么等级", "what is my tier", "tier-below"),
    ],
)
def test_look_up_on_a_call_leaves_it_open(
    member: Member, opens: object, zh: str, en: str, answer: str
) -> None:
    opens(member)  # type: ignore[operator]
    asked, begun = member.open_question, dict(member.session.top.answers)
    said(member, zh, en).hears(answer).hears("engine-still_open")
    assert member.open_question == asked
    assert member.session.top.answers == begun
    assert member.turn is not None
    assert len(member.turn.say) == len(set(member.turn.say)) == 3
    member.does_not_hear("engine-dropped")


@VOICE_ONLY
@pytest.mark.parametrize(
    ("opens", "zh", "en", "answer"),
    [
        (open_complaint, "多久能有结果", "how long will it take", "complaint-how_long"),
        (open_recording, "多久能有结果", "how long will it take", "complaint-how_long"),
        (open_complaint, "会不会影响我的号码", "will it affect my number", "complaint-harm"),
        (open_leaving, "我会损失多少积分", "how many points would I lose", "rules_asked-leaving"),
        (open_leaving, "什么时候生效", "when does it take effect", "leave-how_long"),
        (open_leaving, "以后能反悔吗", "can I undo it later", "leave-can_undo"),
        (open_loss, "积分会没吗", "will I lose my points", "report_lost-lifting"),
        (open_claim, "多久能有结果", "how long does it take", "claim-how_long"),
        (open_credit, "多久到账", "when does it arrive", "redeem_credit-how_long"),
        (open_gift, "地址改一下", "can I change my address", "redeem_gift-address"),
        (open_exchange, "能取消吗", "can it be undone", "exchange-can_undo"),
    ],
)
def test_question_about_the_act_is_answered_at_its_own_question(
    member: Member, opens: object, zh: str, en: str, answer: str
) -> None:
    opens(member)  # type: ignore[operator]
    asked = member.open_question
    said(member, zh, en).hears(answer).does_not_hear("engine-dropped")
    assert member.open_question == asked


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "answer"),
    [
        ("多久能有结果", "how long will it take", "complaint-how_long"),
        ("会不会影响我的号码", "will this affect my account?", "complaint-harm"),
    ],
)
def test_question_in_place_of_a_complaint_is_none(
    member: Member, zh: str, en: str, answer: str
) -> None:
    member.asks_for("complaint").is_asked("complaint.words")
    said(member, zh, en).hears(answer).is_asked("complaint.words")
    said(member, "快递太慢了", "the parcel is much too slow").is_asked("complaint.confirm")
    member.says_yes().hears("complaint-filed")


@SMS_ONLY
def test_who_leaves_by_text_is_told_what_is_lost_and_when(member: Member) -> None:
    member.enters("退会" if member.language == "zh" else "LEAVE").is_asked("leave.reason")
    said(member, "我会损失多少积分", "how many points would I lose")
    member.hears("rules_asked-leaving", points=12_345).is_asked("leave.reason")
    said(member, "什么时候生效", "when does it take effect")
    member.hears("leave-how_long").is_asked("leave.reason")


@SMS_ONLY
def test_look_up_by_text_keeps_the_receiver(member: Member) -> None:
    member.enters(f"GIVE {RECEIVER}" if member.language == "en" else f"ZZ {RECEIVER}")
    member.is_asked("give.amount")
    said(member, "我有多少积分", "how many points do I have")
    member.hears("balance-expiring").is_asked("give.amount").enters("100").is_asked("give.code")


@SMS_ONLY
def test_keyword_of_a_look_up_leaves_what_was_begun(member: Member) -> None:
    member.asks_for("report_lost").is_asked("report_lost.confirm")
    member.enters("JF").hears("balance-expiring").has_final_answer()


LOOK_UPS = {
    "JF": "balance-expiring",
    "DJ": "tier-below",
    "LS": "history-page",
    "DD": "order-sent",
    "CX": "complaint_status-none",
    "QY": "",
}


@SMS_ONLY
@pytest.mark.parametrize("word", LOOK_UPS)
@pytest.mark.parametrize("begins", [["DH 1"], ["退会", "1"]])
def test_look_up_at_a_code_keeps_it(member: Member, word: str, begins: list[str]) -> None:
    for each in begins:
        member.enters(each)
    asked, code = member.open_question, member.code
    assert (asked or "").endswith(".code")
    member.enters(word).does_not_hear("engine-dropped")
    if answer := LOOK_UPS[word]:
        member.hears(answer).hears("engine-still_open")
    member.enters(code).hears("leave-noticed" if len(begins) > 1 else "redeem_gift-ordered")


@SMS_ONLY
def test_code_is_asked_for_again_behind_the_last_page(member: Member) -> None:
    code = member.enters("DH 1").code
    member.enters("LS").is_asked("history.page").enters("1").is_asked("history.page")
    member.enters("1").hears("history-last").hears("engine-still_open")
    member.is_asked("redeem_gift.code").enters(code).hears("redeem_gift-ordered")


@SMS_ONLY
def test_wrong_code_at_a_page_is_told_so(member: Member) -> None:
    code = member.enters("DH 1").code
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    member.enters("LS").is_asked("history.page").enters(wrong).hears("redeem_gift-code_wrong")
    member.is_asked("redeem_gift.code").enters(code).hears("redeem_gift-ordered")


@SMS_ONLY
def test_case_that_is_picked_at_a_code_keeps_it(member: Member) -> None:
    member.enters("TS 快递太慢了").files_it().enters("TS 杯子碎了").files_it()
    code = member.enters("DH 1").code
    member.enters("CX").is_asked("complaint_status.which").enters("1")
    member.hears("complaint_status-open").is_asked("redeem_gift.code")
    member.enters(code).hears("redeem_gift-ordered")


@SMS_ONLY
def test_what_a_page_lies_on_is_left_with_it(member: Member) -> None:
    member.enters("DH 1").is_asked("redeem_gift.code")
    member.enters("LS").is_asked("history.page").enters("取消").hears("engine-dropped")
    assert member.points() == (12_345, 0)


@SMS_ONLY
@pytest.mark.parametrize(
    ("zh", "en", "answer"),
    [
        ("我要查订单", "where is my order", "order-sent"),
        ("查明细", "show my history", "history-page"),
    ],
)
def test_look_up_that_is_picked_at_a_complaint_keeps_its_words(
    member: Member, zh: str, en: str, answer: str
) -> None:
    member.enters("TS 杯子碎了").is_asked("complaint.confirm")
    said(member, zh, en).is_asked("wish_or_words.which").enters("2")
    member.hears(answer).hears("engine-still_open").does_not_hear("complaint-dropped")
    assert any("杯子碎了" in str(frame.answers) for frame in member.session.stack)
