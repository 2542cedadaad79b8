"""Complaints by cause and claims by outcome: the page, and its files."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection

from core.programme import local_day
from core.service import (
    ComplaintAction,
    IssuedReceipt,
    ReceiptFacts,
    claims,
    complaint_grades,
    complaint_handling,
    complaints,
    receipt_book,
    second_looks,
)
from core.staff import agents

DAYS_PAST_DUE = 20
MONTH = (
    r'<tr><th scope="row" data-x="[-\d]{10}">[^<]+</th>'
    r'<td[^>]+data-value="(\d+)">\1</td><td[^>]+data-value="(\d+)">\2</td>'
)


def fill(conn: Connection, desk: Any) -> None:
    """Beside the seeded complaint, which is late by the time of the report: one about delivery that
    is decided in time and graded, and one that is reopened. A claim granted at once, and one open.
    """
    at, member_id = desk.clock.now(), 1
    for number, category in (("60000001", "delivery"), ("60000002", "points")):
        complaints.file(
            conn, member_id=member_id, words=number, recording_url=None, channel="sms",
            key=number, at=at, complaint_id=number, number=number, category=category,
        )  # fmt: skip
        action = ComplaintAction(number, agents.by_name(conn, "agent"), 0, at)
        complaint_handling.decide(conn, action, "Done.")
    complaint_grades.grade(conn, member_id=1, number="60000001", satisfaction=4, at=at)
    second_looks.ask(conn, member_id=1, number="60000002", channel="sms", at=at)
    receipt = IssuedReceipt("苏果超市", "20260601", "services", local_day(at), 58_60)
    receipt_book.enter(conn, receipt, at)
    for n, number in enumerate(("20260601", "20260602")):
        claims.file(
            conn, member_id=1, receipt_number=number, channel="sms", key=f"claim-{n}", at=at,
            claim_id=f"claim-{n}", number=f"7000000{n}", said=ReceiptFacts(yuan=58),
        )  # fmt: skip


@pytest.fixture
def reported(any_desk: Any) -> Any:
    any_desk.database.run(lambda conn: fill(conn, any_desk))
    any_desk.clock.at += timedelta(days=DAYS_PAST_DUE)
    return any_desk


def test_complaints_are_counted_by_cause_and_month(reported: Any) -> None:
    lines = reported.signed_in("supervisor").get("/desk/cases.csv").text.splitlines()
    assert lines[0].endswith("month,category,filed,due,in_time,second_looks,reopened,graded,grades")
    rows = {line.split(",")[1]: line.split(",")[2:] for line in lines[1:]}
    assert rows["delivery"] == ["1", "1", "1", "0", "0", "1", "4"]
    assert rows["points"] == ["1", "1", "0", "1", "1", "0", "0"]
    assert rows["none"] == ["1", "1", "0", "0", "0", "0", "0"], "the seeded one is late"


def test_claims_are_counted_by_outcome(reported: Any) -> None:
    lines = reported.signed_in("auditor").get("/desk/cases/claims.csv").text.splitlines()
    counts = [sum(int(line.split(",")[n]) for line in lines[1:]) for n in range(1, 5)]
    assert (len(lines), counts) == (13, [1, 0, 0, 1])


@pytest.mark.parametrize(("language", "said"), [("zh", "按原因"), ("en", "By cause")])
def test_the_page_shows_what_the_files_have(reported: Any, language: str, said: str) -> None:
    browser = reported.signed_in("supervisor")
    browser.post("/desk/language", language=language)
    page = browser.get("/desk/cases").text
    assert said in page and ">100%<" in page and ">4.0<" in page
    assert page.count('<tr><th scope="row"') == 3 + 12
    filed, reopened = zip(*re.findall(MONTH, page), strict=True)
    assert (sum(map(int, filed)), sum(map(int, reopened))) == (3, 1), "what the chart draws"
    assert "/desk/cases" in browser.get("/desk/wall").text


def test_agents_do_not_see_it(desk: Any) -> None:
    agent = desk.signed_in("agent")
    for page in ("cases", "cases.csv", "cases/claims.csv"):
        assert agent.get(f"/desk/{page}").status_code == 403
