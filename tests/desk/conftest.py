"""The desk behind Flask's test client, and agents' browsers, which send the CSRF token of the form
they were shown."""

import random
import re
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

import wsgi
from core.books import audit
from core.kernel import Database, Settings
from core.service import claims

# There are no packages under tests: shared helpers are imported from a folder on sys.path.
sys.path.append(str(Path(__file__).parent))
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
THREAD_ENDS_WITHIN_SECONDS = 120  # a second, unless the machine is busy


@dataclass
class Clock:
    at: datetime

    def now(self) -> datetime:
        return self.at

    def advance(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass
class Browser:
    """An agent's browser, with its cookies and the CSRF token of its last page."""

    client: FlaskClient
    token: str = ""

    def get(self, path: str, **more: Any) -> Any:
        answer = self.client.get(path, **more)
        found = TOKEN.search(answer.text) if answer.mimetype == "text/html" else None
        self.token = found.group(1) if found else self.token
        return answer

    def post(self, path: str, **form: Any) -> Any:
        """Sends a form with the CSRF token of the last page, and a key as if its page had just been
        rendered; `csrf_token=None` or `form_key=None` sends none."""
        data = {"csrf_token": self.token, "form_key": uuid4().hex} | form
        sent = {name: value for name, value in data.items() if value is not None}
        return self.client.post(path, data=sent)

    def hidden_in(self, path: str) -> dict[str, str]:
        """The hidden fields of the form that is sent to `path`, read from its page."""
        shown_at = re.sub("/(stock|address|despatch|hand_over)$", "", path)
        page = self.get(shown_at).text
        mine = page.partition(f'action="{path}"')[2].partition("</form>")[0]
        return dict(HIDDEN.findall(mine))

    def change(self, path: str, **form: Any) -> Any:
        """Sends the form at `path` with its hidden fields as shown and these values."""
        return self.post(path, **self.hidden_in(path) | form)

    def sign_in(self, name: str, password: str | None = None, **more: str) -> Any:
        """Signs in, by default with the demo password, and opens the page that follows."""
        self.get("/desk/sign-in")
        password = f"demo-{name}" if password is None else password
        answer = self.post("/desk/sign-in", name=name, password=password, **more)
        if answer.status_code == 303 and "sign-in" not in answer.location:
            self.get(answer.location)
        return answer

    @property
    def cookie(self) -> str:
        found = self.client.get_cookie("desk")
        return found.value if found else ""

    @cookie.setter
    def cookie(self, value: str) -> None:
        self.client.set_cookie("desk", value)


@dataclass
class Desk:
    """The application with its clock and a second connection to its database."""

    app: Flask
    clock: Clock
    database: Database
    browsers: list[Browser] = field(default_factory=list)

    def browser(self, address: str = "127.0.0.1") -> Browser:
        """A new browser; `address` is where it is seen to come from."""
        client = self.app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        return Browser(client)

    def signed_in(self, name: str) -> Browser:
        browser = self.browser()
        browser.sign_in(name)
        return browser

    def sql(self, statement: str, **values: Any) -> Any:
        def run(conn: Any) -> Any:
            result = conn.execute(text(statement), values)
            return result.all() if result.returns_rows else None

        return self.database.run(run)

    def acts(self) -> list[str]:
        """The actions in the audit trail, oldest first."""
        return [act for (act,) in self.sql("SELECT act FROM trail ORDER BY at, entry_id")]

    def is_sound(self) -> bool:
        return self.database.run(lambda conn: list(audit.violations(conn))) == []


def wait_until_feeds_end() -> None:
    """The thread of a feed ends at the poll after its last page was closed. It must not find the
    database gone. A test that leaves a page open fails."""
    for thread in threading.enumerate():
        if thread.name == "desk-feed":
            thread.join(THREAD_ENDS_WITHIN_SECONDS)
            assert not thread.is_alive(), "the stream of a page was not closed"


@pytest.fixture
def new_desk(
    new_database: Callable[[str, bool], str],
    redis_url: str,
    at: datetime,
) -> Iterator[Callable[..., Desk]]:
    """(dialect, ...): a desk with its own seeded database; `second_factor` is required if True."""
    made: list[Desk] = []

    def make(dialect: str = "sqlite", *, second_factor: bool = False, **given: Any) -> Desk:
        clock = Clock(at)
        given = {"database_url": new_database(dialect, True), "redis_url": redis_url} | given
        settings = Settings.for_demo(**given)
        app = wsgi.create_app(
            settings, now=clock.now, randomness=random.Random(7), second_factor=second_factor
        )
        made.append(Desk(app, clock, Database(settings.database_url)))
        return made[-1]

    yield make
    wait_until_feeds_end()
    for desk in made:
        desk.app.extensions["hotline"]._database.dispose()
        desk.database.dispose()


@pytest.fixture
def desk(new_desk: Callable[..., Desk]) -> Desk:
    return new_desk()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_desk(request: pytest.FixtureRequest, new_desk: Callable[..., Desk]) -> Desk:
    return new_desk(request.param)


@pytest.fixture
def desk_with_claim(any_desk: Any) -> Any:
    """A desk with the claim 20269999 of member 2."""
    any_desk.database.run(
        lambda conn: claims.file(
            conn,
            member_id=2,
            receipt_number="R-100",
            channel="voice",
            key="claim",
            at=any_desk.clock.now(),
            claim_id="claim-1",
            number="20269999",
        )
    )
    return any_desk
