"""The demo (`hotline demo` in a directory of its own) and a browser."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import text

from core.books import audit
from core.kernel import Database

# There are no packages under tests: what they share is found by its folder.
sys.path.append(str(Path(__file__).parent))
from failures import note_failures
from telephone import Telephone

OURS = ("DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "PORT", "TWILIO_AUTH_TOKEN", "USSD_TOKEN")
STARTS_WITHIN_SECONDS = 120
STOPS_WITHIN_SECONDS = 120


@dataclass(frozen=True)
class Demo:
    url: str
    database: Database

    def count(self, sql: str) -> int:
        return self.database.read(lambda conn: int(conn.execute(text(sql)).scalar_one()))

    def check_ledger(self) -> None:
        assert self.database.read(lambda conn: list(audit.violations(conn))) == []


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The real command, in a directory of its own."""
    folder = tmp_path_factory.mktemp("demo")
    environment = {name: value for name, value in os.environ.items() if name not in OURS}
    server = subprocess.Popen(
        [Path(sys.executable).parent / "hotline", "demo", "--port", "0"],
        cwd=folder,
        env=environment | {"PYTHONUNBUFFERED": "1", "NO_COLOR": "1", "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Demo(_url_said_by(server), Database(f"sqlite:///{folder}/.demo/hotline.db"))
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(STOPS_WITHIN_SECONDS)


def _url_said_by(server: subprocess.Popen[str]) -> str:
    assert server.stdout
    said = []
    for line in server.stdout:
        said.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            return _once_it_answers(found.group())
    raise AssertionError(f"the demo did not start: {''.join(said)}")


def _once_it_answers(url: str) -> str:
    """Waits for the server: it prints its address just before it listens."""
    deadline = time.monotonic() + STARTS_WITHIN_SECONDS
    while True:
        try:
            assert requests.get(f"{url}/readyz", timeout=STARTS_WITHIN_SECONDS).text == "ready\n"
            return url
        except requests.ConnectionError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.1)


@pytest.fixture
def desk_of(browser: Browser, demo: Any) -> Iterator[Callable[..., Page]]:
    """Signs an agent in, in a browser of its own. A script error on the page fails the test, and so
    does what the page may not load."""
    failures: list[str] = []
    contexts = []

    def sign_in(agent: str) -> Page:
        context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
        contexts.append(context)
        page = context.new_page()
        note_failures(page, failures)
        page.goto(f"{demo.url}/desk/")
        page.fill("[name=name]", agent)
        page.fill("[name=password]", f"demo-{agent}")
        page.keyboard.press("Enter")
        expect(page.locator("nav")).to_be_visible()
        if page.locator("[name=presence]").count():
            page.click("button[value=available]")
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert not failures


@pytest.fixture
def phone(demo: Any) -> Callable[[str], Telephone]:
    return lambda number: Telephone(demo.url, number)
