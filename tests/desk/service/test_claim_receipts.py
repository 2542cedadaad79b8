"""What an agent sees of a claim: what the member has said, and what the receipt book has."""

from datetime import timedelta
from html import unescape
from typing import Any

from core.programme import local_day
from core.service import IssuedReceipt, ReceiptFacts, claims, receipt_book


def file(desk: Any, **said: Any) -> None:
    at = desk.clock.now()
    on = local_day(at) - timedelta(days=3)
    book = IssuedReceipt("苏果超市", "20260601", "services", on, 58_60)

    def work(conn: Any) -> None:
        receipt_book.enter(conn, book, at)
        claims.file(
            conn, member_id=2, receipt_number="20260601", channel="voice", key="claim", at=at,
            claim_id="claim-1", number="20269999", said=ReceiptFacts(**said),
        )  # fmt: skip

    desk.database.run(work)


def test_a_claim_that_does_not_match_shows_both(any_desk: Any) -> None:
    file(any_desk, yuan=85, words="上周六买的")
    page = unescape(any_desk.signed_in("agent").get("/desk/claims/20269999").text)
    for shown in ("85 元", "上周六买的", "苏果超市", "58.60"):
        assert shown in page
    assert "已补登" not in page


def test_a_claim_that_was_granted_at_once_names_no_agent(any_desk: Any) -> None:
    file(any_desk, yuan=58)
    page = unescape(any_desk.signed_in("agent").get("/desk/claims/20269999").text)
    assert "系统自动" in page and "已补登" in page and "hotline worker" not in page
