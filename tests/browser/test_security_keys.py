"""Security keys at the desk: a real browser with an authenticator of its own, which it plays."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from http_server import running
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import text
from werkzeug.serving import make_server

from core.kernel import Database, Settings
from wsgi import create_app

KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": False,
    "automaticPresenceSimulation": True,
}


@dataclass(frozen=True)
class Desk:
    url: str
    database: Database

    def sql(self, statement: str) -> list[Any]:
        return self.database.read(lambda conn: list(conn.execute(text(statement))))


@pytest.fixture(params=["sqlite", "postgresql"])
def desk(request: Any, new_database: Callable[[str, bool], str], redis_url: str) -> Iterator[Desk]:
    server = make_server("localhost", 0, Flask("soon"), threaded=True)
    url = f"http://localhost:{server.server_port}"
    settings = Settings.for_demo(
        database_url=new_database(request.param, True), redis_url=redis_url, public_url=url
    )
    app = create_app(
        settings,
        now=lambda: datetime.now(UTC),
        randomness=random.Random(7),
        second_factor=False,
    )
    server.app = app
    with running(server):
        database = Database(settings.database_url)
        yield Desk(url, database)
        database.dispose()
    app.extensions["hotline"]._database.dispose()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A browser with a security key in it."""
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    context.close()


def sign_in(page: Page, desk: Desk) -> None:
    page.context.clear_cookies()
    page.goto(f"{desk.url}/desk/sign-in")
    page.fill("[name=name]", "agent")
    page.fill("[name=password]", "demo-agent")
    with page.expect_navigation():
        page.click("button.solid")


def add_key(page: Page, desk: Desk, password: str = "demo-agent") -> None:
    page.goto(f"{desk.url}/desk/me/security-keys/new")
    page.fill("[name=name]", "Blue key")
    page.fill("[name=old]", password)
    with page.expect_navigation():
        page.click("[data-ask]")


def with_key(page: Page, desk: Desk) -> None:
    sign_in(page, desk)
    add_key(page, desk)
    expect(page.locator("#security-keys")).to_contain_text("Blue key")


def test_key_that_was_added_proves_the_next_sign_in(page: Page, desk: Desk) -> None:
    with_key(page, desk)
    sign_in(page, desk)
    expect(page.locator("nav")).to_have_count(0)
    page.click("[data-ask]")
    expect(page.locator("nav")).to_be_visible()
    [(used,)] = desk.sql("SELECT used_at FROM security_key")
    assert used is not None


def test_answer_of_a_key_counts_once_and_in_its_own_session(page: Page, desk: Desk) -> None:
    """Somebody who has the password and has seen what a key once sent."""
    with_key(page, desk)
    sign_in(page, desk)
    seen: list[str] = []
    page.on("request", lambda sent: seen.append(sent.post_data or ""))
    page.click("[data-ask]")
    expect(page.locator("nav")).to_be_visible()
    answer = (
        next(body for body in seen if "answer=" in body).partition("answer=")[2].partition("&")[0]
    )
    sign_in(page, desk)
    page.evaluate(
        """answer => {
            const form = document.querySelector("form[data-security-key]");
            form.elements.answer.value = decodeURIComponent(answer.replaceAll("+", " "));
            form.submit();
        }""",
        answer,
    )
    expect(page.locator("[role=status], .said").first).to_contain_text("not accepted")
    expect(page.locator("nav")).to_have_count(0)


def test_another_key_does_not_prove(page: Page, browser: Browser, desk: Desk) -> None:
    with_key(page, desk)
    other = browser.new_context(locale="en-US").new_page()
    session = other.context.new_cdp_session(other)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(other, desk)
    other.click("[data-ask]")
    expect(other.locator("[data-failed]")).to_be_visible()
    other.context.close()


def test_adding_and_removing_needs_the_password(page: Page, desk: Desk) -> None:
    sign_in(page, desk)
    add_key(page, desk, password="wrong")
    assert desk.sql("SELECT 1 FROM security_key") == []
    add_key(page, desk)
    assert len(desk.sql("SELECT 1 FROM security_key")) == 1
    page.check("#security-keys [name=key]")
    page.fill("#security-keys [name=old]", "demo-agent")
    with page.expect_navigation():
        page.click("#security-keys button.ghost")
    assert desk.sql("SELECT 1 FROM security_key") == []
    acts = [act for (act,) in desk.sql("SELECT act FROM trail")]
    assert acts.count("security_key_added") == acts.count("security_key_removed") == 1


def test_password_alone_sets_up_no_authenticator_app(page: Page, desk: Desk) -> None:
    """Whoever has only the password of an agent with a key could take over otherwise."""
    with_key(page, desk)
    sign_in(page, desk)
    assert page.request.get(f"{desk.url}/desk/second-factor/qr.png").status == 404
    expect(page.locator("[name=code]")).to_have_count(0)
