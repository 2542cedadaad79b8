"""Complaints, claims and orders."""

from collections.abc import Callable
from datetime import timedelta

from dialogue_steps import (
    SMS_ONLY,
)
from driver import (
    ACTIVE,
    COMPLAINT_WORDS,
    DIAMOND,
    ENGLISH,
    Hotline,
    Member,
)
from telephones import RECORDING


def test_complaint_stores_the_words_or_the_recording(member: Member, channel: str) -> None:
    member.asks_for("complaint").is_asked("complaint.words").says(COMPLAINT_WORDS)
    complaint = member.latest("complaint", "opened_at")
    member.hears("complaint-filed", number=complaint.number).has_final_answer()
    spoken = channel == "voice"
    assert complaint.recording_url == (RECORDING if spoken else None)
    assert (complaint.words or "") == ("" if spoken else COMPLAINT_WORDS)
    assert (complaint.channel, complaint.status, complaint.level) == (channel, "open", 1)
    member.asks_for("complaint_status")
    member.hears("complaint_status-open", number=complaint.number)


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


def test_complaint_status_reports_open_decided_and_closed(
    hotline: Hotline, member_with_number: Callable[[str], Member]
) -> None:
    member = member_with_number(ENGLISH)
    member.asks_for("complaint_status").hears("complaint_status-open", number="20260002")
    for status in ("decided", "closed"):
        hotline.change("UPDATE complaint SET status = :status", status=status)
        member.asks_for("complaint_status").hears(f"complaint_status-{status}")


def test_complaint_status_reports_overdue_and_appealable_after_deadlines(
    hotline: Hotline, member_with_number: Callable[[str], Member]
) -> None:
    """Late after the five working days that were promised; the regulator's after fifteen."""
    member = member_with_number(ENGLISH)
    member.asks_for("complaint_status").hears("complaint_status-open", due="2026-06-08")
    began = hotline.at
    for days, told in ((7, "open"), (8, "overdue"), (21, "overdue"), (22, "appealable")):
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
        member.says(COMPLAINT_WORDS).hears("complaint-filed").waits(15 * 60)
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
    buyer.says_yes()
    claim = buyer.latest("claim", "opened_at")
    buyer.hears("claim-filed", number=claim.number).has_final_answer()
    assert claim.receipt_number == "2026060113"
    other = buyer.hotline.member(buyer.channel, buyer.language, ENGLISH).asks_for("claim")
    other.enters("2026060113").says_yes().hears("claim-taken").has_final_answer()
    assert not other.rows_of("claim")


@SMS_ONLY
def test_claim_keyword_with_receipt_number_needs_only_confirmation(member: Member) -> None:
    member.enters("BD 2026060112").is_asked("claim.confirm").says_yes().hears("claim-filed")
