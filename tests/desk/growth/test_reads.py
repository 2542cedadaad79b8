"""What a page of the desk or a member's turn reads does not grow with the book.

A PostgreSQL with many members and years of cases; every page is opened, members text, and each
statement that was sent is explained. None may read more rows than a page shows and its work has.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from desk_steps import rules
from sqlalchemy import create_engine, text
from statement_log import Read, StatementLog
from twilio.request_validator import RequestValidator

from core.redemption import lifecycle
from core.service.complaint_queue import COMPLAINT_STATUSES

BOOK = Path(__file__).with_name("book.sql")
MEMBERS = 200_000
ROWS_MAX = 3_000
TEXTS = (
    "JF", "DJ", "LS", "DH", "HF", "LL", "DD", "CX", "BD R123", "TS 送货太慢了", "RG", "ZZ",
    "QY", "注销", "DZ", "撤销", "MM", "GS", "HZ", "JY 多上些礼品", "RH",
)  # fmt: skip
FILTERED = (
    "/desk/trail?agent=agent", "/desk/trail?day=2026-05-01", "/desk/members?q=13800000001",
    "/desk/members?q=会员77", *(f"/desk/orders?status={each}" for each in lifecycle.STATUSES),
    *(f"/desk/complaints?status={each}" for each in COMPLAINT_STATUSES),
    *(f"/desk/claims?status={each}" for each in ("granted", "refused")),
)  # fmt: skip
GROWS = {
    "/desk/cases": "the complaints and claims of twelve months, counted",
    "/desk/wall": "the conversations of the last days, for those that were not followed by another",
    "/desk/liability": "the postings of the last two days, by ranges of pages",
}
"""Pages that read what a period had: by an index, and nothing beyond the period."""
GROWS_ROWS_MAX = MEMBERS // 2


@pytest.fixture(scope="module")
def large_book(databases: Any) -> Iterator[str]:
    url = databases.make("postgresql", True)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        # Triggers and foreign keys are not asked: a minute of work for rows that nobody doubts.
        conn.exec_driver_sql("SET session_replication_role = replica")
        for statement in BOOK.read_text().split(";\n"):
            if statement.strip():
                conn.execute(text(statement), {"members": MEMBERS})
        conn.exec_driver_sql("VACUUM ANALYZE")
    engine.dispose()
    yield url
    databases.drop(url)


def read_by_pages(log: StatementLog, desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    for method, path, _ in rules(desk.app):
        if method == "GET" and "stream" not in path and "feed" not in path:
            log.during = path
            assert browser.client.get(path).status_code < 500, path
    for path in FILTERED:
        log.during = path
        assert browser.client.get(path).status_code < 400, path


def read_by_turns(log: StatementLog, desk: Any) -> None:
    client = desk.app.test_client()
    for number, words in enumerate(TEXTS):
        form = {"MessageSid": f"SM{number:032x}", "From": "+8615000000007", "To": "+8610086"}
        form["Body"] = words
        url = "http://127.0.0.1:8000/sms/message"
        signature = RequestValidator("demo-auth-token").compute_signature(url, form)
        log.during = words
        answer = client.post("/sms/message", data=form, headers={"X-Twilio-Signature": signature})
        assert answer.status_code == 200


def test_no_page_and_no_turn_reads_a_table_that_grows(large_book: str, new_desk: Any) -> None:
    log = StatementLog()
    desk = new_desk("sqlite", database_url=large_book)
    with log.recording():
        read_by_pages(log, desk)
        read_by_turns(log, desk)
    with desk.database.engine.connect() as conn:
        reads = log.reads(conn)
    assert len(reads) > 100
    too_many = [each for each in reads if each.rows > allowed(each)]
    assert not too_many, "\n".join(map(str, too_many))


def allowed(read: Read) -> int:
    page = read.during.removesuffix(".csv").removesuffix("/now").removesuffix("/claims")
    return GROWS_ROWS_MAX if page in GROWS else ROWS_MAX
