"""Addresses, values and steps that several tests of the desk share."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyotp
from flask import Flask
from werkzeug.routing import Rule

import desk
from core.contact_centre import SessionSummary, chat_messages, requests
from core.kernel import Settings
from core.programme import shipped_rules
from core.staff import authentication
from desk.frame.authorization import Access, access_of
from flows.language import Sentences, read

HOME = "/desk/"
COMPLAINT = "/desk/complaints/20260002"
TALK = "/desk/talks/3/h1"
FOLDER = Path(desk.__file__).parent
SCRIPTS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)",
    "</textarea><svg onload=alert(1)>", "{{ 7 * 7 }}", "'-alert(1)-'",
)  # fmt: skip
MASCOT = {"points": "900", "name_zh": "公仔", "name_en": "Mascot"}
STOCK = (
    """SELECT SUM(at_first), SUM("left"), SUM(reserved), SUM(sent) FROM stock WHERE sku = :sku"""
)
RULES = shipped_rules().desk
VALUES = {
    "number": "20260002", "act": "note", "sku": "mascot", "agent": "agent2", "anywhere": "nowhere",
    "code": "hongda", "filename": "desk.css", "member_id": "2", "handover_id": "none",
    "approval_id": "none", "picture_id": "none", "suggestion_id": "none", "exchange_id": "none",
    "event_id": "none",
    "label": "balance",
    "version": "0", "spoken": "zh", "key": "balance-none",
}  # fmt: skip


def rules(app: Flask) -> Iterator[tuple[str, str, Access]]:
    """Yields (method, path, access) of every rule below /desk/."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("desk."):
            access = access_of(app.view_functions[rule.endpoint])
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield method, path_of(rule), access


def path_of(rule: Rule) -> str:
    built = rule.build({name: VALUES[name] for name in rule.arguments})
    assert built is not None, rule
    return built[1]


def page_after(browser: Any, answer: Any) -> str:
    """The page that the answer to a form redirects to, or the page that refuses the form."""
    if answer.status_code in (409, 422):
        return str(answer.text)
    assert answer.status_code == 303, answer.text
    return str(browser.get(answer.location).text)


def request_agent(desk: Any, words: str, way: str = "text") -> Any:
    """Member 3 requests an agent, as handover "h1"; by text, `words` is their first message."""
    summary = SessionSummary("s1", "sms", "zh", "", [["member", words]], [words], [], 1)
    at = desk.clock.now()

    def work(conn: Any) -> None:
        requests.request(
            conn, member_id=3, number="+8613800000003", way=way, summary=summary, priority=0,
            key="h", at=at, handover_id="h1",
        )  # fmt: skip
        if way == "text":
            chat_messages.lock_conversation(conn, 3, "h1")
            chat_messages.add(conn, 3, "h1", [("member", words)], at)

    desk.database.run(work)
    return desk


def details(desk: Any, act: str) -> list[Any]:
    """The details of all entries of this action in the audit trail."""
    found = desk.sql("SELECT detail FROM trail WHERE act = :act", act=act)
    return [json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in found]


def sentence_keys(language: str) -> set[str]:
    return set(Sentences(read("desk.words", language), language, {}).keys)


def is_signed_in(browser: Any) -> bool:
    return bool(browser.client.get(HOME).status_code == 200)


def secret_of(desk: Any, agent: str) -> str:
    sealer = Settings.for_demo().sealer(authentication.SEALED_FOR)
    found = desk.database.run(lambda conn: authentication.secret_of(conn, agent, sealer))
    assert found
    return str(found)


def code(desk: Any, secret: str, later_seconds: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(desk.clock.now().timestamp()) + later_seconds)


def enrolled_browser(desk: Any, agent: str = "agent") -> tuple[Any, str]:
    """The browser in which the agent has added a second factor, and its secret."""
    browser = desk.browser()
    browser.sign_in(agent)
    secret = secret_of(desk, agent)
    browser.post("/desk/second-factor", code=code(desk, secret))
    return browser, secret
