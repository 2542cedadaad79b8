"""Forms have their effect once: a form that is submitted twice is answered twice and carried out
once."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest
from desk_steps import COMPLAINT, FOLDER, MASCOT, TALK, page_after, request_agent, rules
from sqlalchemy import select

from core.schema import metadata
from core.staff import form_submissions
from desk.frame import DeskContext
from desk.frame.submissions import UnkeyedChange

KEY, OTHER_KEY = "a" * 32, "b" * 32
ANSWERS = "SELECT words FROM line WHERE who = 'agent'"
TEXTS = "SELECT COUNT(*) FROM outbox WHERE topic = 'text'"
ITEM = {"sku": "lamp", "kind": "gift", "number": "60", "points": "800", "name_zh": "台灯",
        "name_en": "Lamp", "cost": "12"}  # fmt: skip
AGENT = {"agent": "new", "name": "New", "number": "+8613911110000", "role": "agent"}
SHORT = "balance-none = 还没有积分。\n    .voice = 您还没有积分呢。"
EVERY_KIND = [
    (f"{COMPLAINT}/note", {"seen": "0", "words": "Called, no answer"}),
    (f"{COMPLAINT}/show-number", {}),
    ("/desk/members/2/goodwill", {"points": "50", "words": "Late parcel"}),
    ("/desk/catalogue", ITEM),
    ("/desk/catalogue/mascot/stock", {"more": "5"}),
    ("/desk/suppliers", {"code": "new", "name": "New", "contact": "x"}),
    ("/desk/agents", AGENT | {"language": "en"}),
    ("/desk/agents/agent2/reset", {}),
    ("/desk/agents/agent2/disable", {}),
    ("/desk/wording/zh/balance-none", {"source": SHORT, "reason": "更短", "do": "make"}),
    ("/desk/presence", {"presence": "away"}),
    (f"{TALK}/accept", {}),
]  # fmt: skip


@pytest.fixture
def writer(any_desk: Any) -> Any:
    """The browser of an agent who is in the conversation TALK."""
    request_agent(any_desk, "Hello")
    browser = any_desk.signed_in("agent")
    browser.post(f"{TALK}/accept")
    return browser


def rows(desk: Any) -> dict[str, list[str]]:
    """All rows, except the web sessions' last activity."""

    def read(conn: Any) -> dict[str, list[str]]:
        return {
            table.name: sorted(map(repr, conn.execute(select(table))))
            for table in metadata.sorted_tables
        }

    found: dict[str, list[str]] = desk.database.read(read)
    return found


def key_in(page: str, action: str) -> str:
    form = page.partition(f'action="{action}"')[2].partition("</form>")[0]
    found = re.search(r'name="form_key" value="([0-9a-f]{32})"', form)
    assert found, action
    return found.group(1)


def test_answer_submitted_twice_is_sent_once(any_desk: Any, writer: Any) -> None:
    key = key_in(writer.get(TALK).text, f"{TALK}/write")
    first, second = (writer.post(f"{TALK}/write", words="On my way", form_key=key) for _ in "12")
    assert (first.status_code, first.location) == (303, second.location)
    assert any_desk.sql(ANSWERS) == [("On my way",)]
    assert any_desk.sql(TEXTS) == [(1,)]


def test_answer_submitted_twice_at_once_is_sent_once(any_desk: Any, writer: Any) -> None:
    cookie, token = writer.cookie, writer.token

    def submit(_: int) -> Any:
        browser = any_desk.browser()
        browser.cookie, browser.token = cookie, token
        return browser.post(f"{TALK}/write", words="On my way", form_key=KEY)

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(submit, range(4)))
    assert {(each.status_code, each.location) for each in answers} == {(303, f"{TALK}#write")}
    assert any_desk.sql(ANSWERS) == [("On my way",)]


def test_same_words_from_a_page_rendered_anew_are_sent_again(any_desk: Any, writer: Any) -> None:
    for _ in range(2):
        key = key_in(writer.get(TALK).text, f"{TALK}/write")
        writer.post(f"{TALK}/write", words="Yes", form_key=key)
    assert any_desk.sql(ANSWERS) == [("Yes",), ("Yes",)]


def test_other_words_with_a_used_key_are_refused_and_kept(any_desk: Any, writer: Any) -> None:
    writer.post(f"{TALK}/write", words="Yes", form_key=KEY)
    refused = writer.post(f"{TALK}/write", words="No, wait", form_key=KEY)
    assert refused.status_code == 409
    assert "已经提交过" in refused.text and "No, wait</textarea>" in refused.text
    assert any_desk.sql(ANSWERS) == [("Yes",)]
    fresh = key_in(refused.text, f"{TALK}/write")
    assert fresh != KEY
    assert writer.post(f"{TALK}/write", words="No, wait", form_key=fresh).status_code == 303
    assert any_desk.sql(ANSWERS) == [("Yes",), ("No, wait",)]


def test_refused_form_keeps_its_key_and_can_be_submitted(any_desk: Any, writer: Any) -> None:
    refused = writer.post(f"{TALK}/write", words="很长" * 400, form_key=KEY)
    assert refused.status_code == 422
    assert key_in(refused.text, f"{TALK}/write") == KEY
    assert writer.post(f"{TALK}/write", words="Short", form_key=KEY).status_code == 303
    assert any_desk.sql(ANSWERS) == [("Short",)]


def test_two_forms_of_one_page_are_told_apart(any_desk: Any) -> None:
    browser = any_desk.signed_in("supervisor")
    page = browser.get("/desk/catalogue/mascot").text
    item, stock = "/desk/catalogue/mascot", "/desk/catalogue/mascot/stock"
    assert key_in(page, item) == key_in(page, stock)
    hidden = browser.hidden_in(item)
    browser.post(item, **hidden | MASCOT)
    browser.post(stock, more="5", form_key=hidden["form_key"])
    assert any_desk.sql("SELECT points FROM gift WHERE sku = 'mascot'") == [(900,)]
    assert any_desk.acts().count("stock_added") == 1


def test_same_key_of_another_agent_is_another_form(desk: Any) -> None:
    for name in ("agent", "agent2"):
        browser = desk.signed_in(name)
        browser.post("/desk/members/2/goodwill", points="50", words="Late", form_key=KEY)
        assert browser.post("/desk/presence", presence="away", form_key=KEY).status_code == 303
    assert desk.sql("SELECT agent, presence FROM agent WHERE presence = 'away'") == [
        ("agent", "away"),
        ("agent2", "away"),
    ]


@pytest.mark.parametrize(("path", "form"), EVERY_KIND, ids=lambda each: str(each))
def test_every_kind_of_form_is_carried_out_once(
    any_desk: Any, path: str, form: dict[str, str]
) -> None:
    request_agent(any_desk, "Hello")
    browser = any_desk.signed_in("supervisor")
    first = browser.post(path, **form, form_key=KEY)
    assert first.status_code in (200, 303), first.text
    looked = ("trail",) if first.status_code == 200 else ()  # a page that is shown is a look
    before = {name: each for name, each in rows(any_desk).items() if name not in looked}
    second = browser.post(path, **form, form_key=KEY)
    assert (second.status_code, second.location) == (first.status_code, first.location)
    after = rows(any_desk)
    assert {name: after[name] for name in before} == before
    if 'class="secret"' in first.text:
        password = re.findall(r'class="secret">([^<]+)<', first.text)
        assert password == re.findall(r'class="secret">([^<]+)<', second.text)
    if first.location:
        assert page_after(browser, second)


def test_password_shown_twice_is_the_agents_password(desk: Any) -> None:
    supervisor = desk.signed_in("supervisor")
    form = AGENT | {"language": "en", "form_key": KEY}
    supervisor.post("/desk/agents", **form)
    shown = supervisor.post("/desk/agents", **form).text
    [password] = re.findall(r'class="secret">([^<]+)<', shown)
    assert desk.browser().sign_in("new", password).location == "/desk/"
    other = supervisor.post("/desk/agents/new/reset").text
    assert password not in other


@pytest.mark.parametrize("key", [None, "", "A" * 32, "g" * 32, "a" * 31, "a" * 33, "\x00" * 32])
def test_form_without_a_valid_key_changes_nothing(desk: Any, key: str | None) -> None:
    browser, admitted = desk.signed_in("supervisor"), []
    before = rows(desk)
    for method, path, access in rules(desk.app):
        if method == "GET" or access.public or access.password_only:
            continue
        data = {"csrf_token": browser.token} | ({} if key is None else {"form_key": key})
        answer = browser.client.open(path, method=method, data=data)
        if answer.status_code != 400:
            admitted.append((method, path, answer.status_code))
    assert admitted == []
    assert rows(desk) == before


def test_only_forms_of_signing_in_need_no_key(desk: Any) -> None:
    """They are submitted by somebody who is not signed in yet; the language may be chosen twice."""
    unkeyed = {
        path
        for method, path, access in rules(desk.app)
        if method == "POST" and (access.public or access.password_only)
    }
    second_factor = {"/desk/second-factor", "/desk/second-factor/key"}
    assert unkeyed == {"/desk/sign-in", "/desk/language"} | second_factor


def test_every_form_that_is_posted_has_a_key() -> None:
    for page in (FOLDER / "templates").rglob("*.html"):
        for form in page.read_text(encoding="utf-8").split("<form ")[1:]:
            begin = form.partition("</form>")[0]
            if 'method="post"' in begin:
                assert "{{ form_guard() }}" in begin, f"{page.name}: {begin[:80]}"


def test_transaction_of_a_form_without_its_key_is_a_bug(desk: Any) -> None:
    """A view that would change something without DeskContext.change fails at its first form."""
    from flask import g

    from core.staff import FormSubmission
    from desk.frame.submissions import SubmittedForm

    others = len(fields(DeskContext)) - 2
    context = DeskContext(desk.database, desk.clock.now, *[None] * others)  # type: ignore[arg-type]
    with desk.app.test_request_context("/desk/presence", method="POST"):
        g.submitted_form = SubmittedForm(FormSubmission("agent", KEY, "/desk/presence", "hash"))
        with pytest.raises(UnkeyedChange):
            context.run(lambda conn: None)
        assert context.change(lambda conn: "done") == "done"
        assert context.run(lambda conn: "and then") == "and then"


def test_records_of_forms_are_deleted_after_a_day(desk: Any) -> None:
    browser = desk.signed_in("agent")
    browser.post("/desk/presence", presence="away", form_key=KEY)
    at = desk.clock.now()
    prune = form_submissions.prune
    assert desk.database.run(lambda conn: prune(conn, at + timedelta(hours=24))) == 0
    assert desk.database.run(lambda conn: prune(conn, at + timedelta(hours=25))) == 1
    assert desk.sql("SELECT * FROM form_submission") == []


def test_secrets_are_not_stored_with_a_form(desk: Any) -> None:
    browser = desk.signed_in("agent")
    form = {"old": "demo-agent", "new": "a-new-and-long-password", "form_key": KEY}
    assert browser.post("/desk/me/password", **form).location == "/desk/me"
    [(content_hash, result)] = desk.sql("SELECT content_hash, result FROM form_submission")
    assert re.fullmatch(r"[0-9a-f]{64}", content_hash)
    assert "password" not in str(result)
