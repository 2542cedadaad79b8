"""Complaints, claims and orders."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from dialogue_steps import (
    SMS_ONLY,
    USSD_ONLY,
    VOICE_ONLY,
    WRONG_PINS,
)
from driver import (
    ACTIVE,
    COMPLAINT_WORDS,
    DIAMOND,
    ENGLISH,
    FROZEN,
    Hotline,
    Member,
)
from telephones import RECORDING

from core.seed import PIN


def test_complaint_stores_the_words_or_the_recording(member: Member, channel: str) -> None:
    member.asks_for("complaint").is_asked("complaint.words").says(COMPLAINT_WORDS)
    assert not member.rows_of("complaint")
    member.files_it()
    complaint = member.latest("complaint", "opened_at")
    member.hears("complaint-filed", number=complaint.number)
    spoken = channel == "voice"
    if spoken:  # a recording does not tell what it is about
        member.is_asked("complaint.about")
    else:
        member.has_final_answer()
    assert complaint.recording_url == (RECORDING if spoken else None)
    assert (complaint.words or "") == ("" if spoken else COMPLAINT_WORDS)
    assert (complaint.channel, complaint.status, complaint.level) == (channel, "open", 1)
    member.asks_for("complaint_status")
    member.hears(_open_status(member), number=complaint.number)


def _open_status(member: Member) -> str:
    """What is said of a complaint that nobody works on; it is offered to withdraw it where there is
    no keyword for that."""
    return f"complaint_status-{'open' if member.traits.keywords else 'new'}"


def _work_on(hotline: Hotline, number: str) -> None:
    """An agent writes a note on the complaint."""
    hotline.change(
        "INSERT INTO complaint_step (member_id, complaint_id, step_id, agent, act, words, at)"
        " SELECT member_id, complaint_id, 1, 'chen', 'note', '', opened_at FROM complaint"
        " WHERE number = :number",
        number=number,
    )


def test_complaint_prompts_again_on_no_match_and_no_input(member: Member) -> None:
    member.asks_for("complaint").enters("5").hears("engine-miss_words")
    member.stays_silent().hears("engine-silence_words").enters("5")
    member.hears("engine-miss_words_again").stays_silent().hears("engine-silence_words_again")


@SMS_ONLY
def test_complaint_in_one_text_is_read_back_before_it_is_filed(member: Member) -> None:
    member.enters(f"TS {COMPLAINT_WORDS}").hears("complaint-confirm", beginning=COMPLAINT_WORDS)
    assert member.hotline.rows("SELECT number FROM complaint WHERE member_id = 1") == []
    member.says_yes().hears("complaint-filed").has_final_answer()
    assert member.latest("complaint", "opened_at").words == COMPLAINT_WORDS


@SMS_ONLY
def test_complaint_read_back_is_shortened_and_filed_whole(member: Member) -> None:
    words = "很长的投诉" * 60
    member.enters(f"TS {words}").hears("complaint-confirm", beginning=f"{words[:40]}...")
    member.says_yes().hears("complaint-filed")
    assert member.latest("complaint", "opened_at").words == words


@SMS_ONLY
def test_complaint_that_is_declined_at_the_read_back_is_not_filed(member: Member) -> None:
    member.enters(f"TS {COMPLAINT_WORDS}").says_no().hears("complaint-cancelled").has_final_answer()
    assert member.hotline.rows("SELECT number FROM complaint WHERE member_id = 1") == []


@SMS_ONLY
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("投诉进度", "complaint_status-none"),
        ("投诉 进度", "complaint_status-none"),
        ("TS 进度怎么样了", "complaint_status-none"),
        ("投诉处理得怎么样了", "complaint_status-none"),
        ("COMPLAIN status", "complaint_status-none"),
        ("TS 12345678", "complaint_status-unknown"),
        ("投诉电话是多少", "complaint-hotline"),
        ("投诉怎么投诉？", "complaint-how"),
        ("COMPLAIN what is the number", "complaint-how"),
        ("TS 转人工", "agent-writing"),
        ("投诉 人工客服", "agent-writing"),
        ("TS 算了", "complaint-cancelled"),
        ("投诉 不投诉了", "complaint-cancelled"),
        ("COMPLAIN never mind", "complaint-cancelled"),
        ("算了，不投诉了", ""),
        ("投诉 话费", "complaint-confirm"),
        ("TS 为什么扣我积分？", "complaint-confirm"),
        ("COMPLAIN how can you be so rude?", "complaint-confirm"),
    ],
)
def test_nothing_is_filed_by_a_text_that_only_begins_like_a_complaint(
    member: Member, text: str, answer: str
) -> None:
    member.enters(text)
    if answer:
        member.hears(answer)
    assert not member.rows_of("complaint")


@SMS_ONLY
def test_complaint_is_called_off_at_its_question(member: Member) -> None:
    for words in ("算了，不投诉了", "never mind"):
        member.enters("TS").is_asked("complaint.words").enters(words)
        assert not member.rows_of("complaint")
        assert member.session.resting


@VOICE_ONLY
def test_recorded_complaint_is_recorded_again_or_dropped(member: Member) -> None:
    """What is not filed is deleted at the carrier."""
    member.asks_for("complaint").says(COMPLAINT_WORDS).is_asked("complaint.keep")
    member.picks("again").is_asked("complaint.words").says(COMPLAINT_WORDS)
    member.picks("drop").hears("complaint-cancelled").has_final_answer()
    assert not member.rows_of("complaint")
    [deleted] = [row for row in member.rows_of("outbox") if row.topic == "delete_recording"]
    assert deleted.event_id == "delete_recording:discarded:RE1"  # each has this id here


@VOICE_ONLY
def test_recorded_complaint_is_offered_again_after_a_dropped_call(member: Member) -> None:
    member.asks_for("complaint").says(COMPLAINT_WORDS).is_asked("complaint.keep").is_cut_off()
    member.calls().is_asked("resume.offer").picks("go_on").is_asked("complaint.keep").files_it()
    assert member.latest("complaint", "opened_at").recording_url == RECORDING


@SMS_ONLY
@pytest.mark.parametrize("words", ["撤销", "WITHDRAW", "撤銷投訴"])
def test_complaint_just_filed_is_read_back_and_withdrawn(member: Member, words: str) -> None:
    member.enters(f"TS {COMPLAINT_WORDS}").says_yes().hears("complaint-filed")
    member.enters(words).hears("withdraw_complaint-confirm", beginning=COMPLAINT_WORDS)
    assert member.latest("complaint", "opened_at").status == "open"
    member.says_yes().hears("withdraw_complaint-withdrawn").has_final_answer()
    complaint = member.latest("complaint", "opened_at")
    assert (complaint.status, complaint.closed_at is not None) == ("withdrawn", True)
    member.enters("CX").hears("complaint_status-withdrawn", number=complaint.number)
    member.enters(words).hears("withdraw_complaint-withdrawn_before")
    # The same words are a new complaint then, of level 1.
    member.enters(f"TS {COMPLAINT_WORDS}").says_yes().hears("complaint-filed")
    assert sorted(row.status for row in member.rows_of("complaint")) == ["open", "withdrawn"]
    assert member.hotline.is_sound()


LOST = {"zh": "我手机丢了", "en": "I lost my phone"}


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize("dialogue", ["complaint", "suggestion"])
def test_other_wish_at_the_question_for_words_is_asked_about(
    member: Member, dialogue: str, channel: str
) -> None:
    member.asks_for(dialogue).enters(LOST[member.language]).is_asked("wish_or_words.which")
    assert not member.rows_of(dialogue)
    member.picks("wish").is_asked("report_lost.confirm")
    assert not member.rows_of(dialogue)


@pytest.mark.parametrize("channel", ["sms", "ussd"])
def test_words_that_sound_like_another_wish_may_be_the_complaint(
    member: Member, channel: str
) -> None:
    words = LOST[member.language]
    member.asks_for("complaint").enters(words).picks("words")
    member.hears("complaint-confirm", beginning=words).says_yes().hears("complaint-filed")
    assert member.latest("complaint", "opened_at").words == words


@SMS_ONLY
@pytest.mark.parametrize("words", ["商户", "SHOPS", "我要转人工", "别再给我发短信了"])
def test_nothing_that_names_another_wish_is_read_back_at_once(member: Member, words: str) -> None:
    member.enters("TS").enters(words).is_asked("wish_or_words.which")
    # What was begun is kept where the wish is refused.
    if words in ("商户", "SHOPS"):
        member.picks("wish").hears("wish_or_words-not_offered").is_asked("complaint.words")


@SMS_ONLY
@pytest.mark.parametrize("word", ["CX", "余额", "JF", "转人工"])
def test_keyword_leaves_the_question_for_words(member: Member, word: str) -> None:
    member.enters("TS").enters(word).hears("engine-left")
    assert not member.rows_of("complaint")


@SMS_ONLY
@pytest.mark.parametrize(
    "words",
    ["我的礼品坏了", "快递员骂我", "我在你们营业厅手机被人偷了，没有一个店员愿意帮我", "积分少了"],
)
def test_complaint_at_its_question_is_read_back(member: Member, words: str) -> None:
    member.enters("TS").enters(words).is_asked("complaint.confirm")


@SMS_ONLY
@pytest.mark.parametrize("question", ["撤销？", "WITHDRAW?", "撤销投诉 ?", "withdraw 20260002?"])
def test_question_how_to_withdraw_withdraws_nothing(
    member_with_number: Callable[[str], Member], question: str
) -> None:
    member = member_with_number(ENGLISH)
    member.enters(question).hears("withdraw_complaint-how").has_final_answer()
    # Nor does it lose the complaint that is being written.
    member.enters("TS").enters(question).hears("withdraw_complaint-how")
    member.is_asked("complaint.words").says(COMPLAINT_WORDS).enters(question)
    member.is_asked("complaint.confirm").says_yes().hears("complaint-filed")
    assert {row.status for row in member.rows_of("complaint")} == {"open"}


@SMS_ONLY
def test_withdrawing_at_the_question_files_nothing(
    member_with_number: Callable[[str], Member],
) -> None:
    """And leaves alone what was filed before."""
    member = member_with_number(ENGLISH)
    for asked in ("TS", f"TS {COMPLAINT_WORDS}"):
        member.enters(asked).enters("撤销").hears("withdraw_complaint-not_filed")
        member.does_not_hear("complaint-dropped").has_final_answer()
    assert [row.status for row in member.rows_of("complaint")] == ["open"]
    # With a number it means that one.
    member.enters("TS").enters("撤销 20260002").hears("engine-left")
    member.is_asked("withdraw_complaint.confirm")


@pytest.mark.parametrize("words", ["撤销", "撤诉", "撤销投诉", "withdraw", "withdraw my complaint"])
@USSD_ONLY
def test_withdrawing_at_the_question_of_a_screen_files_nothing(member: Member, words: str) -> None:
    member.asks_for("complaint").is_asked("complaint.words").enters(words)
    member.hears("complaint-cancelled")
    member.asks_for("complaint").says(COMPLAINT_WORDS).is_asked("complaint.confirm").enters(words)
    member.hears("complaint-cancelled")
    assert not member.rows_of("complaint")


@pytest.mark.parametrize("words", ["撤销", "撤销投诉", "withdraw"])
@VOICE_ONLY
def test_withdrawing_aloud_what_is_read_back_files_nothing(member: Member, words: str) -> None:
    said = (
        "我要投诉你们的快递员，他骂我"
        if member.language == "zh"
        else "I want to complain about your courier, he swore at me"
    )
    member.calls().speaks(said, 0.95).is_asked("complaint.heard")
    member.speaks(words, 0.95).hears("complaint-cancelled")
    assert not member.rows_of("complaint")


@pytest.mark.parametrize(
    "words",
    [
        *("查询系统打不开", "查账单对不上", "状态不正常", "结果不公平", "电话打不进去", "热线没用"),
        *("status page is down", "my order outcome is unfair", "no progress on my order"),
        *("who charged me", "updates stopped my phone"),
    ],
)
@SMS_ONLY
def test_words_of_a_grievance_are_no_question_about_a_complaint(member: Member, words: str) -> None:
    member.enters(f"TS {words}").is_asked("complaint.confirm")


@SMS_ONLY
def test_older_complaint_is_withdrawn_after_a_question(
    hotline: Hotline, member_with_number: Callable[[str], Member]
) -> None:
    member = member_with_number(ENGLISH)
    member.enters("撤销 99999999").hears("withdraw_complaint-unknown", number="99999999")
    member.enters("撤销").is_asked("withdraw_complaint.confirm").says_no()
    member.hears("withdraw_complaint-kept").enters("CX").hears("complaint_status-open")
    member.enters("WITHDRAW 20260002").says_yes().hears("withdraw_complaint-withdrawn")
    assert member.latest("complaint", "opened_at").status == "withdrawn"


@SMS_ONLY
def test_complaint_in_work_is_not_withdrawn(
    hotline: Hotline, member_with_number: Callable[[str], Member]
) -> None:
    member = member_with_number(ENGLISH).enters("撤销").is_asked("withdraw_complaint.confirm")
    _work_on(hotline, "20260002")  # between the question and the answer
    member.says_yes().hears("withdraw_complaint-in_work")
    member.enters("撤销").hears("withdraw_complaint-in_work")
    for status in ("decided", "closed"):
        hotline.change("UPDATE complaint SET status = :status", status=status)
        member.enters("撤销").hears(f"withdraw_complaint-{status}")
    assert member.latest("complaint", "opened_at").status == "closed"


@SMS_ONLY
def test_nothing_to_withdraw_without_complaints(member: Member) -> None:
    member.enters("撤销").hears("withdraw_complaint-none").has_final_answer()


@pytest.mark.parametrize("channel", ["voice", "ussd"])
def test_status_offers_to_withdraw_where_there_is_no_keyword(
    member_with_number: Callable[[str], Member], channel: str
) -> None:
    member = member_with_number(ENGLISH).asks_for("complaint_status")
    member.picks("keep").has_final_answer() if channel == "voice" else member.picks("keep")
    member.asks_for("complaint_status").picks("withdraw")
    if channel == "voice":  # a caller's number can be forged
        member.does_not_hear("withdraw_complaint-confirm").is_asked("identify.pin").enters(PIN)
    member.is_asked("withdraw_complaint.confirm")
    assert member.latest("complaint", "opened_at").status == "open"
    member.speaks("撤销吧" if member.language == "zh" else "withdraw my complaint")
    member.hears("withdraw_complaint-withdrawn")
    assert member.latest("complaint", "opened_at").status == "withdrawn"


@VOICE_ONLY
def test_no_complaint_is_withdrawn_on_a_call_without_the_pin(
    member_with_number: Callable[[str], Member],
) -> None:
    member = member_with_number(ENGLISH).asks_for("complaint_status").picks("withdraw")
    for wrong in WRONG_PINS:
        member.enters(wrong)
    member.hears("identify-locked").does_not_hear("withdraw_complaint-confirm")
    assert member.latest("complaint", "opened_at").status == "open"


@SMS_ONLY
def test_account_that_is_frozen_withdraws_no_complaint(
    member_with_number: Callable[[str], Member],
) -> None:
    """Somebody else may have the telephone."""
    member = member_with_number(FROZEN).enters(f"TS {COMPLAINT_WORDS}").says_yes()
    member.enters("撤销").hears("engine-refused_frozen").has_final_answer()
    assert member.latest("complaint", "opened_at").status == "open"


def test_suggestion_is_thanked_for(member: Member, channel: str) -> None:
    member.asks_for("suggestion").is_asked("suggestion.words").says("多换点礼品")
    member.hears("suggestion-thanks").has_final_answer()
    [row] = member.rows_of("suggestion")
    spoken = channel == "voice"
    assert (row.words, row.recording_url) == ((None, RECORDING) if spoken else ("多换点礼品", None))
    assert (row.channel, member.rows_of("complaint")) == (channel, [])


@SMS_ONLY
def test_suggestion_in_one_text_is_made_once(member: Member) -> None:
    for text in ("JY 多换点礼品", "建议多换点礼品", "SUGGEST 多换点礼品"):
        member.enters(text).hears("suggestion-thanks").has_final_answer()
    assert [row.words for row in member.rows_of("suggestion")] == ["多换点礼品"]


@SMS_ONLY
@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("JY 我要查积分", "balance-"),
        ("建议 查一下我的订单", "order"),
        ("SUGGEST check my points", "balance-"),
        ("SUGGEST I want to talk to a human", "agent-writing"),
    ],
)
def test_wish_behind_the_keyword_of_a_suggestion_is_asked_about(
    member: Member, text: str, answered: str
) -> None:
    member.enters(text).is_asked("wish_or_words.which").picks("wish")
    assert any(key.startswith(answered) for key, *_ in member._said)
    assert not member.rows_of("suggestion")
    member.enters(text).is_asked("wish_or_words.which").picks("words").hears("suggestion-thanks")
    [row] = member.rows_of("suggestion")
    assert row.words == text.split(" ", 1)[1]


@SMS_ONLY
@pytest.mark.parametrize(
    "words",
    [
        "积分余额显示大一点",
        "会员等级规则简单些",
        "希望能查到每个月的积分",
        "show more of my history",
    ],
)
def test_what_should_be_otherwise_is_a_suggestion(member: Member, words: str) -> None:
    member.enters(f"JY {words}").hears("suggestion-thanks")


def test_complaint_status_reports_open_decided_and_closed(
    hotline: Hotline, member_with_number: Callable[[str], Member]
) -> None:
    member = member_with_number(ENGLISH)
    member.asks_for("complaint_status").hears(_open_status(member), number="20260002")
    for status in ("decided", "closed", "withdrawn"):
        hotline.change("UPDATE complaint SET status = :status", status=status)
        member.asks_for("complaint_status").hears(f"complaint_status-{status}")


def test_complaint_status_reports_overdue_and_appealable_after_deadlines(
    hotline: Hotline, member_with_number: Callable[[str], Member]
) -> None:
    """Late after the five working days that were promised; the regulator's after fifteen, without
    the Dragon Boat Festival."""
    member = member_with_number(ENGLISH)
    member.asks_for("complaint_status").hears(_open_status(member), due="2026-06-08")
    _work_on(hotline, "20260002")
    began = hotline.at
    for days, told in ((7, "open"), (8, "overdue"), (22, "overdue"), (23, "appealable")):
        hotline.at = began + timedelta(days=days)
        member.calls().asks_for("complaint_status").hears(f"complaint_status-{told}")


def test_complaint_status_without_complaints(member: Member) -> None:
    member.asks_for("complaint_status").hears("complaint_status-none").has_final_answer()


@SMS_ONLY
def test_complaint_status_by_number_finds_only_own_complaints(
    member_with_number: Callable[[str], Member],
) -> None:
    member_with_number(ENGLISH).enters("CX 20260002").hears("complaint_status-open")
    # Another member's is as unknown as one that never was.
    member_with_number(ACTIVE).enters("CX 20260002").hears(
        "complaint_status-unknown", number="20260002"
    )


def test_order_status_reports_the_latest_order(member: Member) -> None:
    member.asks_for("order").enters_pin_if_asked().hears("order-sent").has_final_answer()


def test_order_status_without_orders(member_with_number: Callable[[str], Member]) -> None:
    member_with_number(ENGLISH).asks_for("order").enters_pin_if_asked().hears("order-none")


def test_order_status_by_number(member_with_number: Callable[[str], Member]) -> None:
    member = member_with_number(DIAMOND).asks_for("order_by_number").enters_pin_if_asked()
    member.is_asked("order_by_number.number").enters("20260003")
    member.hears("order_by_number-held", number="20260003").has_final_answer()
    member.asks_for("order_by_number").enters("87654321")
    member.hears("order_by_number-unknown", number="87654321")


def test_second_not_received_report_escalates_the_complaint(member: Member) -> None:
    order = member.latest("gift_order", "created_at").number
    for level in (1, 2):  # the second one about the same goes up, some minutes later
        member.asks_for("not_received").enters_pin_if_asked().is_asked("complaint.words")
        member.says(COMPLAINT_WORDS).files_it().hears("complaint-filed").waits(15 * 60)
        complaint = member.latest("complaint", "opened_at")
        assert (complaint.order_number, complaint.level) == (order, level)


def test_not_received_without_orders(member_with_number: Callable[[str], Member]) -> None:
    member_with_number(ENGLISH).asks_for("not_received").enters_pin_if_asked().hears(
        "not_received-none"
    )


def test_receipt_can_be_claimed_only_once_across_members(buyer: Member) -> None:
    buyer.asks_for("claim").hears("claim-receipt", digits_min=6, digits_max=20)
    buyer.enters("2026060112")
    buyer.is_asked("claim.confirm").says_no().is_asked("claim.receipt").enters("2026060113")
    buyer.says_yes().describes_receipt()
    claim = buyer.latest("claim", "opened_at")
    buyer.hears("claim-filed", number=claim.number).has_final_answer()
    assert claim.receipt_number == "2026060113"
    other = buyer.hotline.member(buyer.channel, buyer.language, ENGLISH).asks_for("claim")
    other.enters("2026060113").says_yes().hears("claim-taken").has_final_answer()
    assert not other.rows_of("claim")


@SMS_ONLY
def test_claim_keyword_with_receipt_number_needs_only_confirmation(member: Member) -> None:
    member.enters("BD 2026060112").is_asked("claim.confirm").says_yes().describes_receipt().hears(
        "claim-filed"
    )


@SMS_ONLY
def test_long_text_is_filed_whole_and_a_longer_one_asked_for_in_parts(member: Member) -> None:
    longest, too_long = "The kettle broke. " * 80, "The kettle broke. " * 100
    member.asks_for("complaint").is_asked("complaint.words")
    member.enters(too_long).hears("engine-too_long", most=1_600).is_asked("complaint.words")
    member.enters(longest).is_asked("complaint.confirm").says_yes().hears("complaint-filed")
    [filed] = member.rows_of("complaint")
    assert filed.words == longest.strip()


@SMS_ONLY
@pytest.mark.parametrize(
    "words", ["还是留着吧", "keep it", "太贵了", "too expensive", "不确定", "not sure"]
)
def test_words_that_may_mean_either_neither_file_nor_add(member: Member, words: str) -> None:
    member.enters(f"TS {COMPLAINT_WORDS}").enters(words)
    assert not member.rows_of("complaint")
    member.is_asked("complaint.confirm").says_yes().hears("complaint-filed")
    assert member.latest("complaint", "opened_at").words == COMPLAINT_WORDS


@SMS_ONLY
@pytest.mark.parametrize("words", ["没门", "停停停", "no ta", "leave it"])
def test_refusal_at_the_read_back_is_not_added(member: Member, words: str) -> None:
    member.enters(f"TS {COMPLAINT_WORDS}").enters(words)
    assert member.open_question != "complaint.confirm"
    assert not member.rows_of("complaint")


@SMS_ONLY
@pytest.mark.parametrize("words", ["不撤销", "继续处理", "don't withdraw it"])
def test_not_to_withdraw_what_is_read_back_files_it(member: Member, words: str) -> None:
    member.enters(f"TS {COMPLAINT_WORDS}").enters(words).hears("complaint-filed")


@pytest.mark.parametrize("channel", ["sms", "ussd"])
@pytest.mark.parametrize(
    "words", ["积分还有多少", "我要查积分", "how many points do i have", "check my balance"]
)
def test_look_up_at_the_question_for_words_is_asked_about(
    member: Member, words: str, channel: str
) -> None:
    member.asks_for("complaint").enters(words).is_asked("wish_or_words.which")
    member.picks("words").hears("complaint-confirm", beginning=words)
    member.says_no().asks_for("complaint").enters(words).picks("wish")
    assert "12345" in member.screen.replace(",", "")


@pytest.mark.parametrize("channel", ["sms", "ussd"])
def test_way_back_to_the_menu_is_not_read_back_as_the_complaint(
    member: Member, channel: str
) -> None:
    member.asks_for("complaint").enters("main menu").is_asked("wish_or_words.which")
    member.picks("wish")
    assert member.open_question not in ("complaint.words", "complaint.confirm")


@VOICE_ONLY
@pytest.mark.parametrize("words", ["太贵了", "too expensive", "not sure"])
def test_doubt_is_no_refusal_of_a_spoken_complaint(member: Member, words: str) -> None:
    """It may be said of what went wrong."""
    zh, en = "我要投诉，你们扣错了我的积分", "I want to complain that you took my points"
    member.speaks(zh if member.language == "zh" else en).is_asked("complaint.heard")
    member.speaks(words).is_asked("complaint.heard").picks("file").hears("complaint-filed")
