"""A member who presses twice means it once: the same text in two messages, at once or one after
the other."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import text

CODES = "SELECT COUNT(*) FROM one_time_code"
ORDERS = "SELECT COUNT(*) FROM gift_order WHERE member_id = 1 AND status = 'held'"


def code_in(body: str) -> str:
    return re.findall(r"(?<!\d)\d{6}(?!\d)", body)[-1]


def test_two_messages_with_one_request_at_once_have_one_code(hotline: Any) -> None:
    member, before = hotline.sms_sender(), hotline.count(ORDERS)
    twice = [member.text_webhook("DH 2") for _ in range(2)]
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(hotline.deliver, twice)
    assert first == second
    assert hotline.count(CODES) == 1
    member.text(code_in(first.body))
    assert hotline.count(ORDERS) == before + 1
    hotline.check_ledger()


def test_request_repeats_its_question_after_an_apology(hotline: Any) -> None:
    member, before = hotline.sms_sender(), hotline.count(ORDERS)
    code = code_in(member.text("DH 2").body)
    rename(hotline, "one_time_code", "hidden")
    member.text(code)
    rename(hotline, "hidden", "one_time_code")
    member.text("DH 2", code)
    assert (hotline.count(CODES), hotline.count(ORDERS)) == (1, before + 1)


def test_code_that_cannot_be_checked_confirms_nothing(hotline: Any) -> None:
    member, before = hotline.sms_sender(), hotline.count(ORDERS)
    code = code_in(member.text("DH 2").body)
    rename(hotline, "one_time_code", "hidden")
    assert "抱歉" in member.text(code).body
    assert hotline.count(ORDERS) == before
    hotline.check_ledger()


def test_complaint_in_two_messages_at_once_is_filed_once(hotline: Any) -> None:
    member = hotline.sms_sender()
    twice = [member.text_webhook("TS 话费多扣了") for _ in range(2)]
    with ThreadPoolExecutor(2) as threads:
        first, second = threads.map(hotline.deliver, twice)
    assert first == second
    assert hotline.count("SELECT COUNT(*) FROM complaint WHERE member_id = 1") == 0
    member.text("1")
    assert hotline.count("SELECT COUNT(*) FROM complaint WHERE member_id = 1") == 1


def rename(hotline: Any, table: str, to: str) -> None:
    hotline.database.run(lambda conn: conn.execute(text(f"ALTER TABLE {table} RENAME TO {to}")))
