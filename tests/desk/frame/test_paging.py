"""A list page by page: every row once, in the order of the whole list."""

import re
from typing import Any

import pytest

from core.service import claims, complaints
from desk.frame import paging
from desk.redemption import orders as orders_page
from desk.service import claims as claims_page
from desk.service import complaints as complaints_page

NEXT = re.compile(r'<p class="more"><a class="ghost" href="([^"]+)"')


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (paging, orders_page, claims_page, complaints_page):
        monkeypatch.setattr(module, "PAGE_ROWS", 2)


def walk(browser: Any, path: str, row: str) -> list[list[str]]:
    """The numbers on each page, following the link to the next one."""
    found = []
    while path:
        page = browser.get(path).text
        found.append(re.findall(rf'<th scope="row"><a href="/desk/{row}/(\d+)"', page))
        more = NEXT.search(page)
        path = more.group(1).replace("&amp;", "&") if more else ""
        assert len(found) < 20
    return found


def file_cases(desk: Any) -> None:
    """Two of each at every moment, so that the number decides between them."""

    def work(conn: Any) -> None:
        for n in range(5):
            at = desk.clock.now().replace(minute=n // 2)
            given = {"member_id": 3, "channel": "sms", "at": at}
            complaints.file(
                conn, **given, words=f"x{n}", recording_url=None, key=f"c{n}", complaint_id=f"c{n}",
                number=f"2026100{n}", order_number=None,
            )  # fmt: skip
            claims.file(
                conn, **given, receipt_number=f"R-{n}", key=f"m{n}", claim_id=f"m{n}",
                number=f"2026200{n}",
            )  # fmt: skip

    desk.database.run(work)


@pytest.mark.parametrize(
    ("path", "row"),
    [
        ("/desk/complaints?status=any", "complaints"),
        ("/desk/complaints?status=open&level=1", "complaints"),
        ("/desk/claims", "claims"),
        ("/desk/orders?status=delivered", "orders"),
        ("/desk/orders?status=sent", "orders"),
    ],
)
def test_pages_neither_lose_nor_repeat_rows(
    any_desk: Any, path: str, row: str, monkeypatch: pytest.MonkeyPatch, request: Any
) -> None:
    file_cases(any_desk)
    status = "delivered" if "delivered" in path else "sent"
    any_desk.sql("UPDATE gift_order SET status = :status", status=status)
    any_desk.sql("UPDATE complaint SET status = 'closed' WHERE number = '20261001'")
    browser = any_desk.signed_in("agent")
    (whole,) = walk(browser, path, row)
    request.getfixturevalue("short_pages")
    pages = walk(browser, path, row)
    assert len(whole) > 2 and len(pages) > 1
    assert [number for page in pages for number in page] == whole


def test_a_cursor_that_is_no_number_is_not_found(desk: Any) -> None:
    browser = desk.signed_in("agent")
    for path in ("complaints", "claims", "orders"):
        assert browser.get(f"/desk/{path}?after=nothing").status_code == 404
