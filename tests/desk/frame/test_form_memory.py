"""A refused form keeps what was typed, also when the session has ended."""

from typing import Any

import pytest
from desk_steps import COMPLAINT

WORDS = "Seen <b>with</b> the member"
SHOWN = "Seen &lt;b&gt;with&lt;/b&gt; the member</textarea>"


def refused(answer: Any, status: int = 422) -> str:
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    return str(answer.text)


def test_a_form_is_kept_when_a_colleague_was_faster(desk: Any) -> None:
    browser, faster = desk.signed_in("agent2"), desk.signed_in("agent")
    faster.post(f"{COMPLAINT}/note", seen=0, words="x")
    page = refused(browser.post(f"{COMPLAINT}/decide", seen=0, words=WORDS), 409)
    assert SHOWN in page and "was not used" not in page
    assert browser.post(f"{COMPLAINT}/note", seen=1, words=WORDS).status_code == 303
    faster.post(f"{COMPLAINT}/decide", seen=2, words="x")
    page = refused(browser.post(f"{COMPLAINT}/decide", seen=2, words="No form for this"), 409)
    assert "was not used" in page and ">No form for this</p>" in page


def test_refused_forms_of_a_member_an_order_and_a_new_agent_are_kept(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    browser.post("/desk/language", language="en")
    desk.sql("UPDATE member SET status = 'left' WHERE member_id = 2")
    form = {"points": "77", "words": WORDS}
    page = refused(browser.post("/desk/members/2/goodwill", **form))
    assert SHOWN in page and 'value="77"' in page
    desk.clock.advance(days=1)
    browser.sign_in("supervisor")
    form = {"reason": "not_received", "words": WORDS}
    page = refused(browser.post("/desk/orders/20260001/reverse", **form))
    assert SHOWN in page and '<option value="not_received" selected>' in page
    form = {"agent": "new.one", "name": "New", "number": "12", "role": "auditor", "language": "en"}
    page = refused(browser.post("/desk/agents", **form))
    assert 'value="new.one"' in page and '<option value="auditor" selected>' in page


@pytest.mark.parametrize(
    ("path", "came_from", "goes_on"),
    [
        ("complaints/20260002/decide", None, "/desk/complaints/20260002"),
        ("members/2/goodwill", "http://localhost/desk/members/2", "/desk/members/2"),
        ("wording/versions/1/approve", "http://localhost/desk/wording/en/x", "/desk/wording/en/x"),
        ("presence", "https://evil.example/desk/members/2", "/desk/members/2"),
        ("presence", "https://evil.example/phone", None),
        ("talks/3/h1/write", "http://localhost/desk/talks/3/h1/write", "/desk/talks/3/h1"),
    ],
)
def test_an_agent_whose_session_ended_is_told_and_comes_back(
    desk: Any, path: str, came_from: str | None, goes_on: str | None
) -> None:
    browser = desk.browser()
    browser.get("/desk/sign-in")
    headers = {"Referer": came_from} if came_from else {}
    answer = browser.client.post(f"/desk/{path}", data={"words": "x"}, headers=headers)
    assert answer.location == "/desk/sign-in" + (f"?next={goes_on}" if goes_on else "")
    assert "退出登录" in browser.get(answer.location).text
