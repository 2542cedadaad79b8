"""Claims whose receipt is in the receipt book: what is asked, and what is granted at once."""

from datetime import timedelta

import pytest
from dialogue_steps import SMS_ONLY, VOICE_ONLY
from driver import ENGLISH, Hotline, Member

from core.messaging import Topic
from core.programme import local_day
from core.service import IssuedReceipt, receipt_book

NUMBER, SHOP, OTHER = "2026060112", "苏果超市", "Lakeside Books"


def issue(
    hotline: Hotline,
    merchant: str = SHOP,
    number: str = NUMBER,
    days: int = 3,
    member_id: int | None = None,
) -> None:
    on = local_day(hotline.at) - timedelta(days=days)
    receipt = IssuedReceipt(merchant, number, "services", on, 58_60, member_id)
    hotline.database.run(lambda conn: receipt_book.enter(conn, receipt, hotline.at))


def decided(member: Member) -> list[str]:
    return [row.topic for row in member.rows_of("outbox") if row.topic.startswith("claim")]


def test_the_amount_is_asked_and_the_points_are_added(hotline: Hotline, member: Member) -> None:
    issue(hotline)
    before, _ = member.points()
    member.asks_for("claim").enters(NUMBER).says_yes().is_asked("claim.yuan").enters("58")
    claim = member.latest("claim", "opened_at")
    points = member.points()[0] - before
    assert claim.status == "granted" and points > 0
    member.hears("claim-granted", number=claim.number, points=points).has_final_answer()
    assert decided(member) == [Topic.CLAIM_DECIDED]
    other = hotline.member(member.channel, member.language, ENGLISH).asks_for("claim")
    other.enters(NUMBER).says_yes().hears("claim-taken")
    assert member.points()[0] - before == points


def test_another_amount_goes_to_an_agent(hotline: Hotline, member: Member) -> None:
    issue(hotline)
    before = member.points()
    member.asks_for("claim").enters(NUMBER).says_yes().is_asked("claim.yuan").enters("85")
    member.hears("claim-filed").has_final_answer()
    claim = member.latest("claim", "opened_at")
    assert (claim.status, claim.yuan) == ("open", 85)
    assert member.points() == before


def test_the_merchant_is_asked_where_several_have_the_number(
    hotline: Hotline, member: Member
) -> None:
    for merchant in (SHOP, OTHER):
        issue(hotline, merchant)
    member.asks_for("claim").enters(NUMBER).says_yes().is_asked("claim.merchant").picks(OTHER)
    member.is_asked("claim.yuan").enters("58").hears("claim-granted")
    assert member.latest("claim", "opened_at").merchant == OTHER
    other = hotline.member(member.channel, member.language, ENGLISH).asks_for("claim")
    other.enters(NUMBER).says_yes().is_asked("claim.merchant").picks(":other")
    other.describes_receipt().hears("claim-filed")


def test_a_bill_of_the_members_own_needs_its_number_only(hotline: Hotline, member: Member) -> None:
    issue(hotline, "billing", member_id=1)
    member.asks_for("claim").enters(NUMBER).says_yes().hears("claim-granted")


def test_a_bill_of_another_member_is_looked_at_by_an_agent(
    hotline: Hotline, member: Member
) -> None:
    issue(hotline, "billing", member_id=2)
    member.asks_for("claim").enters(NUMBER).says_yes().describes_receipt().hears("claim-filed")
    assert member.latest("claim", "opened_at").status == "open"


def test_a_receipt_that_is_too_old_is_refused_at_once(hotline: Hotline, member: Member) -> None:
    issue(hotline, days=91)
    member.asks_for("claim").enters(NUMBER).says_yes().hears("claim-too_late", claim_days=90)
    assert not member.rows_of("claim")


@SMS_ONLY
@pytest.mark.parametrize("said", ["58", "58元", "58.60", "¥58.6", "五十八块", "fifty-eight yuan"])
def test_amounts_as_members_write_them(hotline: Hotline, member: Member, said: str) -> None:
    issue(hotline)
    member.enters(f"BD {NUMBER}").says_yes().is_asked("claim.yuan").enters(said)
    member.hears("claim-granted")


@SMS_ONLY
def test_what_is_written_of_an_unknown_receipt_is_kept_for_the_agent(member: Member) -> None:
    member.enters(f"BD {NUMBER}").says_yes().describes_receipt().hears("claim-filed")
    assert "58元" in member.latest("claim", "opened_at").words


@VOICE_ONLY
def test_on_a_call_an_unknown_receipt_is_not_asked_about(member: Member) -> None:
    member.asks_for("claim").enters(NUMBER).says_yes().hears("claim-filed")


@SMS_ONLY
@pytest.mark.parametrize("said", ["9" * 8, "9" * 40, "58 points", "-1"])
def test_what_is_no_amount_is_asked_for_again(hotline: Hotline, member: Member, said: str) -> None:
    issue(hotline)
    member.enters(f"BD {NUMBER}").says_yes().is_asked("claim.yuan").enters(said)
    member.is_asked("claim.yuan")
    assert not member.rows_of("claim")
