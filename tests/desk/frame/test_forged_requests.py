"""Forged forms, and everything that a member can write."""

import re
from typing import Any

import pytest
from desk_steps import SCRIPTS, rules

from core.service import complaints

PAGES = ("", "complaints", "complaints/20260009", "claims", "orders", "orders/20260001", "trail")


@pytest.mark.parametrize("token", [None, "", "wrong", "eyJ.forged.token"])
def test_a_form_without_a_valid_csrf_token_changes_nothing(desk: Any, token: str | None) -> None:
    browser = desk.signed_in("supervisor")
    before = desk.sql("SELECT * FROM agent ORDER BY agent")
    acts = desk.acts()
    for method, path, _ in rules(desk.app):
        if method != "GET":
            browser.token = token
            data = {} if token is None else {"csrf_token": token}
            answer = browser.client.open(path, method=method, data=data)
            assert answer.status_code == 400 and "页面已过期" in answer.text, path
    assert desk.sql("SELECT * FROM agent ORDER BY agent") == before and desk.acts() == acts


def test_another_agents_csrf_token_is_refused(desk: Any) -> None:
    ours, theirs = desk.signed_in("agent"), desk.signed_in("agent2")
    ours.token = theirs.token
    assert ours.post("/desk/presence", presence="away").status_code == 400


def test_the_csrf_token_may_be_sent_in_a_header(desk: Any) -> None:
    browser = desk.signed_in("agent")
    form = {"presence": "away", "form_key": "0" * 32}
    answer = browser.client.post(
        "/desk/presence", data=form, headers={"X-CSRF-Token": browser.token}
    )
    assert answer.status_code == 303


@pytest.mark.parametrize("path", ["", "me", "sign-in", "complaints", "agents", "nowhere"])
def test_pages_have_no_inline_code(desk: Any, path: str) -> None:
    browser = desk.browser() if path == "sign-in" else desk.signed_in("supervisor")
    page = browser.get(f"/desk/{path}").text
    assert not re.search(r"<[^>]*\s(style|on[a-z]+)=|<style|javascript:", page)
    assert page.count("<script") == page.count('<script type="module" src="/desk/static/') > 0
    assert all('href="/desk/static/' in link for link in re.findall(r"<link[^>]*>", page))
    assert not re.search(r"<(object|embed|applet|iframe|frame)\b", page)


def test_webhooks_get_no_cookie(desk: Any) -> None:
    answer = desk.browser().client.post("/sms/message", data={"Body": "JF"})
    assert answer.status_code == 403 and "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_a_member_writes_is_escaped(desk: Any, script: str) -> None:
    desk.sql("UPDATE member SET name = :name", name=script)
    desk.database.run(
        lambda conn: complaints.file(
            conn,
            member_id=3,
            words=script,
            recording_url=script,
            channel="sms",
            key="c",
            at=desk.clock.now(),
            complaint_id="c",
            number="20260009",
            order_number=script,
        )
    )
    desk.sql("UPDATE complaint SET decision = :words", words=script)
    browser = desk.signed_in("supervisor")
    for act in ("note", "contact"):
        seen = {"note": 0, "contact": 1}[act]
        browser.post(f"/desk/complaints/20260009/{act}", words=script, seen=seen)
    for path in PAGES:
        page = browser.get(f"/desk/{path}").text
        for live in ("<script>alert", "<img src=x", "<svg onload", 'href="javascript:', ">49<"):
            assert live not in page, (path, live)
    assert "alert(1)" in browser.get("/desk/complaints/20260009").text or "{{" in script


def test_query_parameters_are_escaped(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    for path in (
        "wording?q=",
        "trail?member=",
        "trail?agent=",
        "sign-in?next=",
        "complaints?level=",
    ):
        page = browser.get(f"/desk/{path}%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
        assert "<script>alert" not in page.text


@pytest.mark.parametrize(
    "path", ["/desk/../phone/", "/desk/%2e%2e/phone/", "/desk/me/../../phone/", "/desk/.%2E/x?a=b"]
)
def test_signing_in_leads_to_no_page_outside_the_desk(desk: Any, path: str) -> None:
    browser = desk.browser()
    browser.get("/desk/sign-in")
    answer = browser.post("/desk/sign-in", name="supervisor", password="demo-supervisor", next=path)
    assert answer.location == "/desk/"


def test_an_export_contains_no_formulas(desk: Any) -> None:
    browser = desk.signed_in("supervisor")
    for words in ("=HYPERLINK(1)", "+1", "-1", "@SUM(A1)"):
        desk.sql(
            "INSERT INTO trail VALUES (2, :words, :words, :words, '{}', :at)",
            words=words,
            at="2026-06-01T02:00:00.000000+00:00",
        )
    sheet = browser.client.get("/desk/trail.csv")
    assert sheet.mimetype == "text/csv" and "attachment" in sheet.headers["Content-Disposition"]
    for cell in sheet.text.replace("\r\n", ",").split(","):
        assert not cell.strip('"').startswith(("=", "+", "-", "@"))
    assert "'=HYPERLINK(1)" in sheet.text
    assert "trail_exported" in desk.acts()


def test_an_error_is_a_page_in_the_agents_language(desk: Any) -> None:
    browser = desk.signed_in("agent2")
    for path, status, says in (
        ("/desk/nowhere", 404, "Page not found"),
        ("/desk/complaints/00000000", 404, "Page not found"),
        ("/desk/trail", 403, "You don’t have access to this page"),
        ("/desk/claims?status=x", 400, "That can’t be done"),
    ):
        answer = browser.get(path)
        assert answer.status_code == status and says in answer.text
        assert answer.mimetype == "text/html"


def test_a_form_with_a_part_without_a_name_is_refused(desk: Any) -> None:
    browser = desk.signed_in("agent")
    fields = {"csrf_token": browser.token, "form_key": "0" * 32, "seen": "0", "words": "A note"}
    parts = [f'; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    parts.append("\r\n\r\nx\r\n")
    body = "".join(f"--b\r\nContent-Disposition: form-data{part}" for part in parts) + "--b--\r\n"
    path, kind = "/desk/complaints/20260002/note", "multipart/form-data; boundary=b"
    answer = browser.client.post(path, data=body, content_type=kind)
    assert answer.status_code == 400 and answer.mimetype == "text/html"
    assert browser.client.post("/desk/sign-in", data=body, content_type=kind).status_code == 400


def test_a_form_that_is_too_large_is_refused(desk: Any) -> None:
    browser = desk.signed_in("agent")
    answer = browser.post("/desk/complaints/20260002/note", seen=0, words="x" * 100_000)
    assert answer.status_code == 413 and answer.mimetype == "text/html"
