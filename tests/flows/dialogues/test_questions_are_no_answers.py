"""Members who ask back, or hesitate, have not answered; and the words of one question are no answer
to another."""

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import COMPLAINT_WORDS, Member

from flows.dialogues import DIALOGUES
from flows.engine import Menu
from flows.language import answers
from flows.language.answers import data

WORDS = [
    phrase
    for tables in (("yes",), ("acknowledgement",), *(("act", each) for each in data.names("act")))
    for phrase in data.phrases(*tables)
]
QUESTIONS = [
    pytest.param(step, id=f"{flow.name}.{step.name}")
    for flow in DIALOGUES.flows.values()
    for step in flow.steps.values()
    if isinstance(step, Menu) and step.yes in step.on
]
ASKED = ("{}吗", "{}么", "{}？", "{}?", "{}...", "可以{}吗", "能{}吗", "can I {}", "could we {}?")


@pytest.mark.parametrize("step", QUESTIONS)
def test_yes_that_is_asked_is_a_yes_to_no_question(step: Menu) -> None:
    said = [asked.format(phrase) for phrase in WORDS for asked in ASKED]
    assert not [each for each in said if step.reply(each) is answers.Reply.YES]


def at_withdrawal(member: Member) -> Member:
    member.asks_for("complaint").says(COMPLAINT_WORDS).files_it().hears("complaint-filed")
    zh = member.language == "zh"
    member.speaks("撤销投诉" if zh else "withdraw my complaint", 0.95).enters_pin_if_asked()
    return member.is_asked("withdraw_complaint.confirm")


def is_kept(member: Member) -> bool:
    return [row.status for row in member.rows_of("complaint")] == ["open"]


NOT_USSD = pytest.mark.parametrize("channel", ["sms", "voice"])
CHINESE = pytest.mark.parametrize("language", ["zh"])


@NOT_USSD
@CHINESE
def test_question_withdraws_nothing(member: Member) -> None:
    at_withdrawal(member)
    for said in ("可以撤销吗", "能撤吗", "要撤吗", "撤吗", "可以撤销？", "取消吗", "可以取消吗"):
        if member.open_question != "withdraw_complaint.confirm":
            member.speaks("撤销投诉", 0.95).enters_pin_if_asked()
        member.speaks(said, 0.95)
        assert is_kept(member), said


@NOT_USSD
@pytest.mark.parametrize(("zh", "en"), [("取消", "cancel"), ("等下，取消", "hold on, cancel")])
def test_cancelling_keeps_the_complaint(member: Member, zh: str, en: str) -> None:
    at_withdrawal(member).speaks(zh if member.language == "zh" else en, 0.95)
    member.hears("withdraw_complaint-kept")
    assert is_kept(member)


@SMS_ONLY
@pytest.mark.parametrize("said", ["撤销", "withdraw", "1", "1 撤销", "回复1"])
def test_words_of_the_option_withdraw(member: Member, said: str) -> None:
    at_withdrawal(member).enters(said)
    member.hears("withdraw_complaint-withdrawn")


@SMS_ONLY
@pytest.mark.parametrize("said", ["BD", "补登", "claim", "1"])
def test_keyword_of_the_claim_answers_its_question(member: Member, said: str) -> None:
    member.asks_for("claim").enters("20260601").is_asked("claim.confirm").enters(said)
    member.describes_receipt().hears("claim-filed")


@SMS_ONLY
@pytest.mark.parametrize(
    "said", ["1?", "1\uff1f", "\uff11\uff1f", "1 ?", "1??", "1…", "1...", "嗯…", "fine..."]
)
def test_key_that_is_asked_files_nothing(member: Member, said: str) -> None:
    member.asks_for("complaint").says(COMPLAINT_WORDS).is_asked("complaint.confirm")
    member.enters(said).is_asked("complaint.confirm")
    assert not member.rows_of("complaint")
    member.enters("1。").hears("complaint-filed")


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("1 登记", "1 File it"), ("1.登记", "1. file it")])
def test_option_as_it_is_printed_answers(member: Member, zh: str, en: str) -> None:
    member.asks_for("complaint").says(COMPLAINT_WORDS).is_asked("complaint.confirm")
    member.enters(zh if member.language == "zh" else en).hears("complaint-filed")


@SMS_ONLY
@pytest.mark.parametrize("asked", ["{}?", "{}？", "{}...", "确认 {}?", "Y {}？"])
def test_code_that_is_asked_spends_nothing(buyer: Member, asked: str) -> None:
    code = buyer.enters("DH 2").is_asked("redeem_gift.code").code
    buyer.enters(asked.format(code)).is_asked("redeem_gift.code")
    assert buyer.points() == (12_345, 0)
    buyer.enters(f"{code}。").hears("redeem_gift-ordered")


@SMS_ONLY
@pytest.mark.parametrize(("zh", "en"), [("都不要", "none of them")])
def test_none_of_the_gifts_leaves_the_list(buyer: Member, zh: str, en: str) -> None:
    buyer.enters("DH").is_asked("redeem_gift.pick").enters(zh if buyer.language == "zh" else en)
    buyer.hears("engine-dropped")


@VOICE_ONLY
@pytest.mark.parametrize(
    ("zh", "en"), [("是", "yes"), ("好的", "okay"), ("嗯", "sure"), ("不", "no")]
)
def test_bare_yes_picks_none_of_two_options(member: Member, zh: str, en: str) -> None:
    member.asks_for("marketing").enters_pin_if_asked().is_asked("marketing.refuse")
    member.speaks(zh if member.language == "zh" else en, 0.95).is_asked("marketing.refuse")
    member.speaks("继续" if member.language == "zh" else "keep them", 0.95)
    member.hears("marketing-unchanged")


@pytest.mark.parametrize("channel", ["ussd"])
def test_going_on_keeps_marketing_texts(member: Member) -> None:
    member.asks_for("marketing").enters_pin_if_asked().is_asked("marketing.refuse")
    member.enters("继续" if member.language == "zh" else "continue").hears("marketing-unchanged")


@VOICE_ONLY
@pytest.mark.parametrize(("zh", "en"), [("拒绝", "decline")])
def test_spoken_no_redeems_nothing(buyer: Member, zh: str, en: str) -> None:
    buyer.asks_for("report_lost").is_asked("report_lost.confirm")
    buyer.speaks(zh if buyer.language == "zh" else en, 0.95).hears("report_lost-cancelled")
